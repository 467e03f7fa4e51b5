import JSON
import Prompts
import Testing

/// Captured requests of OpenAI's Responses API, read as prompts.
@Suite struct ResponsesRequestTests {
    private let request = #"""
        {"model":"o3","input":[
          {"type":"message","role":"system","content":[{"type":"input_text","text":"Answer {{plainly}}."}]},
          {"type":"message","role":"user","content":[{"type":"input_text","text":"Tide at {{x}}?"},{"type":"input_image","image_url":"https://example.org/a.png","detail":"low"}]},
          {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gA"},
          {"type":"function_call","id":"fc_1","call_id":"call_a","name":"tide","arguments":"{}"},
          {"type":"function_call_output","call_id":"call_a","output":"high"}],
         "max_output_tokens":99,"reasoning":{"effort":"low","summary":"auto","context":"all_turns"},
         "include":["reasoning.encrypted_content"],"truncation":"auto","metadata":{"a":"b"},
         "text":{"verbosity":"low","format":{"type":"json_schema","name":"n","schema":{"type":"object"}}},
         "tools":[{"type":"function","name":"tide","parameters":{"type":"object"},"strict":false},{"type":"web_search"}],
         "tool_choice":{"type":"function","name":"tide"},"store":false,"stream":true}
        """#

    private func read(_ text: String) throws -> Bridge.Reading { try Bridge.request.read(text) }

    @Test("instructions are the template, the rest is the thread, and fields have their places")
    func whole() throws {
        let reading = try read(#"{"id":"01J","dialect":"responses","request":\#(request),"response":{}}"#)
        let (config, thread) = (reading.document.config, reading.document.thread)
        #expect(config.template.map(\.role) == [.system] && config.model == "o3")
        #expect(try config.renderedTemplate(inputs: [:]).map(\.text) == ["Answer {{plainly}}."])
        #expect(thread.map(\.role) == [.user, .assistant, .tool] && thread[0].text == "Tide at {{x}}?")
        #expect(thread[0].images == [ImagePart(url: "https://example.org/a.png", detail: "low")])
        #expect(thread[1].toolCalls == [ToolCall(id: "call_a", name: "tide", arguments: "{}")])
        #expect(thread[2].toolCallID == "call_a" && thread[2].text == "high")
        #expect(config[.maxCompletionTokens] == 99 && config[.reasoningEffort] == "low" && config[.verbosity] == "low")
        #expect(config.tools.map(\.name) == ["tide", "web_search"] && config.tools[0].strict == nil)
        #expect(config.toolChoice == .function(name: "tide"))
        guard case .jsonSchema(let named) = config.responseFormat else { return #expect(Bool(false), "no schema") }
        #expect(named.name == "n")
        #expect(
            JSONValue.object(config.extra).compact
                == #"{"reasoning":{"context":"all_turns"},"truncation":"auto","metadata":{"a":"b"}}"#)
        #expect(reading.losses.map(\.field) == ["around request", "input[2]"])
    }

    @Test(
        "a request is found in what captured it",
        arguments: [
            #"curl https://api.openai.com/v1/responses -H "Authorization: Bearer sk-secret" -d '{"model":"m","input":"Hi"}'"#,
            "POST /v1/responses HTTP/1.1\r\nhost: x\r\n\r\n{\"model\":\"m\",\"input\":\"Hi\"}",
            #"[{"model":"m","input":"Hi"}]"#, #"{"body":"{\"model\":\"m\",\"input\":\"Hi\"}"}"#,
        ])
    func captured(text: String) throws {
        let reading = try read(text)
        #expect(reading.document.config.model == "m" && reading.document.thread == [Message(.user, "Hi")])
        #expect(!reading.losses.contains { $0.field == "url" })
    }

    @Test("a response is no request, although it repeats its fields")
    func response() {
        #expect(throws: FieldError.self) { try read(#"{"model":"m","input":"Hi","output":[]}"#) }
    }
}
