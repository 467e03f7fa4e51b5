import Evaluations
import Foundation
import Fuzzing
import JSON
import Prompts
import Testing

@Suite("The cells of a grid")
struct GridTableTests {
    /// Two columns and three repeats over the rows r0, r1, …
    static func record(rows: Int = 3, repeats: Int = 3, columns: Int = 2, dataset: String = "d") -> EvaluationRecord {
        EvaluationRecord(
            id: "01A", createdAt: Date(timeIntervalSince1970: 7), dataset: dataset, rows: rows, repeats: repeats,
            columns: (0..<columns).map { place in
                EvaluationColumn(
                    label: EvaluationColumn.label(at: place), prompt: "tides", version: VersionID(canonical: "{}"),
                    provider: "simulator", model: "m\(place)")
            })
    }

    /// Cells of a row and column from words such as `pass fail error sent`, the first repeat first; `-` for a cell that is not there.
    static func cells(_ row: Int, _ column: Int, _ words: String, answers: String = "a") -> [GridCell] {
        let letters = Array(answers)
        return words.split(separator: " ").enumerated().compactMap { place, word in
            if word == "-" { return nil }
            let key = CellKey(column: column, row: "r\(row)", ordinal: 0, repeat: place)
            let log = "L\(row)\(column)\(place)"
            if word == "sent" { return GridCell(key: key, index: row, log: log, state: .sent, outcome: .error) }
            let outcome = CheckOutcome(rawValue: String(word)) ?? .error
            return GridCell(
                key: key, index: row, log: log, state: outcome == .error ? .failed : .answered, outcome: outcome,
                latencyMS: Double(100 * (place + 1)), cost: 0.25, completionTokens: 10,
                answer: outcome == .error ? nil : String(letters[place % letters.count]))
        }
    }

    private func table(_ cells: [GridCell]...) -> GridTable {
        var table = GridTable(Self.record())
        table.take(cells.flatMap(\.self))
        return table
    }

    @Test("a row passes when more than half of its checked cells do; cells without an answer are counted beside")
    func tallies() {
        let table = table(
            Self.cells(0, 0, "pass pass fail", answers: "aab"), Self.cells(0, 1, "fail error sent"),
            Self.cells(1, 0, "unchecked - -"))
        let first = table.tally(row: 0, column: 0)
        #expect((first.passed, first.checked, first.answers, first.errors) == (2, 3, 2, 0))
        #expect(table.passes(row: 0, column: 0) == true)
        let second = table.tally(row: 0, column: 1)
        #expect((second.passed, second.checked, second.errors, second.sent) == (0, 1, 1, 1))
        #expect(table.passes(row: 0, column: 1) == false)
        #expect(table.passes(row: 1, column: 0) == nil)
        #expect(table.answered == 5 && table.errors == 1 && table.sent == 1)
        #expect(table.cells(row: 1, column: 0).map(\.log) == ["L100"])
    }

    @Test("the head of a column says what gained and lost against the baseline, which may be any column")
    func heads() {
        var table = table(
            Self.cells(0, 0, "pass pass pass"), Self.cells(0, 1, "fail fail fail"), Self.cells(1, 0, "fail fail pass"),
            Self.cells(1, 1, "pass pass pass"), Self.cells(2, 0, "pass pass pass"), Self.cells(2, 1, "pass pass fail"))
        #expect((table.heads[0].passed, table.heads[0].checked) == (2, 3))
        #expect((table.heads[1].gained, table.heads[1].lost) == (1, 1))
        #expect((table.heads[1].always, table.heads[1].once) == (1, 2))
        #expect(table.heads[1].difference == "+1 −1, no difference")
        #expect(table.heads[0].passes == "2 of 3")
        #expect(table.heads[0].cost == 2.25 && table.heads[0].completionTokens == 90)
        #expect((table.heads[0].median, table.heads[0].high) == (200, 300))
        table.setBaseline(1)
        #expect((table.heads[0].gained, table.heads[0].lost) == (1, 1))
        #expect(table.record.settings.baseline == "B")
    }

    @Test("a cell that is sent again takes the place of the earlier one, and its time with it")
    func replaced() {
        var table = table(Self.cells(0, 0, "fail fail fail"))
        var again = Self.cells(0, 0, "- pass -")
        again[0].latencyMS = 5
        table.take(again)
        #expect(table.tally(row: 0, column: 0).passed == 1)
        #expect(table.answered == 3)
        #expect(table.heads[0].median == 100 && table.heads[0].high == 300)
        table.take([GridCell(key: again[0].key, index: 0, log: "new", state: .sent, outcome: .error)])
        #expect(table.answered == 2 && table.sent == 1)
    }

    @Test("what is taken piece by piece comes to the same as what the whole summary says")
    func agrees() {
        var generator = SeededGenerator(seed: 17)
        let record = Self.record(rows: 40, repeats: 4, columns: 3)
        let words = ["pass", "fail", "error", "unchecked", "-"]
        for _ in 0..<20 {
            var cells: [GridCell] = []
            for row in 0..<40 {
                for column in 0..<3 {
                    let text = (0..<4).map { _ in words.randomElement(using: &generator)! }.joined(separator: " ")
                    cells += Self.cells(row, column, text, answers: "abca")
                }
            }
            var table = GridTable(record)
            for piece in cells.shuffled(using: &generator).chunks(of: 7) { table.take(piece) }
            let summary = EvaluationSummary(record, cells: cells.map(Self.whole))
            for column in 0..<3 {
                let (own, head) = (summary.columns[column], table.heads[column])
                #expect((head.passed, head.checked, head.errors) == (own.passed.count, own.checked.count, own.errors))
                #expect((head.unchecked, head.answered, head.answers) == (own.unchecked, own.answered, own.answers))
                #expect(head.median == Statistics.percentile(50, ofSorted: own.latencies))
                #expect(head.cost == own.cost && head.completionTokens == own.completionTokens)
                if let against = summary.against(column) {
                    #expect((head.gained, head.lost) == (against.gained, against.lost))
                }
            }
        }
    }

    private static func whole(_ cell: GridCell) -> CellRecord {
        var record = CellRecord(key: cell.key, index: cell.index, log: cell.log)
        record.state = cell.state
        record.verdict.outcome = cell.outcome
        (record.latencyMS, record.cost) = (cell.latencyMS, cell.cost)
        (record.completionTokens, record.answer) = (cell.completionTokens, cell.answer)
        return record
    }

    @Test("rows without a cell are there as soon as the dataset is known, in its order; another dataset adds nothing")
    func dataset() {
        let rows = ["a", "b", "a"].map { DataRow(vars: ["city": .string($0)]) }
        let dataset = Dataset(rows: rows)
        var table = GridTable(Self.record(dataset: dataset.id))
        let cell = GridCell(
            key: CellKey(column: 0, row: rows[0].id, ordinal: 1, repeat: 0), index: 2, log: "L", state: .answered,
            outcome: .pass)
        table.take([cell])
        table.take(dataset)
        #expect(table.order(.all, .dataset).map { table.rows[$0].index } == [0, 1, 2])
        #expect(table.order(.all, .dataset).map { table.tally(row: $0, column: 0).passed } == [0, 0, 1])
        table.take(Dataset(rows: rows + rows))
        #expect(table.rows.count == 3)
    }

    @Test("rows are chosen by what became of them, and sorted by a column with the rows that were not checked last")
    func orders() {
        let table = table(
            Self.cells(0, 0, "pass pass pass"), Self.cells(0, 1, "pass pass pass"), Self.cells(1, 0, "fail fail fail"),
            Self.cells(1, 1, "pass pass pass", answers: "b"), Self.cells(2, 0, "error - -"))
        #expect(table.order(.all, .dataset) == [0, 1, 2])
        #expect(table.order(.failures, .dataset) == [1])
        #expect(table.order(.errors, .dataset) == [2])
        #expect(table.order(.changed, .dataset) == [1])
        #expect(table.order(.different, .dataset) == [1])
        #expect(table.order(.all, .worst(column: 0)) == [1, 0, 2])
        #expect(table.order(.all, .best(column: 0)) == [0, 1, 2])
        #expect(table.order(.all, .dataset) { $0.row == "r2" } == [2])
    }

    @Test("however cells come and take the place of others, the heads are those of the last ones")
    func incremental() {
        var generator = SeededGenerator(seed: 11)
        let outcomes = ["pass", "fail", "error", "unchecked", "sent"]
        for _ in 0..<20 {
            var table = GridTable(Self.record(rows: 6))
            var last: [CellKey: GridCell] = [:]
            for _ in 0..<30 {
                let batch = (0..<Int.random(in: 1...40, using: &generator)).flatMap { _ -> [GridCell] in
                    let (row, column) = (
                        Int.random(in: 0..<6, using: &generator), Int.random(in: 0..<2, using: &generator)
                    )
                    let words = (0..<3).map { _ in outcomes.randomElement(using: &generator)! }.joined(separator: " ")
                    return Self.cells(row, column, words, answers: "abc").map { cell in
                        var cell = cell
                        cell.latencyMS = Double(Int.random(in: 1...9, using: &generator))
                        if Bool.random(using: &generator) { cell.cost = nil }
                        return cell
                    }
                }
                table.take(batch)
                for cell in batch { last[cell.key] = cell }
                if Bool.random(using: &generator) { table.setBaseline(Int.random(in: 0..<2, using: &generator)) }
                var fresh = GridTable(Self.record(rows: 6))
                fresh.take(Array(last.values))
                fresh.setBaseline(table.baseline)
                #expect(table.heads == fresh.heads)
            }
        }
    }

    @Test("cells of columns and repeats that the grid does not have are left out")
    func outside() {
        var table = GridTable(Self.record())
        for key in [(9, 0), (-1, 0), (0, 3), (0, -1)] {
            let key = CellKey(column: key.0, row: "r", ordinal: 0, repeat: key.1)
            table.take([GridCell(key: key, index: 0, log: "L", state: .answered, outcome: .pass)])
        }
        #expect(table.answered == 0 && table.rows.isEmpty)
    }
}

extension Array {
    fileprivate func chunks(of count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min($0 + count, self.count)]) }
    }
}
