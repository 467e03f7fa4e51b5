import Foundation
import JSON
import Prompts
import RequestCore
import Testing

/// The fields of a request, row by row as the documentation of the API has them.
@Suite struct ResponsesBodyTests {
    private let start =
        #"{"model":"gpt-4o","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}]"#

    private func body(_ config: Config, model: String = "gpt-4o", streams: Bool = false) -> String {
        let request = RenderedRequest(
            config: config, model: model, messages: [Message(.user, "Hi")], streams: streams,
            info: ModelCatalog.shared.info(for: model))
        return JSONValue.object(Responses().body(of: request) { $0.url }).compact
    }

    private func config(_ fields: String) throws -> Config {
        var config = Config()
        for member in try JSONValue(parsing: fields).objectValue?.members ?? [] {
            try config.set(member.key, to: member.value)
        }
        return config
    }

    @Test("the smallest request keeps nothing at the server")
    func smallest() {
        #expect(body(Config()) == start + #","store":false}"#)
        #expect(body(Config(), streams: true) == start + #","store":false,"stream":true}"#)
    }

    @Test(
        "each field stands under this API's name",
        arguments: [
            (#"{"temperature":0.5,"top_p":0.9}"#, #""temperature":0.5,"top_p":0.9,"store":false"#),
            (#"{"max_tokens":100}"#, #""max_output_tokens":100,"store":false"#),
            (#"{"max_tokens":100,"max_completion_tokens":200}"#, #""max_output_tokens":200,"store":false"#),
            (#"{"max_tokens":5}"#, #""max_output_tokens":5,"store":false"#),
            (
                #"{"stop":"END","seed":1,"n":2,"logit_bias":{"1":2},"presence_penalty":1,"frequency_penalty":1}"#,
                #""store":false"#
            ),
            (#"{"logprobs":true}"#, #""include":["message.output_text.logprobs"],"store":false"#),
            (
                #"{"logprobs":true,"top_logprobs":3}"#,
                #""top_logprobs":3,"include":["message.output_text.logprobs"],"store":false"#
            ),
            (#"{"reasoning_effort":"low"}"#, #""reasoning":{"effort":"low"},"store":false"#),
            (#"{"verbosity":"low"}"#, #""text":{"verbosity":"low"},"store":false"#),
            (#"{"response_format":{"type":"text"}}"#, #""text":{"format":{"type":"text"}},"store":false"#),
            (
                #"{"response_format":{"type":"json_object"},"verbosity":"high"}"#,
                #""text":{"format":{"type":"json_object"},"verbosity":"high"},"store":false"#
            ),
            (
                #"{"response_format":{"type":"json_schema","json_schema":{"name":"n","description":"d","strict":true,"schema":{"type":"object"}}}}"#,
                #""text":{"format":{"type":"json_schema","name":"n","description":"d","strict":true,"schema":{"type":"object"}}},"store":false"#
            ),
            (#"{"parallel_tool_calls":false}"#, #""parallel_tool_calls":false,"store":false"#),
            (
                #"{"metadata":{"a":"b"},"user":"u","service_tier":"flex","truncation":"auto","prompt_cache_key":"k"}"#,
                #""store":false,"metadata":{"a":"b"},"user":"u","service_tier":"flex","truncation":"auto","prompt_cache_key":"k""#
            ),
            (#"{"store":true}"#, #""store":true"#),
            (#"{"min_p":0.1,"thinking":{"type":"adaptive"},"top_k":3}"#, #""store":false,"min_p":0.1"#),
        ])
    func fields(config fields: String, rest: String) throws {
        #expect(try body(config(fields)) == start + "," + rest + "}")
    }

    @Test(
        "tools are flat, and never strict unless they say so",
        arguments: [
            (
                #"{"name":"f","description":"d","parameters":{"type":"object"}}"#,
                #"{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":false}"#
            ),
            (
                #"{"name":"f","strict":true,"parameters":{"type":"object"}}"#,
                #"{"type":"function","name":"f","parameters":{"type":"object"},"strict":true}"#
            ),
            (
                #"{"name":"f"}"#,
                #"{"type":"function","name":"f","parameters":{"type":"object","properties":{}},"strict":false}"#
            ),
            (
                #"{"type":"custom","custom":{"name":"g","description":"d","format":{"type":"grammar","grammar":{"syntax":"lark","definition":"x"}}}}"#,
                #"{"type":"custom","name":"g","description":"d","format":{"type":"grammar","syntax":"lark","definition":"x"}}"#
            ),
            (
                #"{"type":"custom","name":"g","format":{"type":"text"}}"#,
                #"{"type":"custom","name":"g","format":{"type":"text"}}"#
            ),
            (#"{"type":"web_search"}"#, #"{"type":"web_search"}"#),
        ])
    func tools(tool: String, sent: String) throws {
        #expect(try body(config(#"{"tools":[\#(tool)]}"#)) == start + #","tools":[\#(sent)],"store":false}"#)
    }

    @Test(
        "a tool choice has no wrapper",
        arguments: [
            (#""auto""#, #""auto""#), (#""none""#, #""none""#), (#""required""#, #""required""#),
            (#"{"type":"function","function":{"name":"f"}}"#, #"{"type":"function","name":"f"}"#),
            (#"{"type":"custom","custom":{"name":"g"}}"#, #"{"type":"custom","name":"g"}"#),
            (
                #"{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"f"}}]}}"#,
                #"{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"f"}]}"#
            ),
            (#"{"type":"web_search"}"#, #"{"type":"web_search"}"#),
        ])
    func choices(choice: String, sent: String) throws {
        #expect(
            try body(config(#"{"tool_choice":\#(choice)}"#)) == start + #","tool_choice":\#(sent),"store":false}"#)
    }

    @Test("a model that reasons is asked for its summary and its encrypted reasoning")
    func reasoning() throws {
        let model = "o3"
        let start = self.start.replacing("gpt-4o", with: model)
        let include = #""include":["reasoning.encrypted_content"]"#
        #expect(
            body(Config(), model: model) == start + #","reasoning":{"summary":"auto"},\#(include),"store":false}"#)
        #expect(
            try body(config(#"{"reasoning_effort":"none"}"#), model: model)
                == start + #","reasoning":{"effort":"none"},\#(include),"store":false}"#)
        let own = #"{"reasoning":{"summary":"detailed","context":"auto"},"include":["web_search_call.action.sources"]}"#
        #expect(
            try body(config(own), model: model)
                == start
                + #","reasoning":{"summary":"detailed","context":"auto"},"include":["reasoning.encrypted_content","web_search_call.action.sources"],"store":false}"#
        )
        #expect(
            try body(config(#"{"extra":{"reasoning":{"summary":null}}}"#), model: model)
                == start + #",\#(include),"store":false}"#)
    }

    @Test("what stands in extra joins what the config says")
    func extra() throws {
        let fields =
            #"{"verbosity":"low","tools":[{"name":"f"}],"extra":{"text":{"format":{"type":"text"}},"tools":[{"type":"web_search"}],"stream_options":{"include_usage":true,"include_obfuscation":false},"stream":false}}"#
        #expect(
            try body(config(fields), streams: true)
                == start
                + #","text":{"verbosity":"low","format":{"type":"text"}},"tools":[{"type":"function","name":"f","parameters":{"type":"object","properties":{}},"strict":false},{"type":"web_search"}],"store":false,"stream":true,"stream_options":{"include_obfuscation":false}}"#
        )
    }

    @Test("tools in the deprecated form go out as tools")
    func legacy() throws {
        let config = Config(tools: [Tool(name: "f")], toolChoice: .function(name: "f"), extra: ["functions": true])
        #expect(
            body(config)
                == start
                + #","tools":[{"type":"function","name":"f","parameters":{"type":"object","properties":{}},"strict":false}],"tool_choice":{"type":"function","name":"f"},"store":false}"#
        )
    }

    @Test("the form of an answer is read back from a logged request")
    func formats() throws {
        for format in [
            #"{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"type":"object"}}}"#,
            #"{"type":"json_object"}"#, #"{"type":"text"}"#,
        ] {
            let config = try config(#"{"response_format":\#(format)}"#)
            let conversation = Responses().conversation(in: try JSONValue(parsing: body(config)))
            #expect(conversation.format == config.responseFormat)
        }
    }
}
