import Evaluations
import Foundation
import Fuzzing
import GRDB
import Logbook
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Filters in SQL")
struct FilterSQLTests {
    @Test("any filter finds in the store the logs that a plain reading of it finds, page by page, and counts them")
    func agrees() async throws {
        var random = RandomLogs(numbers: SeededGenerator(seed: 20_261_130))
        let store = try Store.inMemory()
        let reference = try await Self.prepare(store)
        var logs: [LogRecord] = []
        for number in 1...150 {
            let log = try random.log(number)
            try await store.insert(log)
            if !log.judgement.isEmpty {
                let judgement = log.judgement
                try await store.judge(log: log.id) { $0 = judgement }
            }
            logs.append(log)
        }
        let newest = logs.enumerated().sorted { ($0.element.createdAt, $0.offset) > ($1.element.createdAt, $1.offset) }
            .map(\.element)
        var kinds = (some: 0, none: 0, all: 0)
        for round in 0..<1500 {
            let text = random.filter()
            let context = LogFilterContext(
                now: time(10), saved: ["slow": "total:>1s -feedback:good", "words": "flood status:ok"])
            let filter = try LogFilter(parsing: text, context)
            let expected = newest.filter { reference.holds(filter, of: $0) }.map(\.id)
            let found = try await store.ids(LogQuery(filter, limit: 1_000))
            #expect(found == expected, "\(text)")
            let count = try await store.count(of: filter, upTo: 1_000)
            #expect(count == LogCount(expected.count), "\(text)")
            if round % 5 == 0 { #expect(try await Self.pages(store, filter) == expected, "\(text)") }
            if expected.isEmpty {
                kinds.none += 1
            } else if expected.count == 150 {
                kinds.all += 1
            } else {
                kinds.some += 1
            }
        }
        // A test of filters that find nothing, or everything, would say little.
        #expect(kinds.some > 700 && kinds.none > 50, "\(kinds)")
    }

    /// All logs of a filter by pages of seven, forwards and backwards.
    private static func pages(_ store: Store, _ filter: LogFilter) async throws -> [String] {
        var query = LogQuery(filter, limit: 7)
        var forwards: [String] = []
        while true {
            let page = try await store.logs(matching: query)
            forwards += page.map(\.id)
            guard let last = page.last else { break }
            query.page = .after(last.position)
        }
        query.page = .oldest
        var backwards: [String] = []
        while true {
            let page = try await store.logs(matching: query)
            backwards = page.map(\.id) + backwards
            guard let first = page.first else { break }
            query.page = .before(first.position)
        }
        #expect(forwards == backwards, "\(filter)")
        return forwards
    }

    /// Versions, deployments and an evaluation that filters can name.
    private static func prepare(_ store: Store) async throws -> ReferenceFilter {
        var reference = ReferenceFilter()
        for (prompt, words) in [("tide", ["a", "b"]), ("ebb", ["c", "a"])] {
            for word in words { _ = try await store.saved(.of(word), prompt: prompt, parent: nil) }
            reference.versions[prompt] = words.map { Config.of($0).versionID }
        }
        for (prompt, name, word) in [("tide", "production", "b"), ("ebb", "production", "a"), ("ebb", "staging", "c")] {
            try await store.database.write { db in
                try db.execute(
                    sql: "INSERT INTO environment (promptName, name, configID, movedAt) VALUES (?, ?, ?, 0)",
                    arguments: [prompt, name, Config.of(word).versionID.hex])
            }
            reference.environments[prompt, default: [:]][name] = Config.of(word).versionID
        }
        try await store.database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO evaluation (key, id, createdAt, fingerprint, dataset, rows, repeats, settings)
                    VALUES (1, 'E1', 0, '', '', 1, 1, '{}');
                    INSERT INTO evaluationCell (evaluation, place, row, ordinal, repeat, rowIndex, log, state, outcome,
                        latencyMS, checks) VALUES (1, 0, 'r', 0, 0, 0, 'L7', 'done', 'pass', 1, '[]'),
                        (1, 0, 'r', 0, 1, 0, 'L8', 'done', 'pass', 1, '[]');
                    """)
        }
        reference.evaluations = ["L7": ["E1"], "L8": ["E1"]]
        return reference
    }

    @Test("the run of a process that is gone has failed, and does not run")
    func deadRuns() async throws {
        let store = try Store.inMemory()
        for id in ["dead", "alive"] { try await store.insert(.sample(id, state: .running)) }
        try await store.insert(.sample("done"))
        try await store.loseOwner(of: "dead")
        #expect(try await store.ids("status:running") == ["alive"])
        #expect(try await store.ids("status:error") == ["dead"])
        #expect(try await store.ids("-status:running") == ["done", "dead"])
    }

    @Test("a list of ten thousand logs goes along the index of its rarest field, and nothing is sorted but a few rows")
    func plans() async throws {
        let store = try Store.inMemory()
        let version = Config.of("a").versionID
        try await store.database.write { db in
            for index in 0..<10_000 {
                var record = LogRecord.sample(
                    "\(index)", prompt: "p\(index % 3)", at: Double(index),
                    asking: index % 2 == 0 ? "ebb tide" : "flood")
                record.model = index % 4 == 0 ? "small" : "large"
                record.provider = index == 77 ? "rare" : "openai"
                record.cost = index % 5_000 == 3 ? 2 : 0.001
                try WrittenLog(record).insert(db)
            }
        }
        let table: [(String, String)] = [
            ("", "logByTime"), ("since:3h", "logByTime"), ("prompt:p1", "logByPrompt"),
            ("prompt:p1 since:3h", "logByPrompt"),
            ("version:\(version.hex)", "logByVersion"), ("prompt:p1 version:\(version.hex)", "logByPrompt"),
            ("model:small", "logByModel"), ("model:large provider:rare", "logByProvider"), ("cost:>1", "logByCost"),
            ("cost:>1 model:large", "logByCost"), ("cost:<1", "logByTime"), ("model:small prompt:p1", "logByModel"),
            ("flood", "VIRTUAL TABLE"), ("flood since:3h", "VIRTUAL TABLE"), ("flood provider:rare", "logByProvider"),
            ("-flood", "logByTime"), ("run:5", "logByRun"), ("status:error", "logByState"), ("call:tide", "logByCalls"),
        ]
        for (text, index) in table {
            let filter = try await LogFilter(reading: text, now: time(10_000), offset: 0, saved: store)
            let plan = try await store.plan(filter)
            #expect(plan.contains { $0.contains(index) }, "\(text): \(plan)")
            #expect(!plan.contains { $0 == "SCAN log" }, "\(text): \(plan)")
            let sorts = plan.contains { $0.contains("TEMP B-TREE") }
            #expect(sorts == ["logByCost", "logByCalls", "logByRun"].contains(index), "\(text): \(plan)")
        }
    }
}

extension Store {
    fileprivate func plan(_ filter: LogFilter) async throws -> [String] {
        try await database.read { db in
            let rows = try LogList(db, filter).query("log.key", .newest, limit: 200)
            return try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN " + rows.sql, arguments: StatementArguments(rows.arguments)
            ).map { $0["detail"] }
        }
    }
}
