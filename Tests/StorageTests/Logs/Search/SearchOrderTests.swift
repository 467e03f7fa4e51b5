import Foundation
import Fuzzing
import GRDB
import Logbook
import RequestCore
import Testing

@testable import Storage

@Suite("The rows of the search")
struct SearchOrderTests {
    /// The places of logs whose row has another number than their key.
    private func places(_ store: Store) async throws -> [String: Int64] {
        try await store.database.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT id, place FROM log WHERE place IS NOT NULL")
            return Dictionary(uniqueKeysWithValues: rows.map { ($0["id"], $0["place"]) })
        }
    }

    @Test(
        "logs that come in the order of time are numbered by their keys, late ones by their time, and all are found in order"
    )
    func late() async throws {
        let store = try Store.inMemory()
        for (id, seconds) in [("a", 10), ("b", 20), ("early", 5), ("c", 20), ("between", 15), ("d", 30), ("same", 5)] {
            try await store.insert(.sample(id, at: Double(seconds), asking: "tide"))
        }
        #expect(try await places(store).keys.sorted() == ["between", "early", "same"])
        #expect(try await store.ids("tide") == ["d", "c", "b", "between", "a", "same", "early"])
        #expect(try await store.ids("tide", now: time(100)).count == 7)
        var query = LogQuery(.words("tide"), limit: 2)
        query.page = .oldest
        #expect(try await store.ids(query) == ["same", "early"])
    }

    @Test("two late logs of one millisecond whose keys end alike have a row each")
    func sameMillisecond() async throws {
        let store = try Store.inMemory()
        try await store.insert(.sample("new", at: 10, asking: "tide"))
        for (id, key) in [("first", 5 + 1 << 20), ("second", 5 + 2 << 20)] {
            let log = LogRecord.sample(id, at: 1, asking: "tide")
            try await store.database.write { db in
                // A log gets the key that follows the greatest.
                let before = try LogRow(.sample("before")).insert(db)
                try db.execute(sql: "UPDATE log SET key = ? WHERE key = ?", arguments: [key - 1, before])
                #expect(try WrittenLog(log).insert(db) == key)
                try db.execute(sql: "DELETE FROM log WHERE id = 'before'")
            }
        }
        #expect(try await Set(places(store).values).count == 2)
        #expect(try await store.ids("tide") == ["new", "second", "first"])
    }

    @Test("the row of any log can be removed, because its words can be told again; restored, it is found as before")
    func removal() async throws {
        var random = RandomLogs(numbers: SeededGenerator(seed: 20_261_201))
        let store = try Store.inMemory()
        var ids: [String] = []
        for number in 1...200 {
            var log = try random.log(number)
            if log.state == .running { log.state = .finished }
            try await store.insert(log)
            ids.append(log.id)
        }
        let before = try await store.ids("flood")
        #expect(before.count > 20)
        let some = Array(ids.prefix(120))
        #expect(try await store.deleteLogs(some).count == 120)
        #expect(try await store.count("logTerms_docsize") == 80)
        #expect(try await store.restoreLogs(some).count == 120)
        #expect(try await store.ids("flood") == before)
        try await store.deleteLogs(ids)
        #expect(try await store.count("logTerms_docsize") == 0)
        let left = try await store.database.read { db in
            try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM logTerms WHERE logTerms MATCH 'flood OR harbour OR m*'")
        }
        #expect(left == 0)
    }

    @Test("a run that streams is found by its question, and by its answer when it is over, also after its process died")
    func streaming() async throws {
        let store = try Store.inMemory()
        var log = LogRecord.sample("a", asking: "tide", state: .running)
        try await store.insert(log)
        log.reply.apply(.textDelta(choice: 0, block: 0, "Brest"))
        try await store.update(log)
        #expect(try await store.ids("tide") == ["a"])
        #expect(try await store.ids("Brest").isEmpty)
        try await store.loseOwner(of: "a")
        try await store.insert(.sample("b", at: 1))
        #expect(try await store.ids("Brest interrupted") == ["a"])
        try await store.deleteLogs(["a", "b"])
        #expect(try await store.count("logTerms_docsize") == 0)
    }

    @Test("words that cannot be told any more make the search anew, and no log is lost to it")
    func toldWrong() async throws {
        let store = try Store.inMemory()
        for number in 0..<5 {
            try await store.insert(.sample("\(number)", at: Double(number), asking: "tide \(number)"))
        }
        try await store.database.write { try $0.execute(sql: "UPDATE log SET wordsSum = wordsSum + 1 WHERE id = '2'") }
        try await store.deleteLogs(["2"])
        try await store.digestAllLogs()
        #expect(try await store.ids("tide") == ["4", "3", "1", "0"])
        #expect(try await store.count("logTerms_docsize") == 4)
        #expect(try await store.damages() == [])
    }
}
