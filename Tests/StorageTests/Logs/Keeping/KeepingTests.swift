import Foundation
import GRDB
import JSON
import Logbook
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Deleting logs")
struct DeletingTests {
    @Test("a deleted log is in no list, search or number, and is back as it was", arguments: Place.allCases)
    func undo(place: Place) async throws {
        try await place.withStore { store in
            let version = try await store.saved(.of("a"), prompt: "weather", parent: nil)
            for id in ["a", "b", "c"] {
                try await store.insert(.sample(id, at: 1, asking: "ebb \(id)", answering: "x"))
            }
            try await store.judge(log: "c") { judgement in
                judgement.feedback = .good
                judgement.note = "fine"
                try judgement.add(tag: "golden")
            }
            let long = LogRecord.sample("long", answering: String(repeating: "flood ", count: 300_000))
            try await store.insert(long)
            let before = try #require(try await store.log(id: "c"))

            #expect(try await store.deleteLogs(["c", "nothing", "long"]) == ["c", "long"])
            #expect(try await store.ids() == ["b", "a"])
            #expect(try await store.ids("ebb") == ["b", "a"])
            #expect(try await store.log(id: "c") == nil)
            #expect(try await store.versions(ofPrompt: "weather").map(\.runCount) == [2])
            #expect(try await store.statistics(ofPrompt: "weather")[version.id]?.goodCount == 0)
            #expect(try await store.ids("tag:golden").isEmpty)

            // Another log takes the place that the deleted one had.
            try await store.insert(.sample("d", at: 1, asking: "ebb d"))
            #expect(try await store.restoreLogs(["c", "long", "nothing"]) == ["c", "long"])
            #expect(try await store.log(id: "c") == before)
            #expect(try await store.log(id: "long")?.reply == long.reply)
            #expect(Set(try await store.ids("ebb")) == ["a", "b", "c", "d"])
            #expect(try await store.ids("tag:golden note:fine feedback:good") == ["c"])
            #expect(try await store.versions(ofPrompt: "weather").map(\.runCount) == [5])
            #expect(try await store.restoreLogs(["c"]).isEmpty)
        }
    }

    @Test(
        "what was deleted last comes back first, all of one deletion at once, and what is there already is passed over")
    func lastFirst() async throws {
        let store = try Store.inMemory()
        for id in ["a", "b", "c", "d"] { try await store.insert(.sample(id)) }
        _ = try await store.deleteLogs(["a"])
        try await store.makeDeletionsOlder()
        _ = try await store.deleteLogs(["b", "c"])
        try await store.makeDeletionsOlder()
        _ = try await store.deleteLogs(["d"])
        try await store.insert(.sample("d"))
        #expect(Set(try await store.restoreDeletedLogs()) == ["b", "c"])
        #expect(try await store.restoreDeletedLogs() == ["a"])
        #expect(try await store.restoreDeletedLogs().isEmpty)
        #expect(Set(try await store.ids()) == ["a", "b", "c", "d"])
    }

    @Test("after a day it is gone for good, and earlier it is not")
    func grace() async throws {
        let store = try Store.inMemory()
        for id in ["a", "b"] { try await store.insert(.sample(id)) }
        _ = try await store.deleteLogs(["a"])
        #expect(try await store.removeDeletedLogs(grace: Store.graceOfLogs) == 0)
        #expect(try await store.count("deletedLog") == 1)
        #expect(try await store.removeDeletedLogs(grace: -1) == 1)
        #expect(try await store.restoreLogs(["a"]).isEmpty)
        #expect(try await store.ids() == ["b"])
    }

    @Test("a log whose run goes on is neither deleted nor removed; one whose process is gone is")
    func running() async throws {
        let store = try Store.inMemory()
        for id in ["dead", "alive"] { try await store.insert(.sample(id, state: .running)) }
        try await store.loseOwner(of: "dead")
        let removal = try await store.removal(of: LogFilter(), keeping: nil)
        #expect(removal.keys.count == 1 && removal.running == 1)
        #expect(try await store.deleteLogs(["alive"]).isEmpty)
        var all = removal
        all.keys = [1, 2]
        _ = try await store.remove(all) { _ in }
        #expect(try await store.ids() == ["alive"])
    }
}

extension Store {
    fileprivate func makeDeletionsOlder() async throws {
        try await database.write { try $0.execute(sql: "UPDATE deletedLog SET deletedAt = deletedAt - 1000") }
    }
}

@Suite("Removing logs for good")
struct RemovingTests {
    private func removal(
        _ store: Store, _ text: String, keeping: String? = nil
    ) async throws -> LogRemoval {
        let filter = try await LogFilter(reading: text, now: time(100), offset: 0, saved: store)
        var kept: LogFilter?
        if let keeping { kept = try await LogFilter(reading: keeping, now: time(100), offset: 0, saved: store) }
        return try await store.removal(of: filter, keeping: kept)
    }

    @Test("others write while many logs are removed, and what is merged afterwards has no word of them")
    func turns() async throws {
        try await withDirectory { directory in
            let store = try Store(directory: directory + "/home")
            for start in stride(from: 0, to: 1_200, by: 300) {
                try await store.insert(
                    (start..<start + 300).map {
                        .sample("\($0)", at: Double($0), asking: String(repeating: "ebb\($0) tide ", count: 40))
                    })
            }
            let other = try Store(directory: directory + "/home", busyTimeout: 5)
            let removal = try await removal(store, "tide")
            async let remnants = store.remove(removal) { _ in }
            for number in 0..<10 { try await other.insert(.sample("new\(number)", at: 2_000 + Double(number))) }
            _ = try await remnants
            #expect(try await store.logCount == 10)
            #expect(try await store.damages() == [])
            let segments = try await store.database.read { db in
                try Int.fetchOne(db, sql: "SELECT COUNT(DISTINCT segid) FROM logTerms_idx")
            }
            #expect(try #require(segments) <= 1)
        }
    }

    @Test("the preview counts what goes, its bytes and times, and what stays because of runs, evaluations and --keep")
    func preview() async throws {
        let store = try Store.inMemory()
        for number in 1...5 { try await store.insert(.sample("\(number)", at: Double(number), answering: "x")) }
        try await store.insert(.sample("running", at: 6, state: .running))
        try await store.judge(log: "2") { $0.feedback = .good }
        try await store.database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO evaluation (key, id, createdAt, fingerprint, dataset, rows, repeats, settings)
                    VALUES (1, 'E1', 0, '', '', 1, 1, '{}');
                    INSERT INTO evaluationCell (evaluation, place, row, ordinal, repeat, rowIndex, log, state, outcome,
                        latencyMS, checks) VALUES (1, 0, 'r', 0, 0, 0, '3', 'answered', 'pass', 1, '[]');
                    """)
        }
        let some = try await removal(store, "until:96s", keeping: "feedback:good")
        #expect((some.keys.count, some.evaluated, some.kept, some.running) == (1, 1, 1, 0))
        #expect(some.oldest == time(1) && some.newest == time(1))
        let size = try #require(
            try await store.database.read { db in
                try Int64.fetchOne(db, sql: "SELECT LENGTH(packed) FROM logBody WHERE log = 1")
            })
        #expect(some.bytes == size)
        let all = try await removal(store, "since:200s")
        #expect((all.keys.count, all.evaluated, all.running) == (4, 1, 1))
        let named = try await removal(store, "eval:*")
        #expect((named.keys.count, named.evaluated) == (1, 0))

        #expect(try await store.cellsWithoutLog(ofEvaluation: "E1") == 0)
        var told: [Int] = []
        _ = try await store.remove(all) { told.append($0) }
        #expect(told == [4])
        #expect(Set(try await store.ids()) == ["running", "3"])
        _ = try await store.remove(named) { _ in }
        #expect(try await store.cellsWithoutLog(ofEvaluation: "E1") == 1)
    }

    @Test(
        "no word of a removed log is left in any file of the home, in clear or in the search, nor an image that only it had"
    )
    func nothingIsLeft() async throws {
        try await withDirectory { directory in
            let home = directory + "/home"
            let store = try Store(directory: home)
            let marks = [
                "zanzibarquestion", "zanzibaranswer", "zanzibarreasoning", "zanzibarargument", "zanzibarresult",
            ]
            let (own, shared) = ([UInt8]("zanzibarimage".utf8), [UInt8]("sharedimage".utf8))
            for image in [own, shared] { try await store.saveBlob(image, sha256: SHA256.hex(of: image)) }
            func log(_ id: String, _ images: [[UInt8]], words: [String]) -> LogRecord {
                var log = LogRecord.sample(id, state: .running)
                log.request = ["messages": [["role": "user", "content": .string(words[0])]]]
                log.images = images.map {
                    ImageFacts(sha256: SHA256.hex(of: $0), mediaType: "image/png", width: 1, height: 1, byteCount: 13)
                }
                return log
            }
            for number in 0..<50 {
                try await store.insert(.sample("other \(number)", asking: "tide \(number)", answering: "flood"))
                var record = log("gone \(number)", [own, shared], words: marks)
                try await store.insert(record)
                record.reply.apply(.reasoningDelta(choice: 0, block: 0, marks[2]))
                for _ in 0..<40 {
                    record.reply.apply(.textDelta(choice: 0, block: 1, marks[1] + " "))
                    try await store.update(record)
                }
                record.reply.apply(
                    .toolCallDelta(
                        choice: 0, block: 2, .init(index: 0, id: "c", name: "t", arguments: "{\"a\":\"\(marks[3])\"}")))
                record.reply.apply(.ended(error: nil))
                record.state = .finished
                record.response = record.reply.storedJSON
                try await store.update(record)
                try await store.keep([
                    AnsweredCall(
                        tool: "t", arguments: "{\"a\":\"\(marks[3])\"}", text: marks[4], isError: false, source: .hand,
                        place: AnsweredCall.Place(log: record.id, call: 0))
                ])
            }
            try await store.insert(log("stays", [shared], words: ["calm"]))
            _ = try await store.deleteLogs(["gone 1", "gone 2"])
            #expect(try Self.files(in: home, contain: marks + ["zanzibarimage"]).isEmpty == false)

            let filter = try await LogFilter(reading: "id:gone*", now: time(0), offset: 0, saved: store)
            let remnants = try await store.remove(store.removal(of: filter, keeping: nil)) { _ in }
            #expect(remnants == LogRemnants())
            #expect(try await store.removeDeletedLogs(grace: -1) == 2)
            #expect(try Self.files(in: home, contain: marks + ["zanzibarimage"]) == [])
            #expect(try await store.blob(sha256: SHA256.hex(of: shared)) == shared)
            #expect(try await store.ids("tide").count == 50)
            #expect(try await store.damages() == [])
        }
    }

    /// The files that contain one of the texts, as bytes.
    private static func files(in directory: String, contain texts: [String]) throws -> [String] {
        let names = try #require(FileManager.default.enumerator(atPath: directory)).compactMap { $0 as? String }
        return try names.filter { name in
            var isFolder: ObjCBool = false
            let path = directory + "/" + name
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                return false
            }
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            return texts.contains { data.range(of: Data($0.utf8)) != nil }
        }
    }

    @Test("what another process reads keeps the log of changes, and is told")
    func journal() async throws {
        try await withDirectory { directory in
            let store = try Store(directory: directory + "/home", busyTimeout: 0.1)
            try await store.insert(.sample("a"))
            let reader = try connect(directory + "/home/etude.db")
            try reader.inDatabase { db in
                try db.beginTransaction(.deferred)
                _ = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM log")
            }
            let removal = try await store.removal(of: LogFilter(), keeping: nil)
            #expect(try await store.remove(removal) { _ in }.isJournalLeft)
            try reader.inDatabase { try $0.commit() }
        }
    }

    @Test("logs older than the span of config.yaml go, those of evaluations stay")
    func retention() async throws {
        let store = try Store.inMemory()
        for number in 0..<4 { try await store.insert(.sample("\(number)", at: Double(number) * 86_400)) }
        #expect(try await store.removeLogs(olderThan: 2 * 86_400, now: time(4 * 86_400)) == 2)
        #expect(try await store.ids() == ["3", "2"])
        #expect(try await store.removeLogs(olderThan: 2 * 86_400, now: time(4 * 86_400)) == 0)
    }
}

@Suite("Looking after the store")
struct MaintenanceTests {
    @Test(
        "a whole store has no damage; a search that lacks a log, and a page of nonsense, are found; the search is made anew"
    )
    func damages() async throws {
        try await withDirectory { directory in
            let store = try Store(directory: directory + "/home")
            for number in 0..<300 {
                try await store.insert(.sample("\(number)", asking: String(repeating: "tide \(number) ", count: 50)))
            }
            #expect(try await store.damages() == [])
            try await store.database.write { try $0.execute(sql: "DELETE FROM logTerms_docsize WHERE id % 7 = 0") }
            #expect(try await store.damages().contains { $0.text.hasPrefix("the search lacks") })
            try await store.rebuildSearch()
            #expect(try await store.damages() == [])
            #expect(try await store.ids("tide").count == 200)
            #expect(try await store.count("logTerms_docsize") == 300)

            try await store.database.write { db in
                try db.execute(
                    sql: "UPDATE logTerms_data SET block = x'00' WHERE id = (SELECT MAX(id) FROM logTerms_data)")
            }
            #expect(try await store.damages().contains { $0.text.contains("the search of logs (logTerms)") })
        }
    }

    @Test("a backup is a store of its own, made while others write, and never replaces a file")
    func backup() async throws {
        try await withDirectory { directory in
            let store = try Store(directory: directory + "/home")
            try await store.insert(.sample("a", asking: "flood"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await store.backUp(to: directory + "/copy.db") }
                for number in 0..<20 { group.addTask { try await store.insert(.sample("\(number)", asking: "ebb")) } }
                try await group.waitForAll()
            }
            #expect(try mode(directory + "/copy.db") == 0o600)
            try FileManager.default.createDirectory(atPath: directory + "/other", withIntermediateDirectories: true)
            try FileManager.default.moveItem(atPath: directory + "/copy.db", toPath: directory + "/other/etude.db")
            let copy = try Store(directory: directory + "/other")
            #expect(try await copy.ids("flood") == ["a"])
            #expect(try await copy.damages() == [])
            let words = await complaint { try await store.backUp(to: directory + "/other/etude.db") }
            #expect(words.contains("exists already"))
            #expect(
                await complaint { try await store.backUp(to: directory + "/none/copy.db") }.contains("/none/copy.db"))
        }
    }
}
