import JSON
import Prompts
import Testing

@Suite struct MessagesRequestTests {
    private static let request = #"""
        {"model": "claude-haiku-5-5", "max_tokens": 1024, "system": [{"type": "text", "text": "Answer in {{json}}."}],
         "messages": [
           {"role": "user", "content": [
             {"type": "text", "text": "When is low tide?"},
             {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw=="}}]},
           {"role": "assistant", "content": [
             {"type": "thinking", "thinking": "Hm.", "signature": "Eq"},
             {"type": "tool_use", "id": "toolu_a", "name": "tide", "input": {"harbour": "Brest"}}]},
           {"role": "user", "content": [
             {"type": "tool_result", "tool_use_id": "toolu_a", "content": "06:12", "is_error": true},
             {"type": "text", "text": "And?"}]}],
         "tools": [
           {"name": "tide", "description": "d", "input_schema": {"type": "object"}},
           {"type": "web_search_20260209", "name": "web_search"}],
         "tool_choice": {"type": "tool", "name": "tide", "disable_parallel_tool_use": true},
         "stop_sequences": ["END"], "temperature": 0.5, "top_k": 3, "stream": true,
         "thinking": {"type": "adaptive"},
         "output_config": {"effort": "low", "format": {"type": "json_schema", "schema": {"type": "object"}}}}
        """#

    @Test("a captured request is read as a prompt: system as template, results as messages, the rest in its place")
    func document() throws {
        let reading = try Bridge.request.read(Self.request, file: "r.json")
        let (config, thread) = (reading.document.config, reading.document.thread)
        #expect(reading.losses.isEmpty)
        #expect(config.model == "claude-haiku-5-5")
        #expect(config.template.map(\.role) == [.system])
        #expect(try config.renderedTemplate(inputs: [:]).map(\.text) == ["Answer in {{json}}."])
        #expect(thread.map(\.role) == [.user, .assistant, .tool, .user])
        #expect(thread[0].images.map(\.url) == ["data:image/png;base64,iVBORw=="])
        #expect(thread[1].reasoning == "Hm.")
        #expect(thread[1].toolCalls.map(\.arguments) == [#"{"harbour":"Brest"}"#])
        #expect(thread[2].toolCallID == "toolu_a" && thread[2].isError)
        #expect(config.tools.map(\.name) == ["tide", "web_search"])
        #expect(config.tools[0].parameters == ["type": "object"])
        #expect(config.tools[1].raw?["type"] == "web_search_20260209")
        #expect(config.toolChoice == .function(name: "tide"))
        #expect(config[.parallelToolCalls] == false)
        #expect(config[.stop] == ["END"])
        #expect(config[.maxTokens]?.intValue == 1024)
        #expect(config.responseFormat == .jsonSchema(.init(name: "answer", schema: ["type": "object"])))
        #expect(config.extra.keys == ["top_k", "thinking", "output_config"])
        #expect(config.extra["output_config"] == ["effort": "low"])
    }

    @Test("what Messages says of tools and results, and a file cannot hold, is named; a tool keeps its schema")
    func losses() throws {
        let tool = #"{"name":"tide","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}}"#
        let request =
            #"{"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","#
            + #""content":"r","is_error":true}]}],"tools":[\#(tool)]}"#
        let reading = try Bridge.request.read(request)
        #expect(reading.losses.map(\.field) == ["tools[0].cache_control"])
        #expect(reading.document.config.tools.first?.parameters == ["type": "object"])
        let writing = Bridge.prompt.write(reading.document)
        #expect(writing.losses.map(\.field) == ["a.is_error"])
        let again = try PromptFormat.parse(writing.text)
        #expect(again.config.tools == reading.document.config.tools)
    }

    @Test("a tool with fields that only Messages has is the same in a file")
    func ownTool() throws {
        let tool = #"{"name":"tide","input_schema":{"type":"object"},"defer_loading":true}"#
        let reading = try Bridge.request.read(#"{"model":"m","max_tokens":9,"messages":[],"tools":[\#(tool)]}"#)
        let again = try PromptFormat.parse(Bridge.prompt.write(reading.document).text)
        #expect(again.config.tools == reading.document.config.tools && again.config.tools[0].raw != nil)
        #expect(PromptFormat.unusedKeys(in: Bridge.prompt.write(reading.document).text).isEmpty)
    }

    @Test(
        "a request of chat completions stays one",
        arguments: [
            #"{"messages":[{"role":"user","content":"a"}],"max_tokens":5}"#,
            #"{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}}]}]}"#,
            #"{"messages":[{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f","arguments":""}}]}]}"#,
        ])
    func chat(request: String) throws {
        let object = try #require(JSONValue(parsing: request).objectValue)
        #expect(!MessagesRequestFormat.recognises(object))
    }

    @Test("curl commands and logs of such requests are read as well")
    func wrapped() throws {
        let curl = "curl https://api.anthropic.com/v1/messages -d '" + Self.request + "'"
        let log = #"{"request":"# + Self.request + #","response":{}}"#
        for text in [curl, log] {
            let reading = try Bridge.recognise(text, path: nil).read(text)
            #expect(reading.document.thread.count == 4)
        }
    }

    @Test("a role that is not known is named with its place")
    func role() {
        let text = #"{"messages":[{"role":"critic","content":"a"}],"stop_sequences":[]}"#
        #expect(throws: FieldError.self) { try Bridge.request.read(text) }
        do {
            _ = try Bridge.request.read(text, file: "r.json")
        } catch {
            #expect(error.field == "messages[0].role" && error.file == "r.json")
        }
    }
}
