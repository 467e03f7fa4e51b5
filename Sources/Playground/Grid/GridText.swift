import Evaluations
import RequestCore
import TextUI

/// The words of a grid's head and cells.
struct GridText {
    let grid: OpenGrid
    let theme: Theme
    let marks: GridMarks

    private var record: EvaluationRecord { grid.table.record }

    /// The label of a column with its version.
    func name(of column: Int, isBaseline: Bool, withModel: Bool) -> StyledText {
        let own = record.columns[column]
        var text = StyledText(own.label, theme[.heading])
        let number = grid.numbers.indices.contains(column) ? grid.numbers[column] : nil
        if let number { text.append("  v\(number)", theme[.text]) }
        if number == nil || !withModel { text.append(" \(own.version.short)", theme[.accent]) }
        if withModel { text.append("  " + Sanitiser.oneLine(own.model), theme[.text]) }
        if isBaseline, record.columns.count > 1, !withModel { text.append("  baseline", theme[.dim]) }
        return text
    }

    /// What a line of the head is about.
    func title(of line: GridLayout.HeadLine) -> String {
        switch line {
        case .model: "model"
        case .passes: "rows that pass"
        case .against: "against " + record.columns[grid.table.baseline].label
        case .repeats: "all \(record.repeats) · at least 1"
        case .times: "p50 · p95"
        case .costs: "tokens out · cost a row"
        case .timesAndCosts: "p50 · p95 · $ a row"
        case .ratings: "rated"
        }
    }

    /// What a line of the head says of a column.
    func head(_ line: GridLayout.HeadLine, of column: Int) -> StyledText {
        let head = grid.table.heads[column]
        switch line {
        case .model:
            let own = record.columns[column]
            return StyledText(Sanitiser.oneLine("\(own.provider) · \(own.model)"), theme[.text])
        case .passes:
            guard let passes = head.passes else {
                return StyledText(head.answered == 0 ? "" : "unchecked", theme[.dim])
            }
            var text = StyledText(passes, theme[.text])
            if head.unchecked > 0 { text.append("  \(head.unchecked) unchecked", theme[.dim]) }
            return text
        case .against:
            if column == grid.table.baseline { return StyledText("baseline", theme[.dim]) }
            let role: Theme.Role = head.gained > head.lost ? .good : head.gained < head.lost ? .bad : .dim
            return StyledText(head.difference ?? "", theme[role])
        case .repeats: return StyledText(head.checked == 0 ? "" : "\(head.always) · \(head.once)", theme[.text])
        case .times: return StyledText(times(head), theme[.text])
        case .costs: return StyledText(costs(head), theme[.text])
        case .timesAndCosts:
            let cost = head.cost.map { " · " + Readable.dollars($0 / Double(max(1, grid.table.rows.count))) } ?? ""
            return StyledText(times(head) + cost, theme[.text])
        case .ratings:
            guard let ratings = grid.ratings[column] else { return "" }
            return StyledText("+\(ratings.good)", theme[.good]).appending("  -\(ratings.bad)", theme[.bad])
        }
    }

    private func times(_ head: GridHead) -> String {
        guard let median = head.median, let high = head.high else { return "" }
        return Readable.seconds(median) + " · " + Readable.seconds(high)
    }

    private func costs(_ head: GridHead) -> String {
        let rows = max(1, grid.table.rows.count)
        let tokens = head.completionTokens.map { Readable.count($0 / rows) } ?? "–"
        return tokens + " · " + (head.cost.map { Readable.dollars($0 / Double(rows)) } ?? "–")
    }

    /// `✓ 4 of 5  2 answers`.
    func cell(row: Int, column: Int) -> StyledText {
        let tally = grid.table.tally(row: row, column: column)
        let finished = tally.checked + tally.errors + tally.unchecked
        if finished == 0 {
            return tally.sent > 0
                ? StyledText("\(marks.moving) under way", theme[.accent]) : StyledText(marks.waiting, theme[.dim])
        }
        var text = StyledText()
        if let passes = tally.passes(rowUnder: record.settings.rowUnder) {
            text.append((passes ? marks.pass : marks.fail) + " ", theme[passes ? .good : .bad])
            text.append("\(tally.passed) of \(tally.checked)", theme[passes ? .text : .bad])
        } else if tally.errors > 0 {
            text.append(marks.error, theme[.warn])
        } else {
            text.append("\(marks.unchecked) unchecked", theme[.dim])
        }
        if tally.errors > 0 {
            text.append(" \(tally.errors) \(tally.errors == 1 ? "error" : "errors")", theme[.warn])
        }
        if tally.answers > 0 {
            text.append("  \(tally.answers) \(tally.answers == 1 ? "answer" : "answers")", theme[.dim])
        }
        if finished < record.repeats {
            text.append(
                "  \(tally.sent > 0 ? marks.moving : marks.waiting) \(record.repeats - finished)", theme[.accent])
        }
        return text
    }

    /// The name of a row, with its number from 1.
    func label(row: Int, digits: Int) -> StyledText {
        let own = grid.table.rows[row]
        let number = String(own.index + 1)
        let padding = String(repeating: " ", count: max(0, digits - number.count))
        return StyledText(padding + number, theme[.dim])
            .appending("  " + Sanitiser.oneLine(grid.label(of: own.key)), theme[.text])
    }
}

/// The signs of a grid, which an ASCII screen has in letters.
struct GridMarks {
    let pass, fail, error, waiting, moving, unchecked, cursor, marked, ascending, descending, bar, line: String

    init(_ borders: Borders) {
        let isASCII = borders == .ascii
        (pass, fail, error) = isASCII ? ("v", "x", "!") : ("✓", "✗", "!")
        (waiting, moving, unchecked) = isASCII ? (".", "~", "-") : ("·", "…", "–")
        (cursor, marked, bar, line) = isASCII ? (">", "*", "|", "-") : ("▸", "•", "│", "─")
        (ascending, descending) = isASCII ? ("^", "v") : ("▴", "▾")
    }

    /// The sign of an outcome; that of one that was not checked where the repeats differ.
    func sign(_ outcome: CheckOutcome?) -> String {
        switch outcome {
        case .pass: pass
        case .fail: fail
        case .error: error
        case .unchecked, nil: unchecked
        }
    }
}
