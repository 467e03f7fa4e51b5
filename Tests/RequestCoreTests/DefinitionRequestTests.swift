import Foundation
import JSON
import Prompts
import RequestCore
import Testing

@Suite struct DefinitionRequestTests {
    private let tool = DefinitionRequest(.tool, sentence: "the weather in a city")

    private func parameters(_ more: String = "") -> String {
        #"{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false\#(more)}"#
    }

    @Test(
        "the definition is found in an answer, also between marks and sentences",
        arguments: [("", ""), ("```json\n", "\n```"), ("Here it is:\n", "\nAnything else?")])
    func found(before: String, after: String) throws {
        let answer = before + #"{"name":"weather","strict":true,"parameters":\#(parameters())}"# + after
        #expect(try tool.definition(in: Message(.assistant, answer))["name"] == "weather")
    }

    @Test(
        "what could not be sent is refused, with the place and what is wrong",
        arguments: [
            ("I cannot.", "no JSON object"), (#"{"name":"weather"}"#, "parameters"),
            (#"{"name":"the weather","parameters":{}}"#, "name"),
            (#"{"name":"w","parameters":{"type":"objekt"}}"#, "parameters"),
            (
                #"{"name":"w","strict":true,"parameters":{"type":"object","properties":{"a":{"type":"string"}}}}"#,
                "additionalProperties"
            ),
            (#"[{"name":"a","parameters":{}},{"name":"b","parameters":{}}]"#, "one function"),
            (#"{"name":"a","#, "JSON"),
        ])
    func refused(answer: String, words: String) {
        #expect {
            _ = try tool.definition(in: Message(.assistant, answer))
        } throws: { error in
            "\(error)".contains(words)
        }
    }

    @Test("a refusal is said to be one")
    func refusal() {
        var message = Message(role: .assistant)
        message.refusal = "I won't."
        #expect { _ = try tool.definition(in: message) } throws: { "\($0)".contains("refused: I won't.") }
    }

    @Test("the request is an ordinary one that lint has nothing against, and names what is to be changed")
    func request() throws {
        let change = DefinitionRequest(.schema, sentence: "add a date", current: ["name": "invoice", "schema": [:]])
        let run = change.run(model: "gpt-4.1-mini", provider: .simulator)
        #expect(run.prompt == "generate-schema" && run.config.variableNames.isEmpty)
        #expect(
            run.thread.first?.text.contains("\"invoice\"") == true
                && run.thread.first?.text.hasPrefix("add a date") == true)
        #expect(
            Lint.findings(
                config: run.config, messages: run.config.template + run.thread, model: "gpt-4.1-mini",
                now: Date(timeIntervalSince1970: 1_700_000_000)
            ).isEmpty
        )
        let again = change.reask(
            after: Message(.assistant, "{}"), because: FieldError(field: "name", message: "is missing"))
        #expect(again.map(\.role) == [.assistant, .user] && again[1].text.contains("name"))
    }
}
