import JSON
import Testing

@testable import Prompts

/// The order of keys in a JSON object means nothing.
@Suite struct KeyOrderTests {
    private static func reversed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object): .object(JSONObject(object.members.reversed().map { ($0.key, reversed($0.value)) }))
        case .array(let items): .array(items.map(reversed))
        default: value
        }
    }

    @Test(
        "what the API puts first comes first, wherever its key stands",
        arguments: [
            #"{"model":"m","instructions":"Be brief.","input":[{"role":"user","content":"Hi"},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"1"}],"tools":[{"type":"function","name":"f"}],"reasoning":{"effort":"low"},"prompt":{"id":"pmpt_1","variables":{"a":"1"}},"variables":{"a":"2"}}"#,
            #"{"model":"m","system":"Be brief.","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"https://h/a.png","detail":"low"}}]},{"role":"assistant","content":"c","refusal":"r","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]}],"functions":[{"name":"f"}],"function_call":{"name":"f"}}"#,
            #"{"model":"m","seed":1,"other":{"seed":2,"top_k":3},"tools":[{"name":"a"}],"linked_tools":[{"name":"b"}],"template":[{"role":"system","content":"x"}],"version_id":"v","name":"n","path":"d/p"}"#,
            #"{"request":{"model":"m","messages":[{"role":"system","content":"s"}],"extra_body":{"model":"n","top_k":3}}}"#,
        ])
    func order(text: String) throws {
        let json = try JSONValue(parsing: text)
        let other = Self.reversed(json).compact
        let format = Bridge.recognise(text, path: "a.json")
        #expect(Bridge.recognise(other, path: "a.json") == format)
        let (first, second) = (try format.read(text).document, try format.read(other).document)
        #expect(first.config.template == second.config.template)
        #expect(first.thread == second.thread)
        #expect(first.config.tools.map(\.name) == second.config.tools.map(\.name))
        #expect(first.config.versionID == second.config.versionID)
        #expect(Set(first.inputs.members.map(\.key)) == Set(second.inputs.members.map(\.key)))
        for member in first.inputs.members { #expect(second.inputs[member.key] == member.value) }
    }

    @Test("instructions come before input, and Anthropic's system before the messages")
    func places() throws {
        let object = try Bridge.promptObject.read(#"{"input":"Hi","instructions":"Be brief.","model":"m"}"#).document
        #expect(object.config.template.map(\.role) == [.developer, .user])
        let reading = try Bridge.request.read(
            #"{"messages":[{"role":"user","content":"Hi"}],"model":"m","system":"Be brief."}"#)
        #expect(reading.document.config.template == [Message(.system, "Be brief.")])
        #expect(reading.document.config.extra.isEmpty)
        #expect(reading.losses.map(\.field) == ["system"])
        let blocks = try Bridge.request.read(
            #"{"system":[{"type":"text","text":"a"},{"type":"text","text":"b"}],"messages":[],"max_tokens":5}"#)
        #expect(blocks.document.config.template[0].content == [.text("a"), .text("b")])
    }
}
