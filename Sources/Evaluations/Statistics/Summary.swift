package import JSON

/// What the cells of an evaluation come to.
package struct EvaluationSummary: Sendable {
    /// What one column comes to.
    package struct Column: Sendable {
        /// The column.
        package var column: EvaluationColumn
        /// The rows that pass.
        package var passed: Set<GridRowKey> = []
        /// The rows with at least one checked cell.
        package var checked: Set<GridRowKey> = []
        /// The cells without an answer, or whose checks did not run.
        package var errors = 0
        /// The cells without a check that can be run here.
        package var unchecked = 0
        /// The cells whose request has an answer.
        package var answered = 0
        /// The sum over rows of distinct answers.
        package var answers = 0
        /// The milliseconds of the answered cells, ascending.
        package var latencies: [Double] = []
        /// The sums over cells; nil if a server did not say.
        package var promptTokens: Int? = 0
        package var completionTokens: Int? = 0
        /// US dollars; nil if the cost of a cell is not known.
        package var cost: Double? = 0
        /// For each row, the checked cells and those of them that pass.
        package var repeats: [GridRowKey: (passed: Int, checked: Int)] = [:]
    }

    /// The evaluation.
    package let record: EvaluationRecord
    /// The columns in order.
    package private(set) var columns: [Column]
    /// The place of the column that others are compared with.
    package let baseline: Int

    /// Sums up cells.
    package init(_ record: EvaluationRecord, cells: some Sequence<CellRecord>) {
        self.record = record
        baseline = record.columns.firstIndex { $0.label == record.settings.baseline } ?? 0
        columns = record.columns.map { Column(column: $0) }
        var distinct: [[GridRowKey: Set<String>]] = Array(repeating: [:], count: columns.count)
        for cell in cells where columns.indices.contains(cell.key.column) && cell.key.repeat < record.repeats {
            let row = GridRowKey(row: cell.key.row, ordinal: cell.key.ordinal)
            if let answer = cell.answer { distinct[cell.key.column][row, default: []].insert(answer) }
            columns[cell.key.column].take(cell, row)
        }
        for index in columns.indices {
            columns[index].answers = distinct[index].values.reduce(0) { $0 + $1.count }
            columns[index].finish(rowUnder: record.settings.rowUnder)
        }
    }

    /// How many cells have no answer.
    package var missing: Int { record.cellCount - columns.reduce(0) { $0 + $1.answered } }

    /// Whether enough checked rows pass in every column.
    ///
    /// - Parameter share: how many have to pass, from 0 to 1.
    package func reaches(_ share: Double) -> Bool {
        columns.allSatisfy { column in
            column.checked.isEmpty || Double(column.passed.count) >= share * Double(column.checked.count) - 1e-9
        }
    }

    /// The rows that pass in a column and not in the baseline, and the other way round.
    package func against(_ index: Int) -> (gained: Int, lost: Int)? {
        guard index != baseline else { return nil }
        let (own, base) = (columns[index], columns[baseline])
        let both = own.checked.intersection(base.checked)
        return (
            both.count { own.passed.contains($0) && !base.passed.contains($0) },
            both.count { !own.passed.contains($0) && base.passed.contains($0) }
        )
    }
}

extension EvaluationSummary.Column {
    fileprivate mutating func take(_ cell: CellRecord, _ row: GridRowKey) {
        switch cell.verdict.outcome {
        case .error: errors += 1
        case .unchecked: unchecked += 1
        case .pass, .fail:
            let before = repeats[row] ?? (0, 0)
            repeats[row] = (before.passed + (cell.verdict.outcome == .pass ? 1 : 0), before.checked + 1)
        }
        guard cell.state == .answered else { return }
        answered += 1
        latencies.append(cell.latencyMS)
        promptTokens = promptTokens.flatMap { sum in cell.promptTokens.map { sum + $0 } }
        completionTokens = completionTokens.flatMap { sum in cell.completionTokens.map { sum + $0 } }
        cost = cost.flatMap { sum in cell.cost.map { sum + $0 } }
    }

    /// A row passes when enough of its checked cells do: more than half, or the share that is asked for.
    fileprivate mutating func finish(rowUnder: Double?) {
        latencies.sort()
        if answered == 0 { (promptTokens, completionTokens, cost) = (nil, nil, nil) }
        for (row, count) in repeats {
            checked.insert(row)
            if RowRule.passes(passed: count.passed, of: count.checked, rowUnder: rowUnder) { passed.insert(row) }
        }
    }
}

extension EvaluationSummary {
    /// The object that `--json` prints last.
    package var json: JSONValue {
        let columns = columns.indices.map { index -> JSONValue in json(of: index) }
        return .object([
            "summary": .object([
                "evaluation": .string(record.id), "dataset": .string(record.dataset), "rows": number(record.rows),
                "repeats": number(record.repeats), "cells": number(record.cellCount), "columns": .array(columns),
            ])
        ])
    }

    private func json(of index: Int) -> JSONValue {
        let own = columns[index]
        var object = own.column.json
        let (passed, checked) = (own.passed.count, own.checked.count)
        object["rows_passed"] = number(passed)
        object["rows_checked"] = number(checked)
        object["pass_rate"] = checked == 0 ? .null : rounded(Double(passed) / Double(checked))
        object["interval"] =
            Statistics.wilson(passed: passed, of: checked).map {
                .array([rounded($0.lowerBound), rounded($0.upperBound)])
            } ?? .null
        object["errors"] = number(own.errors)
        object["unchecked"] = number(own.unchecked)
        object["answers"] = number(own.answers)
        object["latency_ms"] = .object([
            "p50": Statistics.percentile(50, ofSorted: own.latencies).map { rounded($0, 1000) } ?? .null,
            "p95": Statistics.percentile(95, ofSorted: own.latencies).map { rounded($0, 1000) } ?? .null,
        ])
        object["prompt_tokens"] = own.promptTokens.map(number) ?? .null
        object["completion_tokens"] = own.completionTokens.map(number) ?? .null
        object["cost_usd"] = own.cost.flatMap { JSONNumber($0) }.map(JSONValue.number) ?? .null
        object["against"] =
            against(index).map { difference in
                .object([
                    "baseline": .string(columns[baseline].column.label), "gained": number(difference.gained),
                    "lost": number(difference.lost),
                    "p": rounded(Statistics.mcnemar(gained: difference.gained, lost: difference.lost), 1e6),
                ])
            } ?? .null
        return .object(object)
    }

    private func number(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

    private func rounded(_ value: Double, _ scale: Double = 10_000) -> JSONValue {
        JSONNumber((value * scale).rounded() / scale).map(JSONValue.number) ?? .null
    }
}
