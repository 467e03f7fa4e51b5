import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

@Suite("Servers that refuse fields of Étude's own")
struct FieldRefusalTests {
    private let refusals = FieldRefusals()

    private func run(
        _ transport: ScriptedTransport, provider: Provider = Running.provider
    ) async throws -> (events: [RunEvent], reply: Reply) {
        let request = RunRequest(
            prompt: "p", config: Config(model: "m"), thread: [Message(.user, "Hi")], provider: provider)
        let prepared = try await request.prepare(refusals: refusals)
        return await Running.play(
            Runner(transport: transport, clock: TestClock().clock, refusals: refusals), prepared)
    }

    private func fields(_ transport: ScriptedTransport) throws -> [[String]] {
        try transport.requests.map { request in
            let body = try JSONValue(parsing: request.body)
            return ["stream", "stream_options"].filter { body[$0] != nil }
        }
    }

    private static let whole =
        #"{"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}"#

    @Test(
        "a field that is refused by name is left out, once, and for the rest of the session",
        arguments: [
            (
                #"{"error":{"message":"Unrecognized request argument supplied: stream_options","type":"invalid_request_error"}}"#,
                ["stream"]
            ),
            (#"{"detail":[{"loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]}"#, ["stream"]),
            (#"{"error":{"message":"no","param":"stream_options"}}"#, ["stream"]),
            (#"{"error":{"message":"Your organization must be verified to stream this model.","param":"stream"}}"#, []),
            (#"{"error":{"message":"Streaming is not supported by this model"}}"#, []),
        ])
    func repeated(_ refusal: String, _ left: [String]) async throws {
        let transport = ScriptedTransport(
            [.head(400), .body(refusal)], [.head(200), .body(Self.whole)], [.head(200), .body(Self.whole)])
        let first = try await run(transport)
        #expect(first.reply.error == nil && first.reply.message.text == "Hi")
        let said = first.events.compactMap { event -> RefusableField? in
            if case .repeating(let field, _) = event { field } else { nil }
        }
        #expect(said == [left.isEmpty ? .stream : .options])
        #expect(try await run(transport).reply.message.text == "Hi")
        #expect(try fields(transport) == [["stream", "stream_options"], left, left])
    }

    @Test("both may be refused, one after the other; what is refused again fails")
    func both() async throws {
        let options = #"{"error":{"message":"stream_options is not supported","param":"stream_options"}}"#
        let stream = #"{"error":{"message":"stream is not supported","param":"stream"}}"#
        let transport = ScriptedTransport(
            [.head(400), .body(options)], [.head(400), .body(stream)], [.head(400), .body(stream)])
        let reply = try await run(transport).reply
        #expect(reply.error?.kind == .badRequest && transport.requests.count == 3)
        #expect(reply.error?.advice.contains("stream: false") == true)
        #expect(try fields(transport).last == [])
    }

    @Test("other refusals are not repeated")
    func others() async throws {
        for body in [
            #"{"error":{"message":"max_tokens is too large","param":"max_tokens"}}"#,
            #"{"error":{"message":"the stream of your words does flow"}}"#,
        ] {
            let transport = ScriptedTransport([.head(400), .body(body)])
            _ = try await run(transport)
            #expect(transport.requests.count == 1)
        }
    }

    /// What a run asked for of a reasoning model's thoughts, request by request.
    private func thoughts(
        _ dialect: DialectID, _ model: String, refusal: String, extra: JSONObject = [:]
    ) async throws -> (asked: [JSONValue?], said: [RefusableField]) {
        var provider = Running.provider
        provider.dialect = dialect
        var config = Config(model: model)
        config[.reasoningEffort] = "high"
        config.extra = extra
        let transport = ScriptedTransport([.head(400), .body(refusal)], [.head(200)])
        let request = RunRequest(prompt: "p", config: config, thread: [Message(.user, "Hi")], provider: provider)
        let runner = Runner(transport: transport, clock: TestClock().clock, refusals: refusals)
        let events = await Running.play(runner, try await request.prepare(refusals: refusals)).events
        let next = try await request.prepare(refusals: refusals)
        let bodies = try transport.requests.map { try JSONValue(parsing: $0.body) } + [JSONValue(parsing: next.body)]
        let said = events.compactMap { event -> RefusableField? in
            if case .repeating(let field, _) = event { field } else { nil }
        }
        return (bodies.map { $0[dialect == .messages ? "thinking" : "reasoning"] }, said)
    }

    @Test("a summary of the reasoning that is refused is not asked for again")
    func summary() async throws {
        let refusal =
            #"{"error":{"message":"Your organization must be verified to generate reasoning summaries.","param":"reasoning.summary"}}"#
        let (asked, said) = try await thoughts(.responses, "o4-mini", refusal: refusal)
        #expect(asked == [["effort": "high", "summary": "auto"], ["effort": "high"], ["effort": "high"]])
        #expect(said == [.summary])
    }

    @Test("the text of the thinking that is refused is not asked for again")
    func display() async throws {
        let refusal =
            #"{"type":"error","error":{"type":"invalid_request_error","message":"thinking.adaptive.display: Extra inputs are not permitted"}}"#
        let (asked, said) = try await thoughts(.messages, "claude-opus-4-7", refusal: refusal)
        #expect(asked == [["type": "adaptive", "display": "summarized"], ["type": "adaptive"], ["type": "adaptive"]])
        #expect(said == [.display])
    }

    @Test("a summary that the person asks for is not left out")
    func ownSummary() async throws {
        let refusal = #"{"error":{"message":"no","param":"reasoning.summary"}}"#
        let (asked, said) = try await thoughts(
            .responses, "o4-mini", refusal: refusal, extra: ["reasoning": ["summary": "detailed"]])
        #expect(asked == [["effort": "high", "summary": "detailed"], ["effort": "high", "summary": "detailed"]])
        #expect(said.isEmpty)
    }

    /// The bodies of a run whose first request is refused, and that of the next run.
    private func unasked(
        _ dialect: DialectID, _ model: String, refusal: String, change: (inout Config) -> Void = { _ in }
    ) async throws -> (bodies: [JSONValue], reply: Reply) {
        var provider = Running.provider
        provider.dialect = dialect
        var config = Config(model: model)
        change(&config)
        let transport = ScriptedTransport([.head(400), .body(refusal)], [.head(200)])
        let request = RunRequest(prompt: "p", config: config, thread: [Message(.user, "Hi")], provider: provider)
        let runner = Runner(transport: transport, clock: TestClock().clock, refusals: refusals)
        let reply = await Running.play(runner, try await request.prepare(refusals: refusals)).reply
        let next = try await request.prepare(refusals: refusals)
        return (try transport.requests.map { try JSONValue(parsing: $0.body) } + [JSONValue(parsing: next.body)], reply)
    }

    @Test(
        "thinking that nobody asked for is left out where a server does not know the field",
        arguments: [
            #"{"type":"error","error":{"type":"invalid_request_error","message":"thinking: Extra inputs are not permitted"}}"#,
            #"{"type":"error","error":{"type":"invalid_request_error","message":"no","param":"thinking"}}"#,
            #"{"detail":[{"loc":["body","thinking"],"msg":"Extra inputs are not permitted"}]}"#,
            #"{"error":{"message":"Unknown field thinking"}}"#,
        ])
    func wholeThinking(refusal: String) async throws {
        let (bodies, _) = try await unasked(.messages, "claude-opus-5", refusal: refusal)
        #expect(bodies.map { $0["thinking"] != nil } == [true, false, false])
        #expect(bodies.allSatisfy { $0["max_tokens"] != nil })
    }

    @Test(
        "what Étude asks of reasoning by itself is left out where a server does not know the field",
        arguments: [
            #"{"error":{"message":"Unknown parameter: 'reasoning'.","param":"reasoning"}}"#,
            #"{"error":{"message":"Unsupported parameter: 'reasoning.effort' is not supported with this model.","param":"reasoning.effort"}}"#,
            #"{"error":{"message":"reasoning: Extra inputs are not permitted"}}"#,
        ])
    func wholeReasoning(refusal: String) async throws {
        let (bodies, _) = try await unasked(.responses, "gpt-5", refusal: refusal)
        #expect(bodies.map { $0["reasoning"] != nil } == [true, false, false])
        #expect(bodies.allSatisfy { $0["include"] == ["reasoning.encrypted_content"] })
    }

    @Test(
        "so is the encrypted form of the reasoning, and the rest of include stays",
        arguments: [
            #"{"error":{"message":"Encrypted content is not supported with this model.","param":"include"}}"#,
            #"{"error":{"message":"Unsupported value","param":"include[0]"}}"#,
            #"{"error":{"message":"Encrypted content is not supported with this model."}}"#,
        ])
    func encrypted(refusal: String) async throws {
        let (plain, _) = try await unasked(.responses, "o4-mini", refusal: refusal)
        #expect(plain.map { $0["include"] } == [["reasoning.encrypted_content"], nil, nil])
        #expect(plain.allSatisfy { $0["reasoning"] == ["summary": "auto"] })
        let (more, _) = try await unasked(.responses, "o3", refusal: refusal) {
            $0.extra["include"] = ["web_search_call.action.sources"]
        }
        #expect(
            more.map { $0["include"]?.arrayValue?.count } == [2, 1, 1]
                && more[1]["include"] == ["web_search_call.action.sources"])
    }

    @Test(
        "what the person asks for of reasoning is sent once, and the advice names the config's own field",
        arguments: [(DialectID.messages, "claude-opus-5", "thinking"), (.responses, "gpt-5", "reasoning")])
    func asked(_ dialect: DialectID, _ model: String, _ field: String) async throws {
        let refusal = #"{"error":{"message":"Unknown parameter","param":"\#(field)"}}"#
        let (bodies, reply) = try await unasked(dialect, model, refusal: refusal) { $0[.reasoningEffort] = "high" }
        #expect(bodies.count == 2 && bodies.allSatisfy { $0[field] != nil })
        #expect(reply.error?.advice.contains("reasoning_effort") == true)
        let (own, _) = try await unasked(dialect, model, refusal: refusal) { $0.extra[field] = ["x": 1] }
        #expect(own.count == 2 && own.allSatisfy { $0[field]?["x"] == 1 })
    }

    @Test(
        "faults of the thinking in the messages are no refusal of the field",
        arguments: [
            "messages.1.content.0: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified",
            "The encrypted content for item rs_1 could not be verified.",
            "messages.3: Expected `thinking`, but found `tool_use`. A final assistant message must not start without thinking.",
        ])
    func faultsOfMessages(message: String) {
        let error = RunError(kind: .badRequest, status: 400, message: message)
        #expect(error.refusedField == nil)
    }

    @Test("a provider's settings decide before anything is refused")
    func settings() async throws {
        var provider = Running.provider
        provider.sendsStreamOptions = false
        let transport = ScriptedTransport([.head(200), .body(Self.whole)], [.head(200), .body(Self.whole)])
        _ = try await run(transport, provider: provider)
        provider.streams = false
        _ = try await run(transport, provider: provider)
        #expect(try fields(transport) == [["stream"], []])
        let settings = try Settings.parse(
            "providers:\n  local: {base_url: 'http://x/v1', stream: false, stream_options: false}\nmax_answer_mb: 5\n",
            file: "config.yaml")
        let resolved = try ProviderResolver(settings: settings, environment: [:]).resolve(requested: "local")
        #expect(!resolved.streams && !resolved.sendsStreamOptions && resolved.longestPiece == 5 << 20)
    }
}
