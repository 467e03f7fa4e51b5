import Foundation
import Fuzzing
import GRDB
import JSON
import Logbook
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Packed logs")
struct PackedLogTests {
    private func packed(_ record: LogRecord) throws -> PackedLog {
        try #require(
            PackedLog(
                preview: LogPreview(record, record.conversation), request: record.request.compact, images: "[]",
                reply: record.reply.storedJSON.compact, response: record.response?.compact))
    }

    @Test("a log is packed when its run is over, and read back as it was", arguments: Place.allCases)
    func packedWhenOver(place: Place) async throws {
        try await place.withStore { store in
            var log = LogRecord.sample("a", state: .running)
            try await store.insert(log)
            #expect(try await store.count("logBody") == 0)
            log = .sample("a", answering: "Brest floods first.\n\u{1B}[31m潮")
            log.response = ["content": "Brest floods first.\n\u{1B}[31m潮"]
            let hash = String(repeating: "a", count: 64)
            log.images = [ImageFacts(sha256: hash, mediaType: "image/png", width: 1, height: 2, byteCount: 3)]
            try await store.update(log)
            for (table, count) in [("logBody", 1), ("logRequest", 0), ("logAnswer", 0)] {
                #expect(try await store.count(table) == count, "\(table)")
            }
            #expect(try await store.log(id: "a") == log)
            #expect(try await store.database.read { try String.fetchOne($0, sql: "SELECT message FROM log") } == "")
            let listed = try #require(try await store.logs(matching: LogQuery()).first)
            #expect(listed.message == "Which harbour floods first?")
            #expect(listed.answer == "Brest floods first. \u{1B}[31m潮")
        }
    }

    @Test("a log is the same whether it is packed, too long for a list to unpack, or too long to be packed")
    func lengths() async throws {
        let store = try Store.inMemory()
        for (id, count) in [("short", 1), ("long", 20_000), ("longest", 300_000)] {
            let log = LogRecord.sample(id, answering: String(repeating: "ebb tide ", count: count))
            try await store.insert(log)
            #expect(try await store.log(id: id) == log)
            #expect(try await store.ids("ebb").first == id)
        }
        #expect(try await store.count("logBody") == 2)
        #expect(try await store.count("logAnswer") == 1)
        let listed = try await store.logs(matching: LogQuery())
        #expect(listed.map(\.message) == Array(repeating: "Which harbour floods first?", count: 3))
        #expect(listed.map { $0.answer.prefix(8) } == ["ebb tide", "ebb tide", "ebb tide"])
        #expect(try await store.deleteLogs(["short", "long", "longest"]).count == 3)
        #expect(try await store.restoreLogs(["short", "long", "longest"]).count == 3)
        #expect(try await store.logs(matching: LogQuery()) == listed)
        #expect(try await store.count("logBody") == 2)
    }

    @Test("any log is the text that was packed, line by line one JSON value")
    func anyLog() throws {
        var random = RandomLogs(numbers: SeededGenerator(seed: 5))
        for number in 1...200 {
            var log = try random.log(number)
            log.request = [
                "messages": log.request["messages"] ?? .null, "odd": "\u{0}\u{7F}\n\r\u{2028}\"\\港",
            ]
            log.response = number % 3 == 0 ? nil : number % 3 == 1 ? .null : ["a": [1.50, "x\ny"]]
            let packed = try packed(log)
            let text = try #require(PackedText.text(packed.text.bytes, size: packed.text.size))
            let json = try JSONValue(parsing: text)
            #expect(json["request"] == log.request)
            #expect(json["reply"] == log.reply.storedJSON)
            #expect(json["response"] == log.response)
            let parts = try PackedLog.parts(packed.text.bytes, size: packed.text.size, of: "a log")
            #expect(parts.request == log.request.compact)
            #expect(parts.reply == log.reply.storedJSON.compact)
            #expect(parts.response == log.response?.compact)
            let preview = try #require(PackedLog.preview(packed.text.bytes))
            #expect(preview.json == LogPreview(log, log.conversation).json)
        }
    }

    @Test("a text that packing makes no shorter stays as it is, and is read the same")
    func incompressible() throws {
        let text = #"{"message":"x","answer":"y""# + "\n" + #","request":1"# + "\n" + #","reply":2}"#
        let packed = PackedText(text)
        #expect(packed.bytes == Data(text.utf8))
        #expect(try PackedLog.parts(packed.bytes, size: packed.size, of: "a log").reply == "2")
        #expect(PackedLog.preview(packed.bytes)?.answer == "y")
    }

    @Test("a preview of any length is found")
    func longPreview() throws {
        let marks = String(repeating: "\u{301}", count: 20_000)
        let log = LogRecord.sample("a", asking: "e" + marks, answering: "Brest")
        let packed = try packed(log)
        let preview = try #require(PackedLog.preview(packed.text.bytes))
        #expect(preview.message.unicodeScalars.count == 20_001)
        #expect(preview.answer == "Brest")
    }

    @Test("damaged bytes and wrong sizes are told, and never read as another text")
    func damaged() throws {
        let packed = try packed(.sample("a", answering: String(repeating: "Brest floods first. ", count: 20)))
        let (bytes, size) = (packed.text.bytes, packed.text.size)
        let text = PackedText.text(bytes, size: size)
        var numbers = SeededGenerator(seed: 3)
        for count in 0..<bytes.count { #expect(PackedText.text(bytes.prefix(count), size: size) == nil) }
        for _ in 0..<2_000 {
            var other = bytes
            let place = other.startIndex + Int.random(in: 0..<other.count, using: &numbers)
            other[place] ^= UInt8.random(in: 1...255, using: &numbers)
            _ = PackedLog.preview(other)
            // zlib's checksum finds what still can be unpacked; of the first two bytes some bits change nothing.
            #expect([nil, text].contains(PackedText.text(other, size: size)))
        }
        for wrong in [-1, 0, 1, size - 1, size + 1, 1 << 40] {
            #expect(throws: StoreError.self) { try PackedLog.parts(bytes, size: wrong, of: "a log") }
        }
        #expect(throws: StoreError.self) { try PackedLog.parts(PackedText("{}").bytes, size: 2, of: "a log") }
    }

    @Test("a log whose packed texts are damaged is named, and does not keep others from being listed")
    func damagedLog() async throws {
        let store = try Store.inMemory()
        for id in ["a", "b"] { try await store.insert(.sample(id, answering: "Brest")) }
        try await store.database.write { try $0.execute(sql: "UPDATE logBody SET packed = x'789c00' WHERE log = 1") }
        #expect(try await store.ids() == ["b", "a"])
        #expect(await complaint { try await store.log(id: "a") }.contains("log a"))
        #expect(try await store.log(id: "b") != nil)
        #expect(try await store.damages().contains { $0.text.contains("log a") })
    }
}
