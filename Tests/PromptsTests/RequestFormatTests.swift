import JSON
import Testing

@testable import Prompts

@Suite struct RequestFormatTests {
    private static let weather = #"""
        {
          "model": "gpt-3.5-turbo-1106",
          "stream": true,
          "max_tokens": 100,
          "messages": [
            {"role": "system", "content": "Answer in {{json}}."},
            {"role": "user", "content": "What's the weather like in both Boston AND London tonight?"},
            {"role": "assistant", "content": null, "tool_calls": [
              {"id": "call_1", "type": "function", "function": {"name": "get_current_weather", "arguments": "{\"location\": \"Boston\"}"}},
              {"id": "call_2", "type": "function", "function": {"name": "get_current_weather", "arguments": "{'location':'London'}"}}
            ]},
            {"role": "tool", "tool_call_id": "call_1", "content": "{\"temperature\":12}"},
            {"role": "tool", "tool_call_id": "call_2", "content": "Horribly wet"}
          ],
          "tools": [{"type": "function", "function": {"name": "get_current_weather", "description": "Get the current weather",
            "parameters": {"type": "object", "properties": {"location": {"type": "string"}, "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}},
            "required": ["location"]}}}],
          "tool_choice": {"type": "function", "function": {"name": "get_current_weather"}},
          "metadata": {"a": 1}
        }
        """#

    @Test("two cities, two calls, two results")
    func weather() throws {
        let document = try RequestFormat.parse(Self.weather)
        #expect(document.config.model == "gpt-3.5-turbo-1106")
        #expect(document.config[.maxTokens] == 100)
        #expect(document.config.extra == ["metadata": ["a": 1]])
        #expect(document.config.toolChoice == .function(name: "get_current_weather"))
        #expect(document.config.tools.map(\.name) == ["get_current_weather"])
        #expect(document.config.template == [Message(.system, "Answer in \\{{json}}.")])
        #expect(document.config.variableNames.isEmpty)
        #expect(document.thread.map(\.role) == [.user, .assistant, .tool, .tool])
        #expect(document.thread[1].content.isEmpty)
        #expect(document.thread[1].toolCalls.map(\.id) == ["call_1", "call_2"])
        #expect(document.thread[1].toolCalls[1].arguments == "{'location':'London'}")
        #expect(document.thread[3] == .toolResult("Horribly wet", for: "call_2"))
        let converted = try PromptFormat.parse(PromptFormat.text(of: document))
        #expect(converted.config.template == document.config.template + document.thread)
    }

    @Test("a vision request keeps its parts in order, the unknown ones as they are")
    func vision() throws {
        let text = #"""
            {"model":"gpt-4o-mini","messages":[{"role":"user","content":[{"type":"text","text":"What is this?"},
            {"type":"image_url","image_url":{"url":"https://example.org/a.png"}},
            {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}},
            {"type":"input_audio","input_audio":{"data":"…","format":"wav"}}]}]}
            """#
        let document = try RequestFormat.parse(text)
        #expect(
            document.thread[0].content == [
                .text("What is this?"), .image(ImagePart(url: "https://example.org/a.png")),
                .image(ImagePart(url: "data:image/png;base64,AAAA", detail: "low")),
                .other(["type": "input_audio", "input_audio": ["data": "…", "format": "wav"]]),
            ])
        #expect(try PromptFormat.parse(PromptFormat.text(of: document)).config.template == document.thread)
    }

    @Test("a request looks like one by its first visible character")
    func recognises() {
        #expect(RequestFormat.recognises(" \n{}"))
        #expect(!RequestFormat.recognises("---\n{}"))
        #expect(!RequestFormat.recognises(""))
    }

    @Test(
        "what is no request is refused with its place",
        arguments: [
            ("[]", "r.json: expected a chat-completions request: a JSON object with model and messages"),
            ("{\"model\":\"m\"}", "r.json: messages: a chat-completions request needs a list of messages"),
            (
                "{\"messages\":[{\"role\":\"bot\"}]}",
                "r.json: messages[0].role: 'bot' is not a role; use system, developer, user, assistant or tool"
            ),
            (
                "{\"messages\":[],\"tools\":[{}]}",
                "r.json: tools[0].name: a tool needs a name of letters, digits, _ and -"
            ),
        ])
    func errors(text: String, message: String) {
        do throws(FieldError) {
            _ = try RequestFormat.parse(text, file: "r.json")
            Issue.record("no error")
        } catch {
            #expect(error.description == message)
        }
    }

    @Test("JSON that does not parse is refused with line and column")
    func syntax() {
        do throws(FieldError) {
            _ = try RequestFormat.parse("{\"model\":\n  x}", file: "r.json")
            Issue.record("no error")
        } catch {
            #expect(error.description.hasPrefix("r.json:2:3: "))
        }
    }

    @Test(
        "--set reaches into what is nested, and sends what it does not know to extra",
        arguments: [
            ("temperature", "0.5", #"{"temperature":0.5}"#), ("model", "\"m\"", #"{"model":"m"}"#),
            ("foo", "1", #"{"extra":{"foo":1}}"#),
            ("foo.bar", "1", #"{"extra":{"foo":{"bar":1}}}"#), ("extra.a.b", "true", #"{"extra":{"a":{"b":true}}}"#),
            ("response_format.type", "\"json_object\"", #"{"response_format":{"type":"json_object"}}"#),
            ("stream", "true", "{}"),
            ("stop", "\"x\"", #"{"stop":["x"]}"#), ("logit_bias.50256", "-100", #"{"logit_bias":{"50256":-100}}"#),
            ("tools", #"[{"type":"function","function":{"name":"f"}}]"#, #"{"tools":[{"name":"f"}]}"#),
            ("tool_choice", "\"required\"", #"{"tool_choice":"required"}"#),
        ])
    func setting(path: String, value: String, json: String) throws {
        var config = Config()
        try config.set(path: path, to: JSONValue(parsing: value))
        #expect(config.canonicalJSON == json)
    }

    @Test("null unsets, an index reaches into a list, and the last one wins")
    func settingAgain() throws {
        var config = Config(tools: [Tool(name: "f", parameters: ["type": "object"])])
        try config.set(path: "temperature", to: 1)
        try config.set(path: "temperature", to: 2)
        try config.set(path: "tools.0.description", to: "d")
        #expect(
            config.canonicalJSON
                == #"{"temperature":2,"tools":[{"name":"f","description":"d","parameters":{"type":"object"}}]}"#)
        try config.set(path: "temperature", to: nil)
        try config.set(path: "extra.a", to: nil)
        #expect(config[.temperature] == nil && config.extra.isEmpty)
    }

    @Test(
        "a setting that cannot be held is an error",
        arguments: [("", "1"), ("a..b", "1"), ("model", "1"), ("tools", "1"), ("extra", "1"), ("tools.0.name", "null")])
    func badSettings(path: String, value: String) {
        var config = Config(tools: [Tool(name: "f")])
        #expect(throws: FieldError.self) { try config.set(path: path, to: JSONValue(parsing: value)) }
    }

    @Test("functions are tools, their calls and results are calls and results")
    func functions() throws {
        let document = try RequestFormat.parse(
            """
            {"model":"gpt-4","functions":[{"name":"tide","parameters":{"type":"object"}}],"function_call":{"name":"tide"},
            "messages":[{"role":"user","content":"When?"},
            {"role":"assistant","content":null,"function_call":{"name":"tide","arguments":"{}"}},
            {"role":"function","name":"tide","content":"14:10"},{"role":"user","content":"And now?"},
            {"role":"assistant","content":null,"function_call":{"name":"tide","arguments":"{\\"a\\":1}"}},
            {"role":"function","name":"tide","content":"14:20"},{"role":"function","name":"moon","content":"full"}]}
            """)
        #expect(document.config.tools.map(\.name) == ["tide"])
        #expect(document.config.toolChoice == .function(name: "tide"))
        #expect(document.config.extra == ["functions": true])
        let thread = document.thread
        #expect(thread.map(\.role) == [.user, .assistant, .tool, .user, .assistant, .tool, .tool])
        #expect(thread[1].toolCalls.map(\.name) == ["tide"])
        #expect(thread[2].toolCallID == thread[1].toolCalls[0].id && thread[5].toolCallID == thread[4].toolCalls[0].id)
        #expect(thread[1].toolCalls[0].id != thread[4].toolCalls[0].id)
        #expect(thread[6].name == "moon")
    }

    @Test("calls whose ids only look like ours keep them")
    func idsOfTheirOwn() throws {
        let document = try RequestFormat.parse(
            """
            {"messages":[{"role":"assistant","tool_calls":[
            {"id":"function_call_a","type":"function","function":{"name":"f","arguments":"{}"}},
            {"id":"function_call_b","type":"function","function":{"name":"f","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"function_call_b","content":"x"}]}
            """)
        #expect(document.thread[0].toolCalls.map(\.id) == ["function_call_a", "function_call_b"])
        #expect(document.thread[1].toolCallID == "function_call_b")
    }

    @Test("a call of a custom tool, and keys of calls that nobody knows, are kept")
    func customCall() throws {
        let call: JSONValue = [
            "id": "a", "type": "custom", "custom": ["name": "sql", "input": "select 1"], "extra_content": ["s": 1],
        ]
        let message = try Message(json: ["role": "assistant", "tool_calls": [call]], place: "m")
        #expect(message.toolCalls[0].arguments == "select 1" && message.toolCalls[0].isCustom)
        #expect(message.toolCalls[0].json(.api(imageURL: \.url)) == call)
        #expect(try Message(json: .object(message.json(.stored)), place: "m") == message)
    }
}
