import Foundation
import JSON
import Prompts
import RequestCore
import Testing

@Suite struct LintTests {
    private func findings(
        _ fields: [String: String] = [:], model: String = "gpt-4o", messages: [Message] = [Message(.user, "Hi")]
    ) throws -> [String] {
        var config = Config(model: model)
        for (key, value) in fields { try config.set(key, to: JSONValue(parsing: value)) }
        let now = Date(timeIntervalSince1970: 1_794_307_321)
        return Lint.findings(config: config, messages: messages, model: model, now: now).map {
            "\($0.severity) \($0.place)"
        }
    }

    @Test("a plain request has no findings")
    func plain() throws {
        #expect(try findings(["temperature": "0.7", "seed": "1", "stop": #"["a","b"]"#]) == [])
    }

    @Test("values out of range or shape")
    func ranges() throws {
        #expect(try findings(["temperature": "3"]) == ["error temperature"])
        #expect(try findings(["max_tokens": "0"]) == ["error max_tokens"])
        #expect(try findings(["stop": "[]"]) == ["error stop"])
        #expect(try findings(["top_logprobs": "5"]) == ["error top_logprobs"])
        #expect(try findings(["top_logprobs": "5", "logprobs": "true"]) == [])
    }

    @Test("JSON mode needs the word json")
    func jsonMode() throws {
        let format = ["response_format": #"{"type":"json_object"}"#]
        #expect(try findings(format) == ["error response_format"])
        #expect(try findings(format, messages: [Message(.system, "Answer as Json."), Message(.user, "Hi")]) == [])
    }

    @Test("tools: names, doubles, choices that nothing meets")
    func tools() throws {
        #expect(
            try findings(["tools": #"[{"name":"get weather"},{"name":"a"},{"name":"a"}]"#]) == [
                "error tools[0].name", "error tools[2].name",
            ])
        #expect(
            try findings(["tool_choice": #""auto""#, "parallel_tool_calls": "true"]) == [
                "error tool_choice", "error parallel_tool_calls",
            ])
        #expect(
            try findings(["tools": #"[{"name":"a"}]"#, "tool_choice": #"{"type":"function","function":{"name":"b"}}"#])
                == ["error tool_choice"])
    }

    @Test("strict schemas have to be closed, with every property required, all the way down")
    func strict() throws {
        let good =
            #"{"type":"object","properties":{"a":{"type":["string","null"]}},"required":["a"],"additionalProperties":false}"#
        let bad =
            #"{"type":"object","properties":{"a":{"type":"array","items":{"type":"object","properties":{"b":{"type":"string"},"c":{"type":"string"}},"required":["b"],"additionalProperties":false}}},"required":["a"]}"#
        #expect(try findings(["tools": "[{\"name\":\"f\",\"strict\":true,\"parameters\":\(good)}]"]) == [])
        #expect(
            try findings(["tools": "[{\"name\":\"f\",\"strict\":true,\"parameters\":\(bad)}]"])
                == ["error tools[0].parameters", "error tools[0].parameters.properties.a.items.required"])
        #expect(try findings(["tools": "[{\"name\":\"f\",\"parameters\":\(bad)}]"]) == [])
        #expect(
            try findings([
                "response_format":
                    #"{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"anyOf":[]}}}"#
            ])
                == ["error response_format.json_schema.schema.type", "error response_format.json_schema.schema.anyOf"])
    }

    @Test("strict schemas: what has no type, what is required and unknown, arrays without items, too many levels")
    func strictParts() throws {
        let levels = (0..<10).reduce(#"{"type":"null"}"#) { inner, _ in
            #"{"type":"object","properties":{"a":\#(inner)},"required":["a"],"additionalProperties":false}"#
        }
        let parts =
            #"{"type":"object","properties":{"a":{},"b":{"anyOf":[{"type":"array"}]},"c":\#(levels)},"required":["a","b","c","d"],"additionalProperties":false,"enum":[]}"#
        #expect(
            try findings(["tools": "[{\"name\":\"f\",\"strict\":true,\"parameters\":\(parts)}]"]) == [
                "error tools[0].parameters.enum", "error tools[0].parameters.required",
                "error tools[0].parameters.properties.a", "error tools[0].parameters.properties.b.anyOf[0]",
                "error tools[0].parameters.properties.c" + String(repeating: ".properties.a", count: 9),
            ])
    }

    @Test("messages: images in the wrong place, calls without answers, answers without calls")
    func messages() throws {
        let image = ContentPart.image(ImagePart(url: "https://x.example/a.png"))
        #expect(try findings(messages: [Message(role: .system, content: [image])]) == ["error messages[0]"])
        #expect(try findings(messages: []) == ["error messages"])
        let calls = Message(
            role: .assistant,
            toolCalls: [ToolCall(id: "a", name: "f", arguments: "{"), ToolCall(id: "b", name: "f", arguments: "")])
        #expect(
            try findings(messages: [Message(.user, "x"), calls, .toolResult("1", for: "b"), .toolResult("1", for: "b")])
                == ["warning messages[1].tool_calls[0]", "error messages[3]", "error messages[1].tool_calls"])
    }

    @Test("what a model is known to refuse")
    func models() throws {
        let image = Message(role: .user, content: [.image(ImagePart(url: "https://x.example/a.png"))])
        #expect(try findings(model: "gpt-4", messages: [image]) == ["warning model", "warning messages"])
        #expect(
            try findings(["temperature": "0.5", "max_tokens": "5"], model: "gpt-5.6-sol") == [
                "warning max_tokens", "warning temperature",
            ])
        #expect(try findings(["temperature": "1"], model: "gpt-5.6-sol") == [])
        #expect(try findings(["temperature": "0.5", "reasoning_effort": #""none""#], model: "gpt-5.6-sol") == [])
        #expect(try findings(["temperature": "0.5"], model: "gpt-5.4") == [])
        #expect(try findings(["tools": #"[{"name":"f"}]"#], model: "gpt-5.6-luna") == ["warning tools"])
        #expect(
            try findings(["tools": #"[{"name":"f"}]"#, "reasoning_effort": #""low""#], model: "gpt-5.4") == [
                "warning tools"
            ])
        // Tools, by what the catalogue says that chat completions refuses.
        let tools = ["tools": #"[{"name":"f"}]"#]
        for model in ["gpt-5.5", "gpt-6-sol", "gpt-6-astra", "gpt-6.2-sol"] {
            #expect(try findings(tools, model: model) == ["warning tools"], "\(model)")
        }
        let none = tools.merging(["reasoning_effort": #""none""#]) { $1 }
        #expect(try findings(none, model: "gpt-5.5") == [] && findings(none, model: "gpt-6-sol") == [])
        #expect(try findings(none, model: "gpt-6-astra") == ["warning tools"])
        #expect(try findings(tools, model: "gpt-5.4") == [] && findings(tools, model: "gpt-5.1") == [])
        #expect(try findings(["reasoning_effort": #""max""#], model: "gpt-5.5") == ["warning reasoning_effort"])
        #expect(try findings(tools, model: "gpt-6-rosalind") == ["warning model"])
        #expect(try findings(["reasoning_effort": #""low""#]) == ["warning reasoning_effort"])
        // On 10 November: retired on 11 December; a name without a date goes on with a newer model.
        #expect(try findings(model: "gpt-5-2025-08-07") == ["note model"])
        #expect(try findings(model: "gpt-5") == [])
        #expect(try findings(model: "gpt-4.1-2025-04-14") == [])
        #expect(try findings(model: "gpt-4-32k") == ["note model"])
        #expect(try findings(model: "gpt-5.2-pro") == ["warning model"])
        #expect(try findings(["temperature": "0.1"], model: "some-local-model") == [])
    }

    @Test("images: where they may stand, how many and how large they may be, and what detail says")
    func images() throws {
        func message(_ count: Int, bytes: Int = 10, role: Role = .user, detail: String? = nil) -> Message {
            let facts = ImageFacts(sha256: "", mediaType: "image/png", width: 1, height: 1, byteCount: bytes)
            let part = ContentPart.image(ImagePart(url: "a.png", detail: detail, facts: facts))
            return Message(role: role, content: Array(repeating: part, count: count))
        }
        #expect(try findings(messages: [message(2)]) == [])
        #expect(try findings(messages: [message(1, role: .system)]) == ["error messages[0]"])
        #expect(try findings(messages: [message(501)]) == ["error messages"])
        #expect(try findings(messages: [message(3, bytes: 15_000_000)]) == ["error messages"])
        #expect(try findings(messages: [message(1, bytes: 21_000_000)]) == ["warning messages[0]"])
        #expect(try findings(messages: [message(1, detail: "close")]) == ["warning messages[0]"])
        #expect(try findings(model: "gpt-3.5-turbo", messages: [message(1)]).contains("warning messages"))
    }

    @Test("a key in a prompt's own file is warned of, without being said")
    func keys() throws {
        let text = """
            ---
            model: m
            api_key: sk-live-1
            extra:
              top_k: 4
              litellm: {Authorization: Bearer x}
            ---
            <system>
            x
            </system>
            """
        let found = Lint.findings(document: try PromptFormat.parse(text), text: text).filter { $0.text.contains("key") }
        #expect(found.map(\.place.description) == ["extra.litellm.Authorization", "api_key"])
        #expect(!found.contains { $0.text.contains("sk-live") })
    }

    @Test("keys within known fields that mean nothing are named, and so are Humanloop's that mean something else")
    func unusedKeys() throws {
        let text = """
            ---
            model: m
            endpoint: complete
            template_language: jinja
            tools:
              - {name: a, paramaters: {type: object}}
              - {type: function, function: {name: b, descripton: d}}
              - {type: custom, name: c, format: {type: text}}
            etude:
              tols: {a: {run: [x]}}
              notes: tried in May
            ---
            <system>
            x
            </system>
            """
        let found = Lint.findings(document: try PromptFormat.parse(text), text: text)
        #expect(
            found.map(\.place.description) == [
                "endpoint", "template_language", "tools[0].paramaters", "tools[1].function.descripton", "etude.tols",
            ])
        let usual = "---\nmodel: m\nendpoint: chat\ntemplate_language: default\n---\n<system>\nx\n</system>\n"
        #expect(Lint.findings(document: try PromptFormat.parse(usual), text: usual).isEmpty)
    }

    @Test("a response format that is not written as the API has it")
    func formats() throws {
        #expect(try findings(["response_format": #""json""#]) == ["error response_format"])
        let open = #"{"type":"json_schema","json_schema":{"name":"n","shema":{}}}"#
        #expect(try findings(["response_format": open]) == ["warning response_format", "error response_format"])
        let other = #"{"type":"grammar","grammar":"root ::= x"}"#
        #expect(try findings(["response_format": other]) == [])
    }
}
