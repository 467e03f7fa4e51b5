import Foundation
import GRDB
import JSON
import Logbook
import Prompts
import RequestCore
import Synchronization
import TestSupport
import Testing

@testable import Storage

@Suite("Sending new logs from the store")
struct StoredTelemetryTests {
    private func exporter(_ store: Store, _ transport: ScriptedTransport) throws -> TelemetryExporter {
        let target = try TelemetryTarget(endpoint: "http://a.example", settings: nil, environment: [:])
        let requests = TelemetryRequests(to: target, program: "0.1.0") { _ in nil }
        let sender = TelemetrySender(requests, over: transport, retries: 0) { _ in }
        return TelemetryExporter(from: store, by: sender, named: target.traces)
    }

    private func good(_ count: Int) -> ScriptedTransport {
        ScriptedTransport(scripts: Array(repeating: [.head(200), .body("{}")], count: count))
    }

    /// The ids of the logs that were sent, request by request.
    private func sent(_ transport: ScriptedTransport) throws -> [[String]] {
        try transport.requests.map { request in
            let body = try JSONValue(parsing: String(decoding: request.body, as: UTF8.self))
            let scope = body["resourceSpans"]?[0]?["scopeSpans"] ?? body["resourceLogs"]?[0]?["scopeLogs"]
            let items = scope?[0]?["spans"]?.arrayValue ?? scope?[0]?["logRecords"]?.arrayValue ?? []
            return items.compactMap { item in
                item["attributes"]?.arrayValue?.first { $0["key"] == "etude.log.id" }?["value"]?["stringValue"]?
                    .stringValue
            }
        }
    }

    @Test("it begins with what comes from now on, and goes on where it was", arguments: Place.allCases)
    func cursor(place: Place) async throws {
        try await place.withStore { store in
            try await store.insert(.sample("before"))
            let transport = good(9)
            let exporter = try exporter(store, transport)
            #expect(try await exporter.sendNew()?.sent == 0)
            try await store.insert(.sample("1"))
            try await store.insert(.sample("2"))
            #expect(try await exporter.sendNew()?.sent == 2)
            try await store.insert(.sample("3"))
            #expect(try await self.exporter(store, transport).sendNew()?.sent == 1)
            #expect(try sent(transport) == [["1", "2"], ["3"]])
        }
    }

    @Test("a running log is sent when it is over, and holds nothing up")
    func running() async throws {
        let store = try Store.inMemory()
        let transport = good(9)
        let exporter = try exporter(store, transport)
        _ = try await exporter.sendNew()
        try await store.insert(.sample("slow", state: .running))
        try await store.insert(.sample("quick"))
        _ = try await exporter.sendNew()
        _ = try await exporter.sendNew()
        try await store.update(.sample("slow", answering: "Brest"))
        _ = try await exporter.sendNew()
        #expect(try sent(transport) == [["quick"], ["slow"]])
    }

    @Test("while the collector is away nothing is lost; what it refuses for good holds nothing up")
    func away() async throws {
        let store = try Store.inMemory()
        let transport = ScriptedTransport(scripts: [
            [.fail(RunError(kind: .connection, message: "away"))], [.head(200)], [.head(400)], [.head(200)],
        ])
        let exporter = try exporter(store, transport)
        _ = try await exporter.sendNew()
        try await store.insert(.sample("1"))
        await #expect(throws: TelemetryFailure.self) { try await exporter.sendNew() }
        #expect(try await exporter.sendNew()?.sent == 1)
        try await store.insert(.sample("2"))
        #expect(try await exporter.sendNew()?.refused == 1)
        try await store.insert(.sample("3"))
        #expect(try await exporter.sendNew()?.sent == 1)
        #expect(try sent(transport) == [["1"], ["1"], ["2"], ["3"]])
    }

    @Test("spans do not wait for judgements that the collector does not take now, and do not go again with them")
    func judgementsLater() async throws {
        let store = try Store.inMemory()
        let transport = ScriptedTransport(scripts: [
            [.head(200)], [.head(503)], [.head(200)], [.head(503)], [.head(200)], [.head(200)],
        ])
        let exporter = try exporter(store, transport)
        _ = try await exporter.sendNew()
        for name in ["1", "2"] {
            try await store.insert(.sample(name))
            if name == "1" { try await store.judge(log: "1", as: .good) }
            // The present millisecond is left for the next time.
            while try await store.telemetry(after: #require(try await store.takeTelemetry(of: Self.target)), limit: 9)
                .judged.isEmpty
            {}
            await #expect(throws: TelemetryFailure.self) { try await exporter.sendNew() }
        }
        try await store.insert(.sample("3"))
        #expect(try await exporter.sendNew()?.sent == 2)
        #expect(try sent(transport) == [["1"], ["1"], ["2"], ["1"], ["3"], ["1"]])
        #expect(transport.requests.map { $0.url.hasSuffix("/v1/logs") } == [false, true, false, true, false, true])
    }

    private static let target = "http://a.example/v1/traces"

    @Test("judgements follow their logs, once each time that they change")
    func judgements() async throws {
        let store = try Store.inMemory()
        let transport = good(9)
        let exporter = try exporter(store, transport)
        try await store.insert(.sample("1"))
        _ = try await exporter.sendNew()
        try await store.judge(log: "1", as: .good)
        // The present millisecond is left for the next time.
        var count = 0
        while count == 0 { count = try await exporter.sendNew()?.sent ?? 0 }
        #expect(count == 1)
        #expect(try await exporter.sendNew()?.sent == 0)
        #expect(try sent(transport) == [["1"]])
        #expect(transport.requests[0].url.hasSuffix("/v1/logs"))
    }

    @Test("a process whose place another has taken meanwhile stops, and leaves the other's place alone")
    func taken() async throws {
        try await withDirectory { directory in
            let own = try Store(directory: directory)
            let transport = good(9)
            let exporter = try exporter(own, transport)
            _ = try await exporter.sendNew()
            let name = "http://a.example/v1/traces"
            let cursor = try #require(try await own.takeTelemetry(of: name))
            // The other one does not see this process, and takes it for dead.
            try await own.database.write { db in
                try db.execute(sql: "UPDATE exportCursor SET position = json_set(position, '$.owner', '1:0:gone')")
            }
            let other = try Store(directory: directory, busyTimeout: 5, owner: "2:0:other")
            let taken = try #require(try await other.takeTelemetry(of: name))
            #expect(try await !own.keepTelemetry(cursor, of: name))
            #expect(try await other.keepTelemetry(taken, of: name))
        }
    }

    @Test("imported logs are not sent, and one process at a time sends")
    func others() async throws {
        try await withDirectory { directory in
            let (own, other) = (
                try Store(directory: directory), try Store(directory: directory, busyTimeout: 5, owner: "1:0:gone")
            )
            let transport = good(9)
            _ = try await exporter(own, transport).sendNew()
            let imported = ImportedLog(record: .sample("x"), config: .of("a"))
            _ = try await own.add([imported], from: "x.jsonl")
            try await own.insert(.sample("1"))
            #expect(try await exporter(other, transport).sendNew() == nil)
            #expect(try await exporter(own, transport).sendNew()?.sent == 1)
            try await own.database.write {
                try $0.execute(
                    sql: "UPDATE exportCursor SET position = replace(position, '\"owner\":\"', '\"owner\":\"9')")
            }
            #expect(try await exporter(other, transport).sendNew()?.sent == 0)
            #expect(try sent(transport) == [["1"]])
        }
    }
}
