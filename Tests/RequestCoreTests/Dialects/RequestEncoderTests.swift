import JSON
import Prompts
import RequestCore
import Testing

@Suite struct RequestEncoderTests {
    private func body(
        _ config: Config, _ messages: [Message] = [Message(.user, "Hi")], streams: Bool = false
    ) -> String {
        JSONValue.object(
            RequestEncoder.body(config: config, model: config.model ?? "gpt-4o", messages: messages, streams: streams) {
                $0.url
            }
        ).compact
    }

    @Test("the smallest request has model and messages and nothing else")
    func smallest() {
        #expect(body(Config()) == #"{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}"#)
    }

    @Test("only a streaming request says so, and asks for usage")
    func streaming() {
        #expect(
            body(Config(), streams: true)
                == #"{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}"#
        )
    }

    @Test("fields stand in the order of the API's reference, as written, extra last")
    func order() throws {
        var config = Config(model: "m")
        for (key, value) in [
            ("zeta", "1"), ("temperature", "1.0"), ("parallel_tool_calls", "false"), ("tool_choice", #""required""#),
            (
                "tools",
                #"[{"name":"f","strict":true,"parameters":{"type":"object","properties":{"b":{},"a":{}}}},{"type":"custom","custom":{"name":"g"}}]"#
            ),
            (
                "response_format",
                #"{"type":"json_schema","json_schema":{"name":"n","schema":{"z":1,"a":2},"strict":true}}"#
            ),
            ("seed", "9007199254740993"), ("stop", #""END""#), ("top_p", "0.50"), ("n", "2"),
        ] {
            try config.set(key, to: JSONValue(parsing: value))
        }
        config.extra["temperature"] = 0
        config.extra["stream"] = true
        #expect(
            body(config)
                == #"{"model":"m","messages":[{"role":"user","content":"Hi"}],"temperature":0,"top_p":0.50,"stop":"END","seed":9007199254740993,"n":2,"response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"z":1,"a":2}}},"tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{"type":"object","properties":{"b":{},"a":{}}}}},{"type":"custom","custom":{"name":"g"}}],"tool_choice":"required","parallel_tool_calls":false,"zeta":1}"#
        )
    }

    @Test("a disabled tool is not sent, and no empty list in its place")
    func disabledTools() {
        #expect(body(Config(tools: [Tool(name: "f", isEnabled: false)])) == body(Config()))
    }

    @Test("the vision example of OpenAI's documentation")
    func vision() {
        let message = Message(
            role: .user,
            content: [
                .text("What's in this image?"), .image(ImagePart(url: "https://example.org/a.png", detail: "high")),
            ])
        #expect(
            body(Config(model: "gpt-4o-mini"), [message])
                == #"{"model":"gpt-4o-mini","messages":[{"role":"user","content":[{"type":"text","text":"What's in this image?"},{"type":"image_url","image_url":{"url":"https://example.org/a.png","detail":"high"}}]}]}"#
        )
    }

    @Test("calls and their results go back as the function-calling guide has them")
    func toolHistory() {
        let messages = [
            Message(.user, "i think it is order_12345"),
            Message(
                role: .assistant,
                toolCalls: [
                    ToolCall(id: "call_62136354", name: "get_delivery_date", arguments: #"{"order_id": "order_12345"}"#)
                ],
                reasoning: "let me see"),
            Message.toolResult(#"{"delivery_date":"2024-01-01"}"#, for: "call_62136354"),
        ]
        #expect(
            body(Config(), messages)
                == #"{"model":"gpt-4o","messages":[{"role":"user","content":"i think it is order_12345"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_62136354","type":"function","function":{"name":"get_delivery_date","arguments":"{\"order_id\": \"order_12345\"}"}}]},{"role":"tool","content":"{\"delivery_date\":\"2024-01-01\"}","tool_call_id":"call_62136354"}]}"#
        )
    }

    @Test("what only answers have does not go back: reasoning, empty tool_calls, index, annotations")
    func hygiene() throws {
        let message = try Message(
            json: JSONValue(
                parsing:
                    #"{"role":"assistant","content":"Hi","refusal":null,"tool_calls":[],"reasoning_content":"r","annotations":[],"index":0,"parsed":{}}"#
            ), place: "messages[0]")
        #expect(body(Config(), [message]) == #"{"model":"gpt-4o","messages":[{"role":"assistant","content":"Hi"}]}"#)
        var streamed = Message(role: .assistant, content: [.text("Hi")], reasoning: "r")
        streamed.other = ["reasoning_details": [1]]
        #expect(body(Config(), [streamed]) == #"{"model":"gpt-4o","messages":[{"role":"assistant","content":"Hi"}]}"#)
    }

    @Test("a message with nothing to say has empty content, a refusal needs none")
    func emptyContent() {
        let messages = [Message(role: .user), Message(role: .assistant), Message(role: .assistant, refusal: "no")]
        #expect(
            body(Config(), messages)
                == #"{"model":"gpt-4o","messages":[{"role":"user","content":""},{"role":"assistant","content":""},{"role":"assistant","refusal":"no"}]}"#
        )
    }

    @Test("a deprecated function_call goes back in the form it came")
    func functionCall() {
        let reply = Decoded(deltas: #"{"function_call":{"name":"f","arguments":"{}"}}"#).reply
        let id = reply.message.toolCalls[0].id
        #expect(
            body(Config(), [Message(.user, "Hi"), reply.message, .toolResult("7", for: id)])
                == #"{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},{"role":"function","content":"7","name":"f"}]}"#
        )
    }

    @Test("a request in the deprecated form goes out as it came")
    func functions() throws {
        let request =
            #"{"model":"gpt-4","messages":[{"role":"user","content":"When?"},{"role":"assistant","content":null,"function_call":{"name":"tide","arguments":"{}"}},{"role":"function","content":"14:10","name":"tide"},{"role":"function","name":"moon","content":"full"}],"functions":[{"name":"tide","parameters":{"type":"object"}}],"function_call":"auto"}"#
        let document = try RequestFormat.parse(request)
        #expect(body(document.config, document.thread) == request)
    }

    @Test("tools under extra come after the config's own")
    func extraTools() {
        var config = Config(tools: [Tool(name: "f")])
        config.extra["tools"] = [["type": "web_search"]]
        let own = #"{"type":"function","function":{"name":"f"}}"#
        #expect(body(config).hasSuffix(#","tools":[\#(own),{"type":"web_search"}]}"#))
        config.tools = []
        #expect(body(config).hasSuffix(#","tools":[{"type":"web_search"}]}"#))
        config.extra["tools"] = "none"
        #expect(body(config).hasSuffix(#","tools":"none"}"#))
    }

    @Test("what came with a call goes back to the servers that ask for it, and to no other")
    func sendsBack() {
        let call = ToolCall(
            id: "a", name: "f", arguments: "{}", other: ["extra_content": ["s": 1], "provider_specific_fields": 2])
        let messages = [
            Message(role: .assistant, content: [.text("x")], reasoning: "because"),
            Message(role: .assistant, toolCalls: [call], reasoning: "so"),
        ]
        func sent(_ provider: Provider) -> String {
            let body = RequestEncoder.body(
                config: Config(), model: "m", messages: messages, streams: false, sendsBack: provider.sendsBack,
                imageURL: \.url)
            return body["messages"]?.compact ?? ""
        }
        func provider(_ url: String, _ keys: Set<String>? = nil) -> Provider {
            Provider(name: "p", kind: .http, baseURL: url, sendsBack: keys)
        }
        let plain = #"{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}"#
        let first = #"[{"role":"assistant","content":"x"},{"role":"assistant","content":null,"tool_calls":["#
        #expect(sent(provider("https://api.openai.com/v1")) == first + plain + "}]}]")
        #expect(
            sent(provider("https://generativelanguage.googleapis.com/v1beta/openai"))
                == first + plain + #","extra_content":{"s":1}}]}]"#)
        #expect(
            sent(provider("https://api.deepseek.com")) == first + plain + #"}],"reasoning_content":"so"}]"#)
        #expect(sent(provider("https://api.deepseek.com", [])) == first + plain + "}]}]")
        #expect(sent(provider("http://localhost:1/v1", ["reasoning"])) == first + plain + #"}],"reasoning":"so"}]"#)
    }
}
