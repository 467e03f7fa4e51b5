import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

@Suite("Faults of what is still being written")
struct StreamingFaultTests {
    private let format = ResponseFormat.jsonSchema(
        .init(
            name: "n",
            schema: [
                "type": "object",
                "properties": [
                    "at": ["type": "string", "minLength": 3], "level": ["enum": ["low", "high"]],
                    "list": ["type": "array", "items": ["type": "integer"], "minItems": 2],
                ],
                "required": ["at", "level"], "additionalProperties": false,
            ]))

    @Test(
        "nothing is said of what may still become right",
        arguments: [
            "", "{", #"{"at"#, #"{"at": "1"#, #"{"level": "lo"#, #"{"list": [1"#, #"{"list": [1],"#, #"{"list": []"#,
        ])
    func early(text: String) {
        #expect(format.fault(soFar: text) == nil)
    }

    @Test("no beginning of a right answer has a fault")
    func everyBeginning() {
        let text = #" {"list": [1, 22], "level": "high", "at": "a \"}, b"}"#
        for end in text.indices { #expect(format.fault(soFar: String(text[..<end])) == nil, "\(text[..<end])") }
        #expect(format.fault(soFar: text) == nil && format.fault(of: text) == nil)
    }

    @Test(
        "what nothing can mend is said at once, with its place",
        arguments: [
            (#"{"at": 5, "#, "at must be"), (#"{"level": "mid","#, "level must be"),
            (#"{"list": [1, "x", "#, "list[1]"),
            (#"{"other": 1,"#, "other"), (#"{"at": "x","#, "at must"),
        ])
    func lasting(text: String, words: String) {
        #expect(format.fault(soFar: text)?.description.contains(words) == true)
    }

    @Test("a JSON object begins with a brace; calls are held against their tool")
    func others() {
        #expect(ResponseFormat.jsonObject.fault(soFar: " Sure") == .notAnObject)
        #expect(ResponseFormat.jsonObject.fault(soFar: "\n {") == nil)
        let tool = Tool(name: "f", parameters: ["properties": ["a": ["type": "integer"]]])
        #expect(ToolCall(id: "", name: "f", arguments: #"{"a": "x","#).fault(soFar: [tool]) != nil)
        #expect(ToolCall(id: "", name: "g", arguments: #"{"a": "x","#).fault(soFar: [tool]) == nil)
    }
}
