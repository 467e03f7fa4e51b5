import Foundation
import JSON
import Prompts
import RequestCore
import Testing

@Suite struct DialectFieldsTests {
    private let extra: JSONObject = [
        "thinking": ["type": "adaptive"], "output_config": ["effort": "low"], "cache_control": ["type": "ephemeral"],
        "reasoning": ["summary": "auto"], "include": [], "truncation": "auto", "web_search_options": .object([:]),
        "top_k": 3, "context_management": [], "metadata": ["a": "b"], "min_p": 0.1,
    ]

    @Test(
        "each dialect sends its own fields and those that nobody knows",
        arguments: [
            (DialectID.chat, ["web_search_options", "top_k", "metadata", "min_p"]),
            (.responses, ["reasoning", "include", "truncation", "context_management", "metadata", "min_p"]),
            (
                .messages,
                ["thinking", "output_config", "cache_control", "top_k", "context_management", "metadata", "min_p"]
            ),
        ])
    func sent(dialect: DialectID, names: [String]) {
        #expect(DialectFields.sent(extra, by: dialect).keys == names)
        let left = DialectFields.findings(Config(extra: extra), for: dialect).map { "\($0.place)" }
        #expect(left == extra.keys.filter { !names.contains($0) }.map { "extra." + $0 })
    }

    @Test("what is left out is said with the dialects that have it")
    func words() {
        let findings = DialectFields.findings(Config(extra: ["context_management": []]), for: .chat)
        #expect(
            findings.map(\.description) == [
                "warning: extra.context_management: is a field of the dialect responses and messages and is not sent by chat"
            ])
    }

    @Test("chat completions leaves out and says what only others have")
    func chat() {
        let request = RenderedRequest(
            config: Config(extra: ["thinking": ["type": "adaptive"], "min_p": 0.1]), model: "gpt-4o",
            messages: [Message(.user, "Hi")])
        let body = ChatCompletions().body(of: request) { $0.url }
        #expect(body.keys == ["model", "messages", "min_p"])
        let day = Date(timeIntervalSince1970: 1_700_000_000)
        let findings = ChatCompletions().findings(in: request, catalog: .shared, now: day)
        #expect(findings.map(\.rule) == [.otherDialect])
    }

    @Test("the mark of the deprecated functions is no field of its own")
    func legacyMarker() {
        let config = Config(tools: [Tool(name: "f")], extra: ["functions": true])
        #expect(DialectFields.findings(config, for: .responses).isEmpty)
        #expect(DialectFields.findings(config, for: .chat).isEmpty)
        #expect(!DialectFields.findings(Config(extra: ["functions": []]), for: .responses).isEmpty)
    }

    @Test("what only another dialect can carry of earlier answers is said by chat completions, too")
    func foreignHistory() {
        func origin(_ dialect: DialectID) -> Message.Origin { Message.Origin(dialect: dialect, model: "m") }
        let thinking = Message.Block.Content.reasoning(
            Message.Reasoning("", opaque: ["type": "thinking", "signature": "s"]))
        func said(_ dialect: DialectID) -> [String] {
            let answer = Message(
                role: .assistant,
                blocks: [
                    .init(thinking, origin: origin(dialect)), .init(thinking, origin: origin(dialect)),
                    .init(.raw(["type": "web_search_call"]), origin: origin(dialect)), .init(.part(.text("So"))),
                ])
            let request = RenderedRequest(config: Config(), model: "m", messages: [Message(.user, "a"), answer])
            #expect(ChatCompletions().body(of: request) { $0.url }["messages"]?[1]?["content"] == "So")
            return ChatCompletions().findings(in: request, catalog: ModelCatalog(bytes: []), now: .distantPast)
                .map(\.description)
        }
        #expect(
            said(.messages) == [
                "warning: messages[1]: the reasoning is not sent: it comes from the dialect messages",
                "note: messages[1]: its item of type web_search_call is left out: only messages knows it",
            ])
        #expect(said(.chat).isEmpty)
    }
}
