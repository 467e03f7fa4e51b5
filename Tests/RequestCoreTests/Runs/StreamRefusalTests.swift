import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

@Suite("Servers that refuse to stream")
struct StreamRefusalTests {
    private let refusals = StreamRefusals()

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
        let said = first.events.compactMap { event -> StreamField? in
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
