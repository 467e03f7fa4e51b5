import JSON
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Tools of MCP servers")
struct ServerToolsTests {
    private static let document = PromptDocument(
        name: "sea", config: Config(model: "gpt-4.1-mini", tools: [Tool(name: "wind")]),
        etude: ["mcp": ["sea": ["command": "./sea-server"]]])

    private static let listed = [
        Tool(name: "tide", description: "High tides", parameters: ["type": "object"]), Tool(name: "wind"),
    ]

    @Test("a server is shown before it is started; approved, its tools are added, each answered by it")
    func adds() async throws {
        let harness = try await Harness(
            width: 110, height: 40, document: Self.document, tools: ScriptedBench(listing: Self.listed))
        try await harness.press("alt-1 M")
        try await harness.see("Run these commands?", "MCP server sea", "./sea-server", "its tools now")
        try await harness.press("y")
        try await harness.see("Tools (3)", "tide", "sea_wind", "added 2 tools of sea")
        #expect(harness.state.draft.config.tools.map(\.name) == ["wind", "tide", "sea_wind"])
        let settings = try ToolSettings.all(in: harness.state.draft.etude)
        guard case .mcp(let tide)? = settings["tide"]?.source, case .mcp(let wind)? = settings["sea_wind"]?.source
        else {
            Issue.record("no tool of the server")
            return
        }
        #expect(tide.tool == "tide" && wind.tool == "wind" && wind.server.name == "sea")
        try await harness.press("M")
        try await harness.see("all tools of sea are here already")
    }

    @Test("a server of one's own settings is asked at once; of several one is chosen")
    func own() {
        var desk = Desk(width: 110, height: 40)
        desk.state.draft = Draft(name: "sea", config: Self.document.config)
        desk.state.draft.etude = Self.document.etude
        let own = MCPServer(name: "own", command: ToolCommand(argv: ["own-server"]), isOwn: true)
        desk.state.settings.servers = ["own": own]
        desk.press("M")
        #expect(desk.screen.contains("config.yaml") && desk.screen.contains("this prompt"))
        desk.press("enter")
        #expect(desk.effects.first == .tools(.list(own, directory: nil)))
        desk.send(.tools(.listed(own, Self.listed)))
        #expect(desk.state.draft.config.tools.map(\.name) == ["wind", "tide", "own_wind"])
    }

    @Test("with no server named it says where one can be")
    func none() async throws {
        let harness = try await Harness(width: 110, height: 40)
        try await harness.press("alt-1 M")
        try await harness.see("no MCP server is named: etude.mcp of the prompt (^T), or mcp in config.yaml")
    }

    @Test("a tool whose name the API refuses is renamed by ! or in the form, and its server goes on answering it")
    func renamed() throws {
        let own = MCPServer(name: "own", command: ToolCommand(argv: ["own-server"]), isOwn: true)
        var desk = Desk(width: 110, height: 40)
        desk.state.settings.servers = ["own": own]
        desk.send(.tools(.listed(own, [Tool(name: "photos.albums.list", parameters: ["type": "object"])])))
        desk.send(.linted(desk.state.lintInput, desk.state.lintInput.findings))
        desk.go(to: .tool(0))
        desk.press("!")
        #expect(desk.state.draft.config.tools.map(\.name) == ["photos_albums_list"])
        func answering(_ name: String) throws -> String? {
            let settings = try ToolSettings.all(in: desk.state.draft.etude, servers: ["own": own])
            guard case .mcp(let tool)? = settings[name]?.source else { return nil }
            return tool.tool
        }
        #expect(try answering("photos_albums_list") == "photos.albums.list")
        var tool = desk.state.draft.config.tools[0]
        tool.name = "albums"
        desk.state.takeTools([tool], at: 0)
        #expect(try answering("albums") == "photos.albums.list")
        #expect(try answering("photos_albums_list") == nil)
        desk.press("ctrl-_")
        #expect(try answering("photos_albums_list") == "photos.albums.list")
    }
}
