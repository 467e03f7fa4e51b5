import Evaluations
import Foundation
import JSON
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Grids, read piece by piece")
struct GridStoreTests {
    private let record = EvaluationRecord(
        id: "01A", createdAt: Date(timeIntervalSince1970: 7), dataset: "d", rows: 4, repeats: 2,
        columns: ["A", "B"].map {
            EvaluationColumn(
                label: $0, prompt: "p", version: VersionID(canonical: "{}"), provider: "s", model: "m")
        })

    private func cell(_ row: Int, _ column: Int, _ repeat: Int, log: String, passes: Bool = true) -> CellRecord {
        var cell = CellRecord(
            key: CellKey(column: column, row: "r\(row)", ordinal: 0, repeat: `repeat`), index: row, log: log)
        cell.state = .answered
        cell.verdict = CellVerdict(
            checks: [CheckResult(type: "contains", value: "x", outcome: passes ? .pass : .fail)],
            outcome: passes ? .pass : .fail, score: 1)
        (cell.latencyMS, cell.completionTokens, cell.answer) = (12.5, 4, "k")
        return cell
    }

    private func filled(_ store: Store) async throws {
        try await store.save(record)
        for row in 0..<4 {
            for column in 0..<2 {
                for place in 0..<2 {
                    try await store.save(
                        cell(row, column, place, log: "L\(row)\(column)\(place)", passes: row > 0), inEvaluation: "01A")
                }
            }
        }
    }

    @Test("the rows at the top come without the others, and all of them without a limit", arguments: Place.allCases)
    func pages(place: Place) async throws {
        try await place.withStore { store in
            try await filled(store)
            let top = try await store.gridCells(ofEvaluation: "01A", firstRows: 2)
            #expect(Set(top.cells.map(\.key.row)) == ["r0", "r1"] && top.cells.count == 8)
            let all = try await store.gridCells(ofEvaluation: "01A", firstRows: nil)
            #expect(all.cells.count == 16 && all.repeats == 2)
            let first = try #require(all.cells.first { $0.log == "L301" })
            #expect(
                first
                    == GridCell(
                        key: CellKey(column: 0, row: "r3", ordinal: 0, repeat: 1), index: 3, log: "L301",
                        state: .answered, outcome: .pass, latencyMS: 12.5, completionTokens: 4, answer: "k"))
        }
    }

    @Test("what people said of answers is counted for each column", arguments: Place.allCases)
    func ratings(place: Place) async throws {
        try await place.withStore { store in
            try await filled(store)
            for id in ["L000", "L010", "L011"] { try await store.insert(.sample(id, asking: "low water")) }
            try await store.judge(log: "L000", as: .good)
            for id in ["L010", "L011"] { try await store.judge(log: id, as: .bad) }
            let ratings = try await store.ratings(ofEvaluation: "01A")
            #expect(ratings == [0: GridRatings(good: 1, bad: 0), 1: GridRatings(good: 0, bad: 2)])
        }
    }

    @Test("only what was written since is read, whoever wrote it", arguments: Place.allCases)
    func changes(place: Place) async throws {
        try await place.withStore { store in
            try await filled(store)
            let before = try await store.gridCells(ofEvaluation: "01A", firstRows: nil).revision
            #expect(try await store.gridCells(ofEvaluation: "01A", after: before).cells.isEmpty)
            try await store.save(cell(2, 1, 0, log: "NEW"), inEvaluation: "01A")
            let changed = try await store.gridCells(ofEvaluation: "01A", after: before)
            #expect(changed.cells.map(\.log) == ["NEW"] && changed.revision > before)
            var more = record
            more.repeats = 5
            try await store.save(more)
            #expect(try await store.gridCells(ofEvaluation: "01A", after: changed.revision).repeats == 5)
        }
    }

    @Test("a row comes in all columns and repeats, with its checks")
    func row() async throws {
        let store = try Store.inMemory()
        try await filled(store)
        let cells = try await store.cells(ofEvaluation: "01A", row: GridRowKey(row: "r0", ordinal: 0))
        #expect(Set(cells.map(\.log)) == ["L000", "L001", "L010", "L011"])
        #expect(cells.allSatisfy { $0.verdict.checks.first?.outcome == .fail })
        #expect(try await store.cells(ofEvaluation: "01A", row: GridRowKey(row: "r0", ordinal: 1)).isEmpty)
        let words = await complaint { try await store.gridCells(ofEvaluation: "nope", firstRows: nil) }
        #expect(words.contains("etude eval list"))
    }

    @Test("rows are found by the beginnings of words in their answers, not in what was asked")
    func answers() async throws {
        let store = try Store.inMemory()
        try await store.save(record)
        for (row, text) in ["Low water comes first.", "The lower harbour floods.", "By noon."].enumerated() {
            let log = LogRecord.sample("L\(row)", at: Double(row), answering: text)
            try await store.insert(log)
            try await store.save(cell(row, 0, 0, log: log.id), inEvaluation: "01A")
        }
        let found = try await store.rows(ofEvaluation: "01A", answering: ["low", "noon", "which", "?"])
        #expect(Set((found["low"] ?? []).map(\.row)) == ["r0", "r1"])
        #expect((found["noon"] ?? []).map(\.row) == ["r2"])
        #expect(found["which"] == [] && found["?"] == nil)
        // Of one and two letters, too, and while logs of an earlier program are left to be read anew.
        for digest in [LogFacts.digest, 2] {
            try await store.database.write { db in
                try db.execute(
                    sql: """
                        UPDATE log SET digest = ?1 WHERE id = 'L0';
                        INSERT INTO logWords (rowid, answered, asked)
                            SELECT key, 'Low water comes first.', 'Which harbour floods first?' FROM log WHERE digest = 2
                        """, arguments: [digest])
            }
            let few = try await store.rows(ofEvaluation: "01A", answering: ["l", "lo", "w", "h", "wh"])
            #expect(few["l"] == found["low"] && few["lo"] == found["low"], "\(digest)")
            #expect((few["w"] ?? []).map(\.row) == ["r0"] && (few["h"] ?? []).map(\.row) == ["r1"], "\(digest)")
            #expect(few["wh"] == [], "\(digest)")
        }
        let words = await complaint { try await store.rows(ofEvaluation: "nope", answering: ["a"]) }
        #expect(words.contains("etude eval list"))
    }

    @Test("the list counts what has an answer, what passes and what was checked")
    func listed() async throws {
        let store = try Store.inMemory()
        try await filled(store)
        let listing = try #require(try await store.evaluations().first)
        #expect((listing.done, listing.passed, listing.checked) == (16, 12, 16))
    }
}
