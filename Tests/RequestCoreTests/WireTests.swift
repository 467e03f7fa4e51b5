import Prompts
import RequestCore
import Synchronization
import TestSupport
import Testing

@Suite("The wire record")
struct WireTests {
    private static let key = "sk-test-1234567890"

    private final class Told: Sendable {
        private let state = Mutex<[WireEntry]>([])
        var record: WireRecord { WireRecord(provider: "p", entries: state.withLock { $0 }) }
        func take(_ entry: WireEntry) { state.withLock { $0.append(entry) } }
    }

    /// Runs with the script and gives back what was recorded and what came of it.
    private func record(
        _ transport: ScriptedTransport, streams: Bool = true
    ) async throws -> (record: WireRecord, reply: Reply) {
        let prepared = try await Running.prepared(streams: streams)
        let told = Told()
        let recorder = WireRecorder(transport, provider: prepared.request.provider, tell: told.take)
        let reply = await Runner(transport: recorder, clock: TestClock().clock).reply(to: prepared)
        return (told.record, reply)
    }

    private func bodies(_ record: WireRecord) -> [String] {
        record.entries.compactMap { entry in
            if case .body(let bytes) = entry.content { String(decoding: bytes, as: UTF8.self) } else { nil }
        }
    }

    @Test("has each attempt's request and answer in order, and no key")
    func attempts() async throws {
        let transport = ScriptedTransport(
            [.head(429, [("retry-after", "1")]), .body(#"{"error":{"message":"slow, \#(Self.key)"#), .body(#""}}"#)],
            [.head(200, [("x-echo", Self.key)]), .text("hello"), .finish("stop")])
        let (record, reply) = try await record(transport)
        #expect(reply.message.text == "hello")
        #expect(record.attemptCount == 2)
        #expect(record.entries.map(\.attempt) == [0, 0, 0, 0, 1, 1, 1, 1, 1])
        guard case .request(let request) = record.entries[0].content else { return #expect(Bool(false)) }
        #expect(request.method == "POST" && request.url.hasSuffix("/chat/completions"))
        #expect(request.headers.contains(HTTPHeader(name: "Authorization", value: "Bearer •••")))
        #expect(request.body == transport.requests[0].body)
        #expect(bodies(record)[0] == #"{"error":{"message":"slow, •••"}}"#)
        #expect(record.entries[3].content == .end(.complete))
        #expect(record.entries.last?.content == .end(.complete))
        #expect(!record.text.contains("1234567890"))
        #expect(record.entries.map(\.atMS) == record.entries.map(\.atMS).sorted())
    }

    @Test("a key that comes back in pieces is covered, and every cut stays where it was", arguments: [1, 2, 5, 17, 40])
    func cutKey(size: Int) async throws {
        let body = Array(
            "data: {\"choices\":[{\"delta\":{\"content\":\"\(Self.key) é \(Self.key)\"}}]}\n\ndata: [DONE]\n\n".utf8)
        let pieces = stride(from: 0, to: body.count, by: size).map { Array(body[$0..<min($0 + size, body.count)]) }
        var script = [ScriptedTransport.Step.head(200)]
        script += pieces.map { .bytes($0) }
        let (record, reply) = try await record(ScriptedTransport(script))
        #expect(reply.message.text.hasSuffix("••• é •••") && !reply.message.text.contains("1234567890"))
        #expect(!record.text.contains("1234567890"))
        let stars = String(repeating: "*", count: Self.key.count)
        #expect(bodies(record).joined().contains(size < 3 ? "content" : "\(stars) é \(stars)"))
        let lengths = record.entries.compactMap { if case .body(let bytes) = $0.content { bytes.count } else { nil } }
        #expect(lengths == Array(pieces.map(\.count).prefix(lengths.count)))
    }

    @Test("a key in the base URL is masked, too")
    func keyInURL() async throws {
        let provider = Provider(
            name: "p", kind: .http,
            baseURL: "https://me:hunter22@example.org/v1?api-key=QUERYSECRET123&api-version=2024-10-21")
        let prepared = try await Running.prepared(provider: provider)
        let told = Told()
        let recorder = WireRecorder(
            ScriptedTransport([.head(200), .finish("stop")]), provider: provider, tell: told.take)
        _ = await Runner(transport: recorder).reply(to: prepared)
        #expect(!told.record.text.contains("QUERYSECRET123") && !told.record.text.contains("hunter22"))
        #expect(told.record.text.contains("2024-10-21"))
    }

    @Test("a transfer that fails says how")
    func failure() async throws {
        let (record, _) = try await record(
            ScriptedTransport([
                .head(200), .text("a"), .fail(RunError(kind: .timeout, message: "nothing came for 3 s")),
            ]))
        #expect(record.entries.last?.content == .end(.failed(.timeout, "nothing came for 3 s")))
    }

    @Test("read from its text it is the same, bytes that are no text included")
    func text() throws {
        let record = WireRecord(
            provider: "p",
            entries: [
                WireEntry(
                    attempt: 0, atMS: 0,
                    .request(
                        WireRequest(
                            method: "POST", url: "http://x/v1", headers: [.init(name: "A", value: "b")],
                            body: Array("{\"a\":\"é\"}".utf8)))),
                WireEntry(
                    attempt: 0, atMS: 12.345, .head(ResponseHead(status: 200, headers: [.init(name: "c", value: "d")]))),
                WireEntry(attempt: 0, atMS: 13, .body([0x64, 0xC3])), WireEntry(attempt: 0, atMS: 14, .body([0xA9])),
                WireEntry(attempt: 0, atMS: 15, .end(.failed(.connection, "reset\n"))),
                WireEntry(attempt: 1, atMS: 16, .end(.closed)), WireEntry(attempt: 2, atMS: 17, .end(.complete)),
            ])
        #expect(try WireRecord(parsing: record.text) == record)
        #expect(try WireRecord(parsing: String(record.text.dropLast(20))).entries == Array(record.entries.dropLast()))
    }

    @Test(
        "a text that is none names the line",
        arguments: [
            ("", 1), ("{}\n", 1), ("{\"etude_wire\":2}\n", 1), ("{\"etude_wire\":1}\nnope\n{}\n", 2),
            ("{\"etude_wire\":1}\n{\"at_ms\":1,\"attempt\":0}\n", 2),
            ("{\"etude_wire\":1}\n{\"at_ms\":1,\"attempt\":0,\"end\":\"soon\"}\n", 2),
            ("{\"etude_wire\":1}\n\n{\"at_ms\":1,\"attempt\":-1,\"end\":\"closed\"}\n", 3),
        ])
    func malformed(text: String, line: Int) {
        let error = #expect(throws: FieldError.self) { try WireRecord(parsing: text, file: "w.jsonl") }
        #expect(error?.line == line && error?.file == "w.jsonl")
    }

    @Test("a replay gives the same answer by the same road, retries included")
    func replay() async throws {
        let recorded = try await record(
            ScriptedTransport(
                [.head(500), .body("oh")], [.head(200), .text("he"), .text("llo"), .finish("stop")]))
        let read = try WireRecord(parsing: recorded.record.text)
        let again = await Runner(transport: WireReplay(read), clock: TestClock().clock)
            .reply(to: try await Running.prepared())
        #expect(again == recorded.reply)
        #expect(again.retries == 1)
    }

    @Test("a replay of a record that breaks off is cut off there, too, and asks for no further attempt")
    func brokenReplay() async throws {
        var record = try await record(ScriptedTransport([.head(200), .text("he"), .finish("stop")])).record
        record.entries.removeLast(2)
        let runner = Runner(transport: WireReplay(record), clock: TestClock().clock)
        let reply = await runner.reply(to: try await Running.prepared())
        #expect(reply.message.text == "he")
        #expect(reply.error?.message == "the record breaks off here")
        let second = await runner.reply(to: try await Running.prepared())
        #expect(second.error?.message == "the record has no attempt 2")
    }

    @Test("its provider is known again without its key")
    func provider() async throws {
        let record = try await record(ScriptedTransport([.head(200), .finish("stop")])).record
        let provider = try Provider(recordedIn: record)
        #expect(provider.name == "p" && provider.baseURL == "http://127.0.0.1:1/v1" && provider.key == nil)
        #expect(throws: FieldError.self) { try Provider(recordedIn: WireRecord(provider: "p")) }
    }

    @Test("its steps say what each event became, however the body was cut")
    func steps() async throws {
        let stream = """
            data: {"id":"c","choices":[{"delta":{"content":"He"}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"function":{"name":"f","arguments":"{}"}}]}}]}

            data: {"choices":[],"usage":{"total_tokens":3}}

            data: nonsense


            """
        let (record, _) = try await record(
            ScriptedTransport([.head(200)] + stream.utf8.map { ScriptedTransport.Step.bytes([$0]) }))
        let contents = record.steps.map(\.content)
        guard case .request = contents.first, case .head = contents.dropFirst().first else {
            return #expect(Bool(false))
        }
        var read: [[RunEvent]] = []
        for case .event(_, let events) in contents { read.append(events) }
        #expect(
            read == [
                [.identified(RunEvent.Identity(id: "c")), .textDelta(choice: 0, block: 1, "He")],
                [.toolCallDelta(choice: 0, block: 3, RunEvent.ToolCallDelta(index: 0, name: "f", arguments: "{}"))],
                [.usage(["total_tokens": 3])], [],
            ])
        let faults = contents.filter { if case .fault(let error) = $0 { error.kind == .decoding } else { false } }
        #expect(faults.count == 1)
        let closings = contents.filter { if case .closing(let events) = $0 { events.count == 1 } else { false } }
        #expect(closings.count == 1)
    }

    @Test("a whole completion and an error body are one step each")
    func wholeBodies() async throws {
        let whole = try await record(
            ScriptedTransport([.head(200), .body(#"{"choices":[{"message":{"con"#), .body(#"tent":"hi"}}]}"#)]),
            streams: false)
        #expect(
            whole.record.steps.contains {
                $0.content
                    == .body(
                        #"{"choices":[{"message":{"content":"hi"}}]}"#, read: [.textDelta(choice: 0, block: 1, "hi")])
            })
        let refused = try await record(ScriptedTransport([.head(400), .body("data: no")]))
        #expect(refused.record.steps.contains { $0.content == .body("data: no", read: []) })
    }
}
