import Fuzzing
import JSON
import Testing

@testable import Prompts

@Suite struct BridgeLawTests {
    static let bridges = Bridge.allCases.filter { $0 != .prompt }

    @Test("a prompt of which no loss is named reads back as it was", arguments: bridges)
    func lossless(bridge: Bridge) throws {
        var texts = HostileTexts(seed: 7)
        var kept = 0
        for _ in 0..<600 {
            let document = texts.document()
            let writing = bridge.write(document)
            guard writing.losses.isEmpty else { continue }
            let reading = try bridge.read(writing.text)
            kept += 1
            #expect(bridge.unnamedLosses(of: document, in: writing).isEmpty)
            #expect(bridge.write(reading.document).text == writing.text, "\(writing.text.debugDescription)")
        }
        #expect(kept > 0)
    }

    @Test("ordinary prompts make the way there and back without a loss", arguments: bridges, 0..<30)
    func ordinary(bridge: Bridge, seed: Int) throws {
        var prompts = OrdinaryPrompts(seed: UInt64(seed), bridge: bridge)
        let document = prompts.document()
        let writing = bridge.write(document)
        #expect(writing.losses == [])
        let reading = try bridge.read(writing.text)
        #expect(reading.losses == [])
        // What a request says after its system messages is thread.
        let read = PromptDocument(
            name: reading.document.name,
            config: with(reading.document.config, template: PromptFormat.messages(of: reading.document)),
            inputs: reading.document.inputs)
        #expect(read == document)
        #expect(bridge.write(reading.document).text == writing.text)
    }

    private func with(_ config: Config, template: [Message]) -> Config {
        var config = config
        config.template = template
        return config
    }

    @Test("any text is read or refused, and never ends the program", arguments: bridges)
    func anyText(bridge: Bridge) {
        var texts = HostileTexts(seed: 11)
        let tags = [
            "{{", "{%", "{#", "}}", "%}", "{{{", "-}}", "{{~", "system:\n", "user[", "{{role \"", "\\{{", "$", "${",
            "$$",
        ]
        for _ in 0..<500 {
            var text = "---\nmodel: x\n---\n"
            for _ in 0..<12 {
                text += texts.chance(50) ? texts.text(upTo: 2) : tags.randomElement(using: &texts.numbers) ?? ""
            }
            _ = try? bridge.read(text)
            _ = try? bridge.read(String(text.dropFirst(17)))
        }
    }

    @Test("whatever a file is read as, a .prompt file holds all of it")
    func saved() {
        #expect(throws: Never.self) { try BridgeFuzz().run(seed: 3, inputs: 600) }
    }

    @Test("a text full of openings is read in time that grows with its length only")
    func openings() throws {
        let text = String(repeating: "{{", count: 50_000)
        let spaces = String(repeating: " ", count: 50_000) + "x"
        let marks = "user[" + String(repeating: "a", count: 50_000) + "]:"
        let trims = String(repeating: "x{{- '' -}}", count: 20_000)
        let raw = String(repeating: "{% raw %}", count: 20_000)
        let images = String(repeating: "![", count: 50_000)
        let links = String(repeating: "![a](", count: 25_000)
        for bridge in [Bridge.prompty, .dotprompt] {
            for text in [text, spaces, marks, trims, raw, images, links] {
                #expect(try bridge.read(text).document.config.template.count == 1)
            }
        }
        let old = "---\nmodel: {api: chat}\n---\n"
        for text in [images, links] {
            #expect(try Bridge.prompty.read(old + text).document.config.template.count == 1)
        }
    }

    @Test("a file of many variables, inputs and losses is read in time that grows with its length only")
    func many() throws {
        let count = 5_000
        let names = (0..<count).map { "v\($0)" }
        let inputs = "---\ninputs:\n" + names.map { "  \($0): {kind: thread}\n" }.joined() + "---\nuser:\n"
        let thread = try Bridge.prompty.read(inputs + names.map { "{{\($0)}}" }.joined())
        #expect(thread.losses.count == count - 1)
        let constructs = names.map { "{{ \($0) | upper }}" }.joined()
        #expect(try Bridge.prompty.read(constructs).losses.count == count)
        var document = PromptDocument(name: "many")
        document.config.template = [Message(.user, names.map { "{{\($0)}}" }.joined(separator: "{"))]
        document.inputs = JSONObject(names.map { ($0, "1") })
        #expect(document.config.variableNames.count == count)
        for bridge in Self.bridges { #expect(bridge.write(document).text.utf8.count > count) }
    }
}

/// Prompts of what a format has a place for.
private struct OrdinaryPrompts {
    private var texts: HostileTexts
    private let bridge: Bridge

    init(seed: UInt64, bridge: Bridge) {
        texts = HostileTexts(seed: seed)
        self.bridge = bridge
    }

    private var hasVariables: Bool { bridge != .request }
    private var hasInputs: Bool { bridge != .request && bridge != .humanloop }

    private mutating func word() -> String {
        ["Brest", "two words", "é 日本 😀", "a: b # c", "{\"json\": 1}", "<b>bold</b>", "x\ny\n\n  z"].randomElement(
            using: &texts.numbers) ?? ""
    }

    private mutating func text() -> String {
        let variable = hasVariables && texts.chance(50) ? " {{name}} " : " "
        return word() + variable + word()
    }

    private mutating func messages() -> [Message] {
        switch bridge {
        case .llm: return [Message(.system, text()), Message(.user, text())]
        case .prompty, .dotprompt:
            return [
                Message(.system, text()), Message(.user, text()), Message(.assistant, text()), Message(.user, text()),
            ]
        default:
            let call = ToolCall(id: "call_1", name: "tide", arguments: "{\"harbour\":\"Brest\"}")
            let image = ImagePart(url: "https://example.org/a.png", detail: texts.chance(50) ? "low" : nil)
            return [
                Message(.system, text()), Message(role: .user, content: [.text(text()), .image(image)]),
                Message(role: .assistant, toolCalls: [call]), .toolResult("{\"at\":\"14:10\"}", for: "call_1"),
                Message(.assistant, text()),
            ]
        }
    }

    mutating func document() -> PromptDocument {
        var document = PromptDocument(name: bridge == .request ? nil : "harbours")
        document.config.model = "gpt-4o"
        if bridge == .prompty || bridge == .dotprompt || bridge == .humanloop { document.config.provider = "openai" }
        document.config[.temperature] = 0.5
        if texts.chance(50) { document.config[.topP] = 1 }
        if bridge != .promptObject { document.config[.seed] = 42 }
        if bridge != .promptObject, texts.chance(50) { document.config[.stop] = ["END", "\n"] }
        if texts.chance(50) { document.config.extra["service_tier"] = "flex" }
        if texts.chance(50), bridge != .llm { document.config.toolChoice = .function(name: "tide") }
        document.config.template = messages()
        if hasInputs, document.config.variableNames == ["name"] { document.inputs["name"] = .string(word()) }
        if texts.chance(60), bridge != .llm { document.config.tools = [tool()] }
        if texts.chance(60) { document.config.responseFormat = format() }
        return document
    }

    private func tool() -> Tool {
        Tool(
            name: "tide", description: "Next high tide",
            parameters: [
                "type": "object", "properties": ["harbour": ["type": "string", "description": "Where"]],
                "required": ["harbour"],
            ])
    }

    private mutating func format() -> ResponseFormat {
        let schema: JSONValue = [
            "type": "object",
            "properties": ["at": ["type": "string"], "metres": ["type": ["number", "null"]]],
            "required": ["at", "metres"], "additionalProperties": false,
        ]
        switch bridge {
        case .prompty: return .jsonSchema(.init(name: "structured_output", strict: true, schema: schema))
        case .dotprompt: return .jsonSchema(.init(name: "harbours", schema: schema))
        case .llm: return .jsonSchema(.init(name: "output", schema: schema))
        default: return texts.chance(50) ? .jsonObject : .jsonSchema(.init(name: "tides", strict: true, schema: schema))
        }
    }
}
