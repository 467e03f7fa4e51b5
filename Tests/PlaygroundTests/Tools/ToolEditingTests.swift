import JSON
import Prompts
import Testing
import TextUI

@testable import Playground

@Suite struct ToolEditingTests {
    @Test("a opens a form on a tool that works as it stands, Ctrl-S adds it")
    func add() {
        var desk = Desk()
        desk.press("a")
        desk.press("ctrl-s")
        #expect(desk.state.draft.config.tools.map(\.name) == ["look_up"])
        #expect(desk.state.configRow == .tool(0))
        desk.press("a ctrl-s")
        #expect(desk.state.draft.config.tools.map(\.name) == ["look_up", "look_up_2"])
    }

    @Test("Esc on the tool as it was offered adds none")
    func cancel() {
        var desk = Desk()
        desk.press("f3 enter esc")
        #expect(desk.state.draft.config.tools.isEmpty)
        #expect(desk.state.layers.isEmpty)
    }

    @Test("Esc cancels: a text that was changed is asked about once, then discarded, and never becomes a version")
    func escape() {
        var desk = Desk(config: Config(tools: [Tool(name: "tide")]))
        desk.go(to: .tool(0))
        desk.press("enter")
        replace(&desk, #"{"name": "ebb"}"#)
        desk.press("esc")
        #expect(!desk.state.layers.isEmpty)
        #expect(desk.notice == "Unsaved changes. ^S saves them, Esc again discards them.")
        desk.press("esc")
        #expect(desk.state.layers.isEmpty && desk.savedConfigs.isEmpty)
        #expect(desk.state.draft.config.tools == [Tool(name: "tide")])
    }

    @Test(
        "a bare function, the API's wrapper and an array of them are taken",
        arguments: [
            (#"{"name":"a"}"#, ["a"]), (#"{"type":"function","function":{"name":"b"}}"#, ["b"]),
            (#"[{"name":"a"},{"type":"function","function":{"name":"b"}}]"#, ["a", "b"]),
            (#"{"type":"custom","custom":{"name":"shell"}}"#, ["shell"]),
        ])
    func forms(text: String, names: [String]) {
        var desk = Desk()
        desk.press("a")
        replace(&desk, text)
        desk.press("ctrl-s")
        #expect(desk.state.draft.config.tools.map(\.name) == names)
    }

    @Test(
        "text that is no tool stays open with the reason and the cursor at the place",
        arguments: [
            ("{\n  \"name\" \"a\"\n}", "line 2", 1), ("{}", "name", 0), ("[]", "no tool", 0),
            (#"{"name":"a","paramters":{}}"#, "'paramters'", 0),
        ])
    func invalid(text: String, words: String, line: Int) {
        var desk = Desk()
        desk.press("a")
        replace(&desk, text)
        desk.press("ctrl-s")
        guard let editor = desk.state.layers.top as? TextEditor else {
            Issue.record("the editor was closed")
            return
        }
        #expect(editor.problem?.contains(words) == true)
        if line > 0 { #expect(editor.buffer.cursor.line == line) }
        #expect(desk.screen.contains(words))
        desk.press("esc esc")
        #expect(desk.state.layers.isEmpty)
        #expect(desk.state.draft.config.tools.isEmpty)
        #expect(desk.notice?.contains("changes discarded") == true)
    }

    @Test("after an Esc that did not take, typing on asks again")
    func escapeTwice() {
        var desk = Desk()
        desk.press("a")
        replace(&desk, "{")
        desk.press("esc")
        desk.type("x")
        desk.press("esc")
        #expect(!desk.state.layers.isEmpty)
        desk.press("esc")
        #expect(desk.state.layers.isEmpty)
    }

    @Test("Space takes a tool out of the request and keeps it; editing it leaves it so")
    func toggle() {
        var desk = Desk(config: Config(tools: [Tool(name: "tide")]))
        desk.go(to: .tool(0))
        desk.press("space")
        #expect(desk.state.draft.config.enabledTools.isEmpty)
        #expect(!desk.screen.contains("✓ tide"))
        desk.press("enter")
        replace(&desk, #"{"name":"ebb"}"#)
        desk.press("ctrl-s")
        #expect(desk.state.draft.config.tools == [Tool(name: "ebb", isEnabled: false)])
    }

    @Test("d deletes a tool and Ctrl-_ brings it back")
    func delete() {
        let config = Config(tools: [Tool(name: "tide"), Tool(name: "ebb")])
        var desk = Desk(config: config)
        desk.go(to: .tool(0))
        desk.press("d")
        #expect(desk.state.draft.config.tools.map(\.name) == ["ebb"])
        desk.press("ctrl-_")
        #expect(desk.state.draft.config == config)
    }

    @Test("two tools of one name are taken with a warning")
    func sameName() {
        var desk = Desk(config: Config(tools: [Tool(name: "tide")]))
        desk.press("a")
        replace(&desk, #"{"name":"tide"}"#)
        desk.press("ctrl-s")
        #expect(desk.state.draft.config.tools.count == 2)
        #expect(desk.notice?.contains("two tools are called tide") == true)
    }

    @Test(
        "a schema is read in its own form, in the API's, and as a bare JSON Schema",
        arguments: [
            (#"{"name":"x","strict":true,"schema":{"type":"object"}}"#, "x"),
            (#"{"type":"json_schema","json_schema":{"name":"y","schema":{}}}"#, "y"),
            (#"{"type":"object","properties":{}}"#, "answer"),
        ])
    func schema(text: String, name: String) {
        var desk = Desk(config: Config(responseFormat: .jsonSchema(SchemaText.starter)))
        desk.go(to: .schema)
        desk.press("enter")
        replace(&desk, text)
        desk.press("ctrl-s")
        #expect(desk.state.draft.config.responseFormat?.schemaName == name)
        #expect(desk.state.layers.isEmpty)
    }

    /// Replaces the JSON of the editor; of a form its JSON is one key apart.
    private func replace(_ desk: inout Desk, _ text: String) {
        if desk.state.layers.top is SchemaForm { desk.press("ctrl-t") }
        guard var editor = desk.state.layers.top as? TextEditor else {
            Issue.record("no editor is open")
            return
        }
        _ = editor.buffer.apply(.replaceAll(text))
        desk.state.layers.replaceTop(by: editor)
    }

    private static let config = Config(model: "gpt-4.1-mini", tools: [Tool(name: "a"), Tool(name: "b")])

    @Test("J and K move a tool, D puts a copy below it under a name of its own")
    func order() {
        var desk = Desk(config: Self.config)
        desk.go(to: .tool(0))
        desk.press("J")
        #expect(desk.state.draft.config.tools.map(\.name) == ["b", "a"] && desk.state.configRow == .tool(1))
        desk.press("J K K K")
        #expect(desk.state.draft.config.tools.map(\.name) == ["a", "b"] && desk.state.configRow == .tool(0))
        desk.press("D D")
        #expect(desk.state.draft.config.tools.map(\.name) == ["a", "a_2", "a_2_2", "b"])
    }

    @Test("tools that are pasted on their rows are added, each under a name of its own; what is wrong is said")
    func paste() {
        var desk = Desk(config: Self.config)
        desk.go(to: .tool(1))
        desk.paste(#"{"tools":[{"name":"a","inputSchema":{"type":"object"}},{"name":"c","description":"C"}]}"#)
        #expect(desk.state.draft.config.tools.map(\.name) == ["a", "b", "a_2", "c"] && desk.notice == "added 2 tools")
        desk.paste(#"[{"description":"no name"}]"#)
        #expect(desk.notice?.contains("tools[0].name") == true && desk.state.draft.config.tools.count == 4)
    }

    @Test("p offers the tools that came with Étude; the chosen one is added")
    func presets() async throws {
        let harness = try await Harness(width: 110, height: 30)
        try await harness.press("alt-1 p")
        try await harness.see("Preset tools", "web_search", "geocode", "Searches")
        try await harness.type("geo")
        try await harness.press("enter")
        try await harness.see("Tools (1)", "geocode")
    }

    @Test("a run may have a tool choice of its own, and the config keeps the old one")
    func runChoice() throws {
        var desk = Desk(config: Self.config, focus: .thread)
        desk.type("hello")
        desk.state.openRunChoices()
        desk.type("none")
        desk.press("enter")
        let request = try #require(
            desk.effects.compactMap { if case .run(.start(_, let request, _, _)) = $0 { request } else { nil } }.first)
        #expect(request.config.toolChoice == ToolChoice.none)
        #expect(desk.state.draft.config.toolChoice == nil)
    }
}
