import Evaluations
import Foundation
import JSON
import Prompts
import Testing

@testable import Storage

@Suite("Stored evaluations")
struct EvaluationStoreTests {
    private let version = VersionID(canonical: "{}")

    private func record(_ id: String, dataset: String = "d", model: String = "m") -> EvaluationRecord {
        EvaluationRecord(
            id: id, createdAt: Date(timeIntervalSince1970: 7), dataset: dataset, rows: 2, repeats: 1,
            columns: [EvaluationColumn(label: "A", prompt: "p", version: version, provider: "s", model: model)])
    }

    private func cell(_ row: String, log: String = "L", state: CellRecord.State = .answered) -> CellRecord {
        var cell = CellRecord(key: CellKey(column: 0, row: row, ordinal: 0, repeat: 0), index: 1, log: log)
        cell.state = state
        cell.verdict = CellVerdict(
            checks: [
                CheckResult(type: "contains", value: ["a", 1.0], metric: "m", outcome: .fail, score: 0.5, reason: "r")
            ],
            outcome: .fail, score: 0.5)
        (cell.latencyMS, cell.cost, cell.promptTokens, cell.completionTokens, cell.answer) = (12.5, 0.25, 3, 4, "k")
        return cell
    }

    @Test("what was stored comes back as it was", arguments: Place.allCases)
    func roundTrip(place: Place) async throws {
        try await place.withStore { store in
            var own = record("01A")
            own.settings.file = "/x/tides.eval.yaml"
            own.settings.rowUnder = 0.75
            own.settings.baseline = "A"
            try await store.save(own)
            try await store.save(cell("r1"), inEvaluation: "01A")
            #expect(try await store.evaluation(id: "01A") == own)
            #expect(try await store.cells(ofEvaluation: "01A") == [cell("r1")])
            #expect(try await store.evaluation(id: "nope") == nil)
            let words = await complaint { try await store.cells(ofEvaluation: "nope") }
            #expect(words.contains("etude eval list"))
        }
    }

    @Test("one process at a time sends an evaluation; one that is gone is in nobody's way")
    func sender() async throws {
        try await withDirectory { home in
            let store = try Store(directory: home)
            try await store.save(record("01A"))
            #expect(try await store.beginSending(evaluation: "01A"))
            let other = try Store(directory: home, owner: "\(getppid())::")
            #expect(try await other.isSentElsewhere(evaluation: "01A"))
            #expect(try await !other.beginSending(evaluation: "01A"))
            try await other.endSending(evaluation: "01A")
            #expect(try await !store.isSentElsewhere(evaluation: "01A"))
            #expect(try await other.isSentElsewhere(evaluation: "01A"))
            try await store.endSending(evaluation: "01A")
            let gone = try Store(directory: home, owner: "1:1:never")
            #expect(try await gone.beginSending(evaluation: "01A"))
            #expect(try await other.beginSending(evaluation: "01A"))
        }
    }

    @Test("a cell is written in the place of the earlier one, and only answered ones count as done")
    func replaced() async throws {
        let store = try Store.inMemory()
        try await store.save(record("01A"))
        try await store.save(cell("r1", log: "L1", state: .sent), inEvaluation: "01A")
        #expect(try await store.evaluations().map(\.done) == [0])
        try await store.save(cell("r1", log: "L2"), inEvaluation: "01A")
        #expect(try await store.cells(ofEvaluation: "01A").map(\.log) == ["L2"])
        #expect(try await store.evaluations().map(\.done) == [1])
    }

    @Test("the newest evaluation of the same columns and dataset is found, whatever its repeats and labels")
    func newest() async throws {
        let store = try Store.inMemory()
        for (id, dataset, model) in [
            ("01A", "d", "m"), ("01B", "d", "m"), ("01C", "other", "m"), ("01D", "d", "other"),
        ] {
            try await store.save(record(id, dataset: dataset, model: model))
        }
        var wanted = record("01Z")
        wanted.repeats = 9
        wanted.columns[0].label = "Q"
        #expect(try await store.newestEvaluation(fingerprint: wanted.fingerprint)?.id == "01B")
        #expect(try await store.evaluations().map(\.record.id) == ["01D", "01C", "01B", "01A"])
        wanted.id = "01B"
        try await store.save(wanted)
        #expect(try await store.evaluation(id: "01B")?.repeats == 9)
    }
}
