import Foundation
import JSON
import Prompts
import RequestCore
import Synchronization
import TestSupport
import Testing

@testable import Logbook

@Suite("Sending logs")
struct TelemetrySenderTests {
    /// The seconds that were waited.
    private final class Waits: Sendable {
        private let seconds = Mutex<[Double]>([])

        var all: [Double] { seconds.withLock { $0 } }

        func add(_ wait: Double) { seconds.withLock { $0.append(wait) } }
    }

    private let waits = Waits()

    private func sender(_ transport: ScriptedTransport, retries: Int = 3) throws -> TelemetrySender {
        var target = try TelemetryTarget(endpoint: "http://a.example", settings: nil, environment: [:])
        target.headers = [.init(name: "authorization", value: "Bearer secret-key-1")]
        let requests = TelemetryRequests(to: target, program: "0.1.0") { _ in nil }
        return TelemetrySender(requests, over: transport, retries: retries) { [waits] seconds in
            waits.add(seconds)
        }
    }

    private func logs(_ count: Int) -> [ExportedLog] {
        (0..<count).map { number in
            let record = LogRecord(
                id: "\(number)", prompt: "p", version: Config().versionID, provider: "work", model: "m",
                createdAt: Date(timeIntervalSince1970: 1), request: .null, state: .finished)
            return ExportedLog(record: record, number: nil, request: #"{"model":"m","messages":[]}"#, response: nil)
        }
    }

    @Test("Spans go in requests of some hundred, events in requests of their own, with the headers that are set")
    func pieces() async throws {
        let good: [ScriptedTransport.Step] = [.head(200), .body("{}")]
        let transport = ScriptedTransport(scripts: [good, good, good])
        var count = TelemetrySender.Count()
        let judged = JudgedLog(id: "1", run: nil, judgement: try Judgement(score: 1), judgedAt: Date())
        try await sender(transport).send(logs(600), [judged], &count)
        #expect(count.sent == 601 && count.refused == 0)
        #expect(transport.requests.map(\.url) == ["traces", "traces", "logs"].map { "http://a.example/v1/\($0)" })
        let body = try JSONValue(parsing: String(decoding: transport.requests[0].body, as: UTF8.self))
        #expect(body["resourceSpans"]?[0]?["scopeSpans"]?[0]?["spans"]?.arrayValue?.count == 512)
        #expect(body["resourceSpans"]?[0]?["resource"]?["attributes"]?[0]?["value"]?["stringValue"] == "etude")
        #expect(
            transport.requests[0].headers.contains { $0.name == "authorization" && $0.value == "Bearer secret-key-1" })
    }

    @Test("A collector that is away, or asks to wait, is asked again, as it says")
    func retries() async throws {
        let transport = ScriptedTransport(scripts: [
            [.fail(RunError(kind: .connection, message: "refused"))], [.head(503, [("retry-after", "7")])],
            [.head(200)],
        ])
        var count = TelemetrySender.Count()
        try await sender(transport).send(logs(1), [], &count)
        #expect(count.sent == 1)
        #expect(waits.all.count == 2 && waits.all.last == 7)
    }

    @Test("What it refuses for good is not sent again, and the error shows no key", arguments: [400, 401, 500])
    func refused(status: Int) async throws {
        let transport = ScriptedTransport(scripts: [[.head(status), .body("no: Bearer secret-key-1")]])
        var count = TelemetrySender.Count()
        do {
            try await sender(transport).send(logs(1), [], &count)
            Issue.record("it was taken")
        } catch { #expect(!"\(error)".contains("secret-key-1")) }
        #expect(transport.requests.count == 1 && count.sent == 0)
    }

    @Test("What it refused in part is counted and not sent again, whatever the type of the answer")
    func partial() async throws {
        let answer = #"{"partialSuccess":{"rejectedSpans":"2","errorMessage":"too old"}}"#
        let transport = ScriptedTransport(scripts: [[.head(200, [("content-type", "text/plain")]), .body(answer)]])
        var count = TelemetrySender.Count()
        try await sender(transport).send(logs(3), [], &count)
        #expect(count.sent == 1 && count.refused == 2 && count.reason == "too old")
    }
}
