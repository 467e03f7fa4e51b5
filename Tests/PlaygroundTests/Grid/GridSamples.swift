import Evaluations
import Foundation
import JSON
import Prompts
import RequestCore
import TextUI

@testable import Playground

/// The evaluation of the harbours that the screens show.
@MainActor enum GridSamples {
    static let places = [
        ("Roscoff", "Brest"), ("Calais", "Ostende"), ("Cherbourg", "Poole"), ("St. Malo", "Granville"),
        ("Calais", "Dover"), ("Brest", "Roscoff"), ("Brest", "Dover"), ("St. Malo", "Jersey"),
        ("Dunkerque", "Ostende"), ("Le Havre", "Fécamp"), ("Lorient", "Concarneau"), ("Nantes", "Vannes"),
    ]

    static let dataset = Dataset(
        rows: places.map { DataRow(vars: ["one": .string($0.0), "two": .string($0.1), "language": "French"]) })

    static func record(repeats: Int = 5) -> EvaluationRecord {
        var record = EvaluationRecord(
            id: "01EVAL", createdAt: LogSamples.moment, dataset: dataset.id, rows: dataset.rows.count,
            repeats: repeats,
            columns: [
                ("A", "77b0e4aa", "gpt-4.1-mini"), ("B", "a3f9c2d1", "gpt-4.1-mini"), ("C", "a3f9c2d1", "gpt-6-luna"),
            ]
            .map { label, hash, model in
                EvaluationColumn(
                    label: label, prompt: "harbours", version: Sample.version(1, hash, secondsBefore: 0).id,
                    provider: "openai", model: model)
            })
        record.settings.data = "/home/tides.csv"
        return record
    }

    /// How many of five repeats pass in each row, by column.
    private static let passed = [
        [5, 5, 5], [4, 5, 5], [5, 4, 5], [2, 5, 4], [5, 5, 5], [4, 5, 5], [1, 5, 3], [0, 5, 3], [5, 5, 5], [5, 2, 5],
        [5, 5, 0], [3, 5, 5],
    ]

    static func cells(repeats: Int = 5) -> [GridCell] {
        passed.enumerated().flatMap { row, counts in
            counts.enumerated().flatMap { column, count in
                (0..<repeats).map { cell(row, column, $0, passes: $0 < count) }
            }
        }
    }

    static func cell(_ row: Int, _ column: Int, _ repeat: Int, passes: Bool) -> GridCell {
        GridCell(
            key: CellKey(column: column, row: dataset.rows[row].id, ordinal: 0, repeat: `repeat`), index: row,
            log: "log-\(row)-\(column)-\(`repeat`)", state: .answered, outcome: passes ? .pass : .fail,
            latencyMS: 900 + Double(100 * `repeat` + 37 * row + 400 * column), cost: 0.0002, completionTokens: 29,
            answer: passes ? "right" : `repeat` == 4 ? "odd" : "wrong")
    }

    /// The answers of a row.
    static func detail(row: Int) -> GridRowDetail {
        let texts = [
            "right": #"{"harbour": "Dover", "minutes": 105, "because": "105 minutes plus tôt"}"#,
            "wrong": #"{"harbour": "Brest", "minutes": 95, "because": "plus tôt"}"#,
            "odd": "Brest floods first, by an hour.",
        ]
        let own = cells().filter { $0.index == row }
        let records = own.map { cell -> CellRecord in
            var record = CellRecord(key: cell.key, index: row, log: cell.log)
            (record.state, record.answer) = (.answered, cell.answer)
            let passes = cell.outcome == .pass
            record.verdict = CellVerdict(
                checks: [
                    CheckResult(
                        type: "is-json", outcome: cell.answer == "odd" ? .fail : .pass,
                        reason: cell.answer == "odd" ? #"not JSON: "Brest floods…""# : nil),
                    CheckResult(
                        type: "contains", value: "Dover", outcome: passes ? .pass : .fail,
                        reason: passes ? nil : #"no "Dover" in it"#),
                ], outcome: cell.outcome, score: 1)
            return record
        }
        var detail = GridRowDetail(
            key: GridRowKey(row: dataset.rows[row].id, ordinal: 0), cells: records, columns: 3)
        for cell in own where detail.logs.contains(cell.log) {
            detail.take(log: cell.log, text: texts[cell.answer ?? ""] ?? "")
        }
        return detail
    }

    /// A playground with the grid open, its cursor on a row.
    static func desk(width: Int = 80, height: Int = 24, row: Int = 0, repeats: Int = 5) -> Desk {
        var desk = Desk(width: width, height: height, config: Sample.config)
        desk.state.settings.theme = .plain
        desk.state.openGrid("01EVAL")
        var table = GridTable(record(repeats: repeats))
        table.take(cells(repeats: repeats))
        desk.send(.grid(.opened(OpenGrid(table), isWhole: true)))
        desk.send(.grid(.rowsRead(evaluation: "01EVAL", GridRows(dataset), fault: nil)))
        desk.send(.grid(.numbered(evaluation: "01EVAL", [11, 12, 12])))
        for _ in 0..<row { desk.press("j") }
        desk.send(.grid(.looked(evaluation: "01EVAL", detail(row: row))))
        return desk
    }
}

extension GridRowDetail {
    /// Takes the text of a log's answer.
    mutating func take(log: String, text: String) {
        var reply = Reply()
        reply.apply(.textDelta(choice: 0, block: 0, text))
        take(
            LogRecord(
                id: log, prompt: "harbours", version: LogSamplesVersion.id, provider: "openai", model: "m",
                createdAt: Date(timeIntervalSince1970: 0), request: [:], images: [], state: .finished, reply: reply,
                response: nil, timing: .init(), cost: nil))
    }
}

/// The version of the sample logs, outside of the main actor.
enum LogSamplesVersion {
    static let id = VersionID(canonical: "{}")
}
