import JSON
import Prompts
import RequestCore
import Testing

@Suite("What is wrong with calls and structured answers, and asking again")
struct SchemaFaultTests {
    private let tide = Tool(
        name: "tide",
        parameters: [
            "type": "object", "properties": ["harbour": ["type": "string"], "days": ["type": "integer"]],
            "required": ["harbour"],
        ])

    private func fault(_ name: String, _ arguments: String) -> String? {
        ToolCall(id: "a", name: name, arguments: arguments).fault(among: [tide])?.description
    }

    @Test("a call that fits has no fault; the first violation is named with its place")
    func calls() {
        #expect(fault("tide", #"{"harbour":"Brest"}"#) == nil)
        #expect(fault("tide", #"{"harbour":"Brest","days":"two"}"#) == "days must be a whole number, not a string")
        #expect(fault("tide", "")?.contains("harbour") == true)
        #expect(fault("tide", #"{"harbour":"#)?.hasPrefix("not JSON: ") == true)
        #expect(fault("moon", "{}") == "no tool of that name")
    }

    @Test("a tool without a schema, or with one that is none, says nothing")
    func noSchema() {
        let call = ToolCall(id: "a", name: "tide", arguments: "[1]")
        #expect(call.fault(among: [Tool(name: "tide")]) == nil)
        #expect(call.fault(among: [Tool(name: "tide", parameters: ["type": 5])]) == nil)
    }

    @Test("structured answers are held against what was asked for")
    func answers() {
        let format = ResponseFormat.jsonSchema(.init(name: "n", schema: ["required": ["at"]]))
        #expect(format.fault(of: #"{"at": 1}"#) == nil)
        #expect(format.fault(of: "{}")?.description.contains("at") == true)
        #expect(ResponseFormat.jsonObject.fault(of: "[]") == .notAnObject)
        #expect(ResponseFormat.jsonObject.fault(of: "{} ") == nil)
        #expect(ResponseFormat.text.fault(of: "not JSON at all") == nil)
        guard case .notJSON? = format.fault(of: "Sure! {}") else {
            Issue.record("prose around the JSON is not JSON")
            return
        }
    }

    @Test("thoughts or a fence before the JSON do not hide what is wrong behind them")
    func wrapped() {
        let format = ResponseFormat.jsonSchema(.init(name: "n", schema: ["required": ["at"]]))
        let fence = "not JSON: it begins with a ``` fence"
        #expect(format.fault(of: "```json\n{\"at\": 1}\n```")?.description == fence)
        #expect(format.fault(of: "```\n{}\n```\n")?.description == fence + "; behind it: at is missing")
        #expect(
            format.fault(of: "<think>\nhm {\n</think>\n\n{}")?.description
                == "not JSON: it begins with <think>…</think>; behind it: at is missing")
        let both = format.fault(of: "<think></think>```json\n{\n```")?.description
        #expect(both?.contains("<think>") == true && both?.contains("fence") == true)
        guard case .notJSON? = format.fault(of: "<think>hm") else {
            Issue.record("a thought without an end is not JSON")
            return
        }
    }

    @Test("asking again answers every call, with the fault where there is one")
    func reaskCalls() throws {
        let right = ToolCall(id: "a", name: "tide", arguments: #"{"harbour":"Brest"}"#)
        let wrong = ToolCall(id: "b", name: "tide", arguments: "{}")
        let unknown = ToolCall(id: "c", name: "moon", arguments: "{}")
        let config = Config(model: "m", tools: [tide])
        #expect(Reask(after: Message(role: .assistant, toolCalls: [right]), of: config) == nil)
        let reask = try #require(
            Reask(after: Message(role: .assistant, toolCalls: [right, wrong, unknown]), of: config))
        #expect(reask.messages.map(\.role) == [.tool, .tool, .tool])
        #expect(reask.messages.map(\.toolCallID) == ["a", "b", "c"])
        #expect(reask.messages[0].text.contains("not run"))
        #expect(reask.messages[1].text.contains("harbour"))
        #expect(reask.messages[2].text.contains("there is no tool moon; the tools are tide"))
    }

    @Test("asking again for an answer says what was wrong with it; a refusal is no invalid answer")
    func reaskAnswer() throws {
        let config = Config(model: "m", responseFormat: .jsonObject)
        let reask = try #require(Reask(after: Message(.assistant, "[]"), of: config))
        #expect(reask.messages.count == 1 && reask.messages[0].role == .user)
        #expect(reask.messages[0].text.contains("must be an object"))
        #expect(Reask(after: Message(.assistant, "{}"), of: config) == nil)
        #expect(Reask(after: Message(role: .assistant, refusal: "No."), of: config) == nil)
        #expect(Reask(after: Message(.assistant, "text"), of: Config(model: "m")) == nil)
    }
}
