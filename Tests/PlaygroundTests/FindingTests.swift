import JSON
import Prompts
import RequestCore
import TestSupport
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("What lint finds, in the playground")
struct FindingTests {
    private func desk(_ config: Config, _ thread: [Message] = []) -> Desk {
        var desk = Desk(config: config)
        for message in thread { _ = desk.state.thread.append(message) }
        desk.send(.linted(desk.state.lintInput, desk.state.lintInput.findings))
        return desk
    }

    private func lines(_ desk: Desk, width: Int = 120, height: Int = 30) -> [String] {
        var state = desk.state
        state.size = Size(width: width, height: height)
        return LogSamples.draw(&state)
    }

    @Test(
        "a row with a finding has a mark, the pane counts them, and the footer says what settles it beside the run key")
    func marks() {
        var desk = desk(Config(model: "o3", parameters: [.temperature: 0.5, .maxTokens: 10]))
        desk.go(to: .value(.temperature))
        let screen = lines(desk)
        #expect(screen[1].hasPrefix("┌ Config ───────────── ! 2 F8 ┐"))
        #expect(screen[4].hasPrefix("│!Temperature  0.5"))
        #expect(screen[5].hasPrefix("│!Max tokens   10"))
        #expect(screen[29].contains(" run   ! unset temperature   o3 refuses this field"))
        desk.go(to: .value(.seed))
        #expect(!lines(desk)[29].contains("refuses"))
    }

    @Test("thinking is said to be left out when what stands before it is other, and not as long as it is the same")
    func thinking() {
        let model = "claude-haiku-5-5"
        let config = Config(model: model, template: [Message(.system, "In {{language}}.")])
        var desk = Desk(config: config)
        var provider = Provider(name: "work", kind: .http, baseURL: "http://h/v1")
        provider.dialect = .messages
        desk.state.settings.providers = ProviderDirectory(names: ["work"]) { [provider] _ in .ready(provider) }
        let question = Message(.user, "When?")
        let asked = RenderedRequest(
            config: config, model: model, messages: [Message(.system, "In French."), question], server: "http://h/v1")
        let origin = Message.Origin(dialect: .messages, model: model, prefix: Messages().prefix(of: asked))
        let thought = Message.Reasoning("", opaque: ["type": "thinking", "thinking": "", "signature": "s"])
        _ = desk.state.thread.append(question)
        _ = desk.state.thread.append(
            Message(
                role: .assistant,
                blocks: [.init(.reasoning(thought), origin: origin), .init(.part(.text("At six.")), origin: origin)]))
        func isSaid(language: String?) -> Bool {
            desk.state.draft.inputs = JSONObject()
            desk.state.draft.inputs["language"] = language.map(JSONValue.string)
            return desk.state.lintInput.findings.contains { $0.rule == .reasoningLeftOut }
        }
        #expect(!isSaid(language: "French"))
        #expect(isSaid(language: "Breton"))
        // What stood there is not known without a value.
        #expect(!isSaid(language: nil))
        desk.state.draft.inputs = ["language": "French"]
        desk.state.draft.config.template = [Message(.system, "Only in {{language}}.")]
        #expect(desk.state.lintInput.findings.contains { $0.rule == .reasoningLeftOut })
    }

    @Test("! makes the change, which is a version and can be undone")
    func fix() {
        var desk = desk(Config(model: "o3", parameters: [.maxTokens: 10]))
        desk.go(to: .value(.maxTokens))
        desk.press("!")
        #expect(desk.state.draft.config.parameters == [.maxCompletionTokens: 10])
        #expect(desk.savedConfigs == [desk.state.draft.config])
        desk.press("ctrl-_")
        #expect(desk.state.draft.config.parameters == [.maxTokens: 10])
    }

    @Test("a finding about a config that has changed since is not settled by an old change")
    func staleFix() {
        var desk = desk(Config(model: "o3", parameters: [.temperature: 0.5]))
        desk.go(to: .value(.temperature))
        let input = desk.state.lintInput
        desk.state.draft.config.model = "gpt-4o"
        desk.send(.linted(input, [Finding(.modelElsewhere, .error, .model, "x")]))
        #expect(!desk.state.findings.contains { $0.text == "x" })
        desk.press("!")
        #expect(desk.state.draft.config.model == "gpt-4o")
    }

    @Test("F8 lists them all, Enter goes there, ! settles, y copies")
    func list() {
        let properties: JSONValue = ["a": ["type": "string"]]
        let tool = Tool(
            name: "get tide", strict: true, parameters: ["type": "object", "properties": properties])
        var desk = desk(
            Config(model: "gpt-4o", tools: [tool]),
            [Message(role: .assistant, content: [.image(ImagePart(url: "https://x/y.png"))])])
        desk.press("f8")
        let screen = lines(desk)
        #expect(screen.contains { $0.contains("▸ ! tools[0].name  must have 1 to 64 letters") })
        #expect(screen.contains { $0.contains("tools[0].parameters  strict needs additionalProperties: false") })
        #expect(screen.contains { $0.contains("messages[0]  an image can only be in a user message") })
        #expect(screen.contains { $0.contains("! call it get_tide") })
        desk.press("y")
        #expect(
            desk.effects.last == .terminal(.copy("error: tools[0].name: must have 1 to 64 letters, digits, _ or -")))
        desk.press("!")
        #expect(desk.state.draft.config.tools[0].name == "get_tide")
        #expect(desk.state.layers.isEmpty)
        desk.send(.linted(desk.state.lintInput, desk.state.lintInput.findings))
        desk.press("f8 !")
        #expect(
            desk.state.draft.config.tools[0].parameters == [
                "type": "object", "properties": properties, "required": ["a"], "additionalProperties": false,
            ])
        desk.send(.linted(desk.state.lintInput, desk.state.lintInput.findings))
        desk.press("f8 enter")
        #expect(
            desk.state.focus == .thread
                && desk.state.thread.cursor == .selected(.entry(desk.state.thread.entries[0].id)))
    }

    @Test("a message says what is wrong with it; what lint has nothing to say of has an empty list")
    func messages() {
        let wrong = desk(
            Config(model: "gpt-4o"), [Message(role: .assistant, content: [.image(ImagePart(url: "https://x/y.png"))])])
        #expect(lines(wrong).contains { $0.contains("! an image can only be in a user message, not in assistant") })
        var right = desk(Config(model: "gpt-5.2"))
        right.press("f8")
        #expect(lines(right).contains { $0.contains("No problems found.") })
        #expect(!lines(right)[1].contains("!"))
    }

    @Test("that JSON mode needs its word is not said while the word is being written")
    func jsonMode() {
        var desk = desk(Config(model: "gpt-4o", responseFormat: .jsonObject))
        #expect(!desk.state.findings(on: .output).isEmpty)
        desk.press("alt-2 i")
        desk.type("as JSON please")
        #expect(desk.state.findings(on: .output).isEmpty)
    }

    @Test("a change at the terminal is looked at by itself")
    func live() async throws {
        let harness = try await Harness(width: 120, height: 40, document: PromptDocument(config: Config(model: "o3")))
        try await harness.press("alt-1")
        try await harness.press("j j enter")
        try await harness.type("0.5")
        try await harness.press("enter")
        try await harness.see("! 1 F8")
        try await harness.press("!")
        try await harness.seeGone("! 1 F8")
        #expect(harness.state.draft.config[.temperature] == nil)
    }
}
