import Evaluations
import Foundation
import JSON
import Prompts
import Testing

@Suite("What changed between two evaluations")
struct EvaluationDifferenceTests {
    private func version(_ text: String) -> VersionID { VersionID(canonical: text) }

    private func record(
        _ id: String, columns: [(label: String, version: String, model: String)] = [("A", "{}", "m")]
    ) -> EvaluationRecord {
        EvaluationRecord(
            id: id, createdAt: Date(timeIntervalSince1970: 7), dataset: "d", rows: 3, repeats: 1,
            columns: columns.map {
                EvaluationColumn(
                    label: $0.label, prompt: "tides", version: version($0.version), provider: "simulator",
                    model: $0.model)
            })
    }

    private func cell(
        _ row: String, _ outcome: CheckOutcome, column: Int = 0, index: Int = 0, answer: String = "a",
        checks: [CheckResult] = []
    ) -> CellRecord {
        let key = CellKey(column: column, row: row, ordinal: 0, repeat: 0)
        var cell = CellRecord(key: key, index: index, log: "L\(row)\(column)")
        cell.state = .answered
        cell.answer = answer
        cell.verdict = CellVerdict(checks: checks, outcome: outcome, score: nil)
        return cell
    }

    @Test("rows that fail now and rows that pass now are told apart, whichever evaluation is given first")
    func rows() {
        let old = EvaluationDifference.Side(
            record("01A"), [cell("r0", .pass), cell("r1", .fail, index: 1), cell("r2", .pass, index: 2)])
        let new = EvaluationDifference.Side(
            record("01B"),
            [cell("r0", .fail), cell("r1", .pass, index: 1), cell("r2", .pass, index: 2, answer: "b")])
        for difference in [EvaluationDifference(old, new), EvaluationDifference(new, old)] {
            let pair = difference.pairs[0]
            #expect(difference.old.id == "01A" && difference.new.id == "01B")
            #expect(pair.lost.map(\.index) == [0] && pair.gained.map(\.index) == [1])
            #expect(pair.checked == 3 && pair.answeredOtherwise == 1)
            #expect(!difference.isEmpty)
        }
    }

    @Test("rows are the same by their content: a row that moved is one row, others are new or gone")
    func moved() {
        let old = EvaluationDifference.Side(record("01A"), [cell("r0", .pass), cell("gone", .pass, index: 1)])
        let new = EvaluationDifference.Side(record("01B"), [cell("new", .fail), cell("r0", .pass, index: 1)])
        let difference = EvaluationDifference(old, new)
        #expect(difference.commonRows == 1)
        #expect(difference.addedRows.map(\.key.row) == ["new"] && difference.removedRows.map(\.key.row) == ["gone"])
        #expect(difference.pairs[0].lost.isEmpty && difference.pairs[0].gained.isEmpty)
    }

    @Test("a column is compared with the one of the same model, and one without a counterpart is new or gone")
    func columns() {
        let old = record("01A", columns: [("A", "old", "m"), ("B", "old", "n"), ("C", "old", "o")])
        let new = record("01B", columns: [("A", "new", "n"), ("B", "new", "m"), ("D", "new", "p")])
        let difference = EvaluationDifference(.init(old, []), .init(new, []))
        #expect(difference.pairs.map { $0.old.label + $0.new.label } == ["BA", "AB"])
        #expect(difference.addedColumns.map(\.label) == ["D"] && difference.removedColumns.map(\.label) == ["C"])
    }

    @Test("checks that rows gained or lost are counted by name, with the value where it is the same in all rows")
    func checks() {
        func contains(_ word: String) -> CheckResult {
            CheckResult(type: "contains", value: .string(word), outcome: .pass)
        }
        let json = CheckResult(type: "is-json", outcome: .pass)
        let old = EvaluationDifference.Side(
            record("01A"), [cell("r0", .pass, checks: [json]), cell("r1", .pass, index: 1, checks: [json])])
        let new = EvaluationDifference.Side(
            record("01B"),
            [
                cell("r0", .pass, checks: [json, contains("Dover")]),
                cell("r1", .pass, index: 1, checks: [contains("Brest")]),
            ])
        let checks = EvaluationDifference(old, new).checks
        #expect(checks.map(\.type) == ["contains", "is-json"])
        #expect(checks[0].added == 2 && checks[0].removed == 0 && checks[0].value == nil)
        #expect(checks[1].added == 0 && checks[1].removed == 1)
    }

    @Test("an evaluation and itself differ in nothing")
    func same() {
        let side = EvaluationDifference.Side(record("01A"), [cell("r0", .pass), cell("r1", .fail, index: 1)])
        #expect(EvaluationDifference(side, side).isEmpty)
    }

    @Test("the evaluation before is the newest older one of the same file, else of the same rows")
    func predecessor() {
        func made(_ id: String, _ file: String?, dataset: String = "d") -> EvaluationRecord {
            var made = record(id)
            (made.settings.file, made.dataset) = (file, dataset)
            return made
        }
        let records = [
            made("05", "/a.yaml"), made("04", "/b.yaml"), made("03", "/a.yaml", dataset: "e"), made("02", "/a.yaml"),
        ]
        func before(_ place: Int) -> String? {
            EvaluationDifference.predecessor(of: records[place], in: records)?.id
        }
        #expect(before(0) == "03" && before(1) == "02" && before(2) == "02" && before(3) == nil)
    }
}
