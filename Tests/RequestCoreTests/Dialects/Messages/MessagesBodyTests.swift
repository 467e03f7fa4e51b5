import JSON
import Prompts
import RequestCore
import Testing

@Suite struct MessagesBodyTests {
    private typealias Writing = MessagesWriting

    @Test("the smallest request has model, limit and messages and nothing else")
    func smallest() {
        #expect(
            JSONValue.object(Writing.body(Writing.request())).compact
                == #"{"model":"local-model","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}]}"#)
        #expect(Writing.findings(Writing.request()).isEmpty)
    }

    @Test("only a streaming request says so, and nothing of stream_options")
    func streaming() throws {
        let config = try Writing.config(("stream_options", #"{"include_usage":true}"#), ("stream", "false"))
        let body = Writing.body(Writing.request(config, streams: true))
        #expect(body["stream"] == true)
        #expect(body["stream_options"] == nil)
    }

    @Test("the limit is the config's, else the catalogue's, else that of the generation, else 4096")
    func limit() throws {
        func limit(_ request: RenderedRequest) -> Int? { Writing.body(request)["max_tokens"]?.intValue }
        #expect(limit(Writing.request(try Writing.config(("max_tokens", "7")), limit: 99)) == 7)
        #expect(limit(Writing.request(try Writing.config(("max_completion_tokens", "8"), ("max_tokens", "7")))) == 8)
        #expect(limit(Writing.request(limit: 99)) == 99)
        #expect(limit(Writing.request(model: "claude-sonnet-4-5", streams: true)) == 64_000)
        #expect(limit(Writing.request(model: "claude-opus-5-5", streams: true)) == 128_000)
        #expect(limit(Writing.request()) == 4096)
    }

    @Test("without streaming, no more is asked for than clients take without it")
    func limitWithoutStream() {
        #expect(Writing.body(Writing.request(model: "claude-opus-5-5"))["max_tokens"]?.intValue == 21_333)
    }

    @Test("sampling goes as written, stop as a list")
    func sampling() throws {
        let config = try Writing.config(("temperature", "0.50"), ("top_p", "0.9"), ("stop", #""END""#), ("top_k", "5"))
        let body = Writing.body(Writing.request(config))
        #expect(body["temperature"]?.compact == "0.50")
        #expect(body["top_p"]?.compact == "0.9")
        #expect(body["stop_sequences"]?.compact == #"["END"]"#)
        #expect(body["stop"] == nil)
        #expect(body["top_k"]?.intValue == 5)
        let several = try Writing.config(("stop", #"["a","b"]"#))
        #expect(Writing.body(Writing.request(several))["stop_sequences"]?.compact == #"["a","b"]"#)
    }

    @Test(
        "a field without a counterpart is left out and said",
        arguments: [
            ("seed", "1"), ("presence_penalty", "1"), ("frequency_penalty", "1"), ("logprobs", "true"),
            ("top_logprobs", "2"), ("logit_bias", #"{"5":1}"#), ("verbosity", #""low""#),
        ])
    func noCounterpart(field: String, value: String) throws {
        let request = Writing.request(try Writing.config((field, value)))
        #expect(Writing.body(request)[field] == nil)
        #expect(Writing.rules(request, at: field) == ["no-counterpart"])
        let fix = try #require(Writing.findings(request).first?.fix)
        #expect(fix.config.field(field) == nil)
    }

    @Test("a schema goes as output_config.format, without name, strict and description")
    func schema() throws {
        let config = try Writing.config(
            (
                "response_format",
                #"{"type":"json_schema","json_schema":{"name":"n","strict":true,"description":"d","schema":{"type":"object","additionalProperties":false}}}"#
            ), ("output_config", #"{"effort":"low"}"#))
        let request = Writing.request(config)
        #expect(
            Writing.body(request)["output_config"]?.compact
                == #"{"format":{"type":"json_schema","schema":{"type":"object","additionalProperties":false}},"effort":"low"}"#
        )
        #expect(Writing.rules(request, at: "response_format") == ["no-counterpart"])
    }

    @Test("text mode is left out, JSON mode is left out and said")
    func otherFormats() throws {
        let text = Writing.request(try Writing.config(("response_format", #"{"type":"text"}"#)))
        #expect(Writing.body(text)["output_config"] == nil)
        #expect(Writing.findings(text).isEmpty)
        let object = Writing.request(try Writing.config(("response_format", #"{"type":"json_object"}"#)))
        #expect(Writing.body(object)["output_config"] == nil)
        #expect(Writing.rules(object, at: "response_format") == ["no-counterpart"])
    }

    @Test("a user goes as metadata.user_id, other metadata is left out and said")
    func person() throws {
        let request = Writing.request(try Writing.config(("user", #""u1""#), ("metadata", #"{"team":"a"}"#)))
        #expect(Writing.body(request)["metadata"]?.compact == #"{"user_id":"u1"}"#)
        #expect(Writing.body(request)["user"] == nil)
        #expect(Writing.rules(request, at: "extra.metadata") == ["no-counterpart"])
        let own = Writing.request(try Writing.config(("metadata", #"{"user_id":"u2"}"#), ("user", #""u1""#)))
        #expect(Writing.body(own)["metadata"]?.compact == #"{"user_id":"u2"}"#)
    }

    @Test("service tiers that the API has go out, others are left out and said")
    func tiers() throws {
        let own = Writing.request(try Writing.config(("service_tier", #""standard_only""#)))
        #expect(Writing.body(own)["service_tier"] == "standard_only")
        let other = Writing.request(try Writing.config(("service_tier", #""flex""#)))
        #expect(Writing.body(other)["service_tier"] == nil)
        #expect(Writing.rules(other, at: "extra.service_tier") == ["no-counterpart"])
    }

    @Test("what only this API has stands in extra and goes out: caching, thinking, betas")
    func extra() throws {
        let config = try Writing.config(
            ("cache_control", #"{"type":"ephemeral"}"#), ("thinking", #"{"type":"enabled","budget_tokens":2000}"#),
            ("container", #""c""#))
        let body = Writing.body(Writing.request(config))
        #expect(body["cache_control"]?.compact == #"{"type":"ephemeral"}"#)
        #expect(body["thinking"]?["budget_tokens"]?.intValue == 2000)
        #expect(body["container"] == "c")
    }

    @Test("fields of other dialects are left out and said, names that nobody knows go out")
    func otherDialects() throws {
        let config = try Writing.config(("include", #"["x"]"#), ("store", "true"), ("my_server_wants", "1"))
        let request = Writing.request(config)
        #expect(Writing.body(request).keys == ["model", "max_tokens", "messages", "my_server_wants"])
        #expect(Writing.rules(request) == ["other-dialect", "other-dialect"])
    }

    @Test("several answers are several requests, which is said")
    func choices() throws {
        let request = Writing.request(try Writing.config(("n", "3")))
        #expect(Writing.body(request)["n"] == nil)
        #expect(Writing.rules(request) == ["repeated-request"])
        #expect(!Messages().hasChoices)
    }

    // MARK: Tools

    @Test("tools are flat with input_schema, an object in any case; strict only if it is set")
    func tools() throws {
        let config = try Writing.config(
            (
                "tools",
                #"[{"name":"f","description":"d","strict":true,"parameters":{"type":"object","additionalProperties":false}},{"name":"g"},{"name":"h","parameters":{"properties":{"a":{}}}}]"#
            ))
        #expect(
            Writing.body(Writing.request(config))["tools"]?.compact
                == #"[{"name":"f","description":"d","input_schema":{"type":"object","additionalProperties":false},"strict":true},{"name":"g","input_schema":{"type":"object","properties":{}}},{"name":"h","input_schema":{"type":"object","properties":{"a":{}}}}]"#
        )
    }

    @Test("Anthropic's own tools go out as they are, OpenAI's are left out and said")
    func serverTools() throws {
        let config = try Writing.config(
            (
                "tools",
                #"[{"type":"web_search_20260209","name":"web_search"},{"type":"custom","custom":{"name":"g"}},{"type":"web_search"}]"#
            ))
        let request = Writing.request(config)
        #expect(
            Writing.body(request)["tools"]?.compact == #"[{"type":"web_search_20260209","name":"web_search"}]"#)
        #expect(Writing.rules(request).filter { $0 == "no-counterpart" }.count == 2)
    }

    @Test(
        "a tool choice has the API's own form",
        arguments: [
            (#""auto""#, #"{"type":"auto"}"#), (#""none""#, #"{"type":"none"}"#), (#""required""#, #"{"type":"any"}"#),
            (#"{"type":"function","function":{"name":"f"}}"#, #"{"type":"tool","name":"f"}"#),
            (#"{"type":"tool","name":"f"}"#, #"{"type":"tool","name":"f"}"#),
        ])
    func choice(written: String, sent: String) throws {
        let config = try Writing.config(("tools", #"[{"name":"f"}]"#), ("tool_choice", written))
        #expect(Writing.body(Writing.request(config))["tool_choice"]?.compact == sent)
    }

    @Test("a choice without tools is left out")
    func choiceWithoutTools() throws {
        let request = Writing.request(try Writing.config(("tool_choice", #""required""#)))
        #expect(Writing.body(request)["tool_choice"] == nil)
        #expect(Writing.rules(request, at: "tool_choice") == ["choice-without-tools"])
    }

    @Test("allowed_tools sends only those tools, and says so")
    func allowedTools() throws {
        let config = try Writing.config(
            ("tools", #"[{"name":"f"},{"name":"g"}]"#),
            (
                "tool_choice",
                #"{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"g"}}]}}"#
            ))
        let request = Writing.request(config)
        #expect(Writing.body(request)["tools"]?.arrayValue?.map { $0["name"]?.stringValue } == ["g"])
        #expect(Writing.body(request)["tool_choice"]?.compact == #"{"type":"any"}"#)
        #expect(Writing.rules(request, at: "tool_choice") == ["no-counterpart"])
    }

    @Test("parallel calls are switched off inside of the tool choice, except where nothing may be called")
    func parallel() throws {
        func choice(_ fields: (String, String)...) throws -> String? {
            var config = try Writing.config(("tools", #"[{"name":"f"}]"#))
            for (key, value) in fields { try config.set(key, to: JSONValue(parsing: value)) }
            return Writing.body(Writing.request(config))["tool_choice"]?.compact
        }
        #expect(
            try choice(("parallel_tool_calls", "false")) == #"{"type":"auto","disable_parallel_tool_use":true}"#)
        #expect(
            try choice(("parallel_tool_calls", "false"), ("tool_choice", #""required""#))
                == #"{"type":"any","disable_parallel_tool_use":true}"#)
        #expect(
            try choice(("parallel_tool_calls", "false"), ("tool_choice", #""none""#)) == #"{"type":"none"}"#)
        #expect(try choice(("parallel_tool_calls", "true")) == nil)
    }

    // MARK: Provider

    @Test("the key goes as x-api-key with the version of the API, which the provider's settings may change")
    func headers() async throws {
        func headers(_ own: [HTTPHeader]) async throws -> [String] {
            let provider = Provider(
                name: "a", kind: .http, baseURL: "https://api.anthropic.com", dialect: .messages,
                key: Secret("sk-ant-1"), headers: own)
            let request = RunRequest(
                prompt: "p", config: Config(model: "m"), thread: [Message(.user, "Hi")], provider: provider)
            let prepared = try await request.prepare { _ in nil }
            #expect(prepared.url == "https://api.anthropic.com/v1/messages")
            return prepared.transportRequest.headers.map { "\($0.name): \($0.value)" }
        }
        let usual = try await headers([])
        #expect(usual.contains("x-api-key: sk-ant-1"))
        #expect(usual.contains("anthropic-version: 2023-06-01"))
        let own = try await headers([
            .init(name: "Anthropic-Version", value: "2026-10-21"), .init(name: "Authorization", value: "Bearer x"),
        ])
        #expect(own.contains("Anthropic-Version: 2026-10-21"))
        #expect(!own.contains { $0.hasPrefix("x-api-key") || $0.contains("2023-06-01") })
    }

    @Test("config.yaml may name the version of the API")
    func version() throws {
        let yaml =
            "providers:\n  a:\n    base_url: https://a\n    dialect: messages\n    anthropic_version: 2026-10-21\n"
        let settings = try Settings.parse(yaml, file: "config.yaml")
        let provider = try ProviderResolver(settings: settings, environment: [:]).resolve(requested: "a")
        #expect(provider.dialect == .messages)
        #expect(provider.headers == [.init(name: "anthropic-version", value: "2026-10-21")])
        #expect(throws: FieldError.self) {
            try Settings.parse("providers: {a: {anthropic_version: latest}}", file: "config.yaml")
        }
    }
}
