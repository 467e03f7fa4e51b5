import JSON
import Prompts
import RequestCore
import Testing

@Suite struct MessagesModelTests {
    private typealias Writing = MessagesWriting

    private func body(_ model: String, _ fields: (String, String)...) throws -> JSONObject {
        var config = Config()
        for (key, value) in fields { try config.set(key, to: JSONValue(parsing: value)) }
        return Writing.body(Writing.request(config, model: model, streams: true))
    }

    private func rules(_ model: String, _ fields: (String, String)..., last: Role = .user) throws -> [String] {
        var config = Config()
        for (key, value) in fields { try config.set(key, to: JSONValue(parsing: value)) }
        let messages = [Message(.user, "a")] + (last == .assistant ? [Message(.assistant, "b")] : [])
        return Writing.rules(Writing.request(config, messages, model: model, streams: true))
    }

    @Test(
        "an effort is said as each generation takes it",
        arguments: [
            ("claude-haiku-4-5-20251001", "high", #"{"type":"enabled","budget_tokens":16384}"#, nil),
            ("claude-sonnet-4-20250514", "low", #"{"type":"enabled","budget_tokens":2048}"#, nil),
            ("claude-opus-4-6", "high", #"{"type":"adaptive"}"#, "high"),
            ("anthropic/claude-opus-4.8", "max", #"{"type":"adaptive","display":"summarized"}"#, "max"),
            ("claude-sonnet-5-5", "minimal", #"{"type":"adaptive","display":"summarized"}"#, "low"),
            ("claude-haiku-5-5", "none", #"{"type":"disabled"}"#, nil),
            ("claude-sonnet-5-5", "none", #"{"type":"between_tools"}"#, nil),
            ("claude-3-5-sonnet-20241022", "high", nil, nil),
            ("local-model", "medium", #"{"type":"adaptive"}"#, "medium"),
        ] as [(String, String, String?, String?)])
    func effort(model: String, effort: String, thinking: String?, sent: String?) throws {
        let body = try body(model, ("reasoning_effort", "\"\(effort)\""))
        #expect(body["thinking"]?.compact == thinking)
        #expect(body["output_config"]?["effort"]?.stringValue == sent)
        #expect(body["reasoning_effort"] == nil)
    }

    @Test("the text of the thinking is asked for where a model thinks by itself, and nothing where it does not")
    func display() throws {
        #expect(
            try body("claude-opus-5-5")["thinking"]?.compact == #"{"type":"adaptive","display":"summarized"}"#)
        for model in ["claude-opus-4-8", "claude-sonnet-4-5", "local-model"] {
            #expect(try body(model)["thinking"] == nil)
        }
        #expect(
            try body("claude-opus-5-5", ("thinking", #"{"type":"adaptive","display":"omitted"}"#))["thinking"]?.compact
                == #"{"type":"adaptive","display":"omitted"}"#)
    }

    @Test("a budget stays below the limit of the answer")
    func budget() throws {
        let small = try body("claude-haiku-4-5", ("reasoning_effort", #""high""#), ("max_tokens", "2000"))
        #expect(small["thinking"]?["budget_tokens"]?.intValue == 1999)
        let none = try body("claude-haiku-4-5", ("reasoning_effort", #""high""#), ("max_tokens", "1000"))
        #expect(none["thinking"] == nil)
        #expect(
            try rules("claude-haiku-4-5", ("reasoning_effort", #""high""#), ("max_tokens", "1000")) == [
                "thinking-form"
            ])
    }

    @Test("what a model refuses is sent and said before: sampling, forced tools, prefill, forms of thinking")
    func refused() throws {
        let tool = ("tools", #"[{"name":"f"}]"#)
        let forced = ("tool_choice", #""required""#)
        #expect(try rules("claude-opus-4-7", ("temperature", "0")) == ["claude-sampling"])
        #expect(try rules("claude-opus-4-7", ("temperature", "1")).isEmpty)
        #expect(try rules("claude-opus-5", ("top_p", "0.9"), ("top_k", "3")) == ["claude-sampling", "claude-sampling"])
        #expect(try rules("claude-opus-4-6", ("temperature", "0")).isEmpty)
        #expect(try rules("claude-opus-4-6", ("temperature", "0"), ("top_p", "0.9")) == ["claude-sampling"])
        #expect(try rules("claude-sonnet-5-5", tool, forced) == ["forced-tools"])
        #expect(try rules("claude-haiku-5-5", tool, forced).isEmpty)
        #expect(
            try rules("claude-haiku-4-5", tool, forced, ("reasoning_effort", #""low""#)).contains("forced-tools"))
        #expect(try rules("claude-opus-4-6", last: .assistant) == ["prefill"])
        #expect(try rules("claude-opus-4-5", last: .assistant).isEmpty)
        #expect(try rules("claude-opus-5-5", ("reasoning_effort", #""none""#)) == ["thinking-form"])
        #expect(
            try rules("claude-opus-4-8", ("thinking", #"{"type":"enabled","budget_tokens":2000}"#)) == ["thinking-form"]
        )
        #expect(
            try rules("claude-opus-4-5", ("thinking", #"{"type":"enabled","budget_tokens":1000}"#)) == ["thinking-form"]
        )
        #expect(try rules("claude-opus-4-5", ("thinking", #"{"type":"adaptive"}"#)) == ["thinking-form"])
        #expect(try rules("claude-3-5-haiku-20241022", ("reasoning_effort", #""low""#)) == ["no-reasoning"])
    }

    @Test("ranges are those of this API")
    func ranges() throws {
        #expect(try rules("local-model", ("temperature", "1.5")) == ["value-range"])
        #expect(try rules("local-model", ("stop", #"[" "]"#)) == ["empty-stop"])
        #expect(try rules("local-model", ("max_tokens", "1"), ("max_completion_tokens", "2")) == ["two-token-limits"])
    }

    @Test("a schema that is enforced must be closed, but may have optional properties")
    func schemas() throws {
        func format(_ schema: String) -> (String, String) {
            ("response_format", #"{"type":"json_schema","json_schema":{"name":"n","schema":\#(schema)}}"#)
        }
        let open = #"{"type":"object","properties":{"a":{"type":"string"}}}"#
        let closed = #"{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}"#
        #expect(try rules("claude-haiku-5-5", format(open)) == ["strict-schema"])
        #expect(try rules("claude-haiku-5-5", format(closed)).isEmpty)
        #expect(try rules("claude-3-5-sonnet-latest", format(closed)) == ["no-response-schema"])
    }

    @Test("schemas that are more complicated than the API compiles are said, over all strict tools together")
    func complexSchemas() throws {
        func schema(_ optional: Int, unions: Int) -> String {
            let plain = (0..<optional).map { #""p\#($0)":{"type":"string"}"# }
            let several = (0..<unions).map { #""u\#($0)":{"type":["string","null"]}"# }
            let required = (0..<unions).map { #""u\#($0)""# }.joined(separator: ",")
            return
                #"{"type":"object","additionalProperties":false,"properties":{\#((plain + several).joined(separator: ","))},"required":[\#(required)]}"#
        }
        func rules(_ schemas: String..., strict: Bool = true) throws -> Int {
            let tools = schemas.enumerated().map {
                #"{"name":"t\#($0.offset)","strict":\#(strict),"parameters":\#($0.element)}"#
            }
            return try self.rules("claude-haiku-5-5", ("tools", "[\(tools.joined(separator: ","))]"))
                .filter { $0 == "complex-schema" }.count
        }
        #expect(try rules(schema(24, unions: 16)) == 0)
        #expect(try rules(schema(25, unions: 0)) == 1)
        #expect(try rules(schema(12, unions: 9), schema(13, unions: 8)) == 2)
        #expect(try rules(schema(25, unions: 17), strict: false) == 0)
        let tree =
            ##"{"type":"object","additionalProperties":false,"properties":{"next":{"$ref":"#"}},"required":["next"]}"##
        #expect(try rules(tree) == 1)
        let answer = #"{"type":"json_schema","json_schema":{"name":"n","schema":\#(schema(25, unions: 0))}}"#
        #expect(try self.rules("claude-haiku-5-5", ("response_format", answer)).contains("complex-schema"))
    }
}
