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
