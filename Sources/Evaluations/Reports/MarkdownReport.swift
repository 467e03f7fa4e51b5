import Prompts
import RequestCore

/// An evaluation as a table for a pull request.
package enum MarkdownReport {
    /// The most rows whose failures are listed.
    private static let mostListed = 50

    /// The document: a line for each column, then the rows that do not pass everywhere.
    package static func text(of report: EvaluationReport) -> String {
        let summary = report.summary
        var lines = [
            "### Evaluation of \(Plural.of(summary.record.rows, "row")) × \(summary.record.repeats)", "",
            "| | prompt | model | rows that pass | against \(summary.columns[summary.baseline].column.label) | p50 · p95 | cost |",
            "| --- | --- | --- | --- | --- | --- | --- |",
        ]
        for (index, own) in summary.columns.enumerated() {
            let column = own.column
            let cells = [
                column.label, "\(column.prompt) `\(column.version.short)`", "\(column.provider) · \(column.model)",
                passes(own), difference(index, summary), latency(own), own.cost.map { "$\(short($0))" } ?? "–",
            ]
            lines.append("| " + cells.map(escaped).joined(separator: " | ") + " |")
        }
        let failing = report.rows.filter { row in
            row.cells.contains { $0.verdict.outcome == .fail || $0.verdict.outcome == .error }
        }
        guard !failing.isEmpty else { return lines.joined(separator: "\n") + "\n" }
        lines += ["", "| row | column | outcome | why |", "| --- | --- | --- | --- |"]
        for row in failing.prefix(mostListed) {
            for cell in row.cells where cell.verdict.outcome == .fail || cell.verdict.outcome == .error {
                let why = cell.error ?? cell.complaints.first ?? ""
                let label = summary.columns[cell.column].column.label
                let cells = [
                    "\(row.index + 1): \(row.title.prefix(80))", label, cell.verdict.outcome.rawValue,
                    String(why.prefix(200)),
                ]
                lines.append("| " + cells.map(escaped).joined(separator: " | ") + " |")
            }
        }
        if failing.count > mostListed { lines += ["", "… and \(failing.count - mostListed) more rows"] }
        return lines.joined(separator: "\n") + "\n"
    }

    static func passes(_ column: EvaluationSummary.Column) -> String {
        let (passed, checked) = (column.passed.count, column.checked.count)
        guard checked > 0 else { return "nothing was checked" }
        guard checked >= 10, let interval = Statistics.wilson(passed: passed, of: checked) else {
            return "\(passed) of \(checked)"
        }
        return "\(passed) of \(checked), \(percent(Double(passed) / Double(checked))) % "
            + "(\(percent(interval.lowerBound))–\(percent(interval.upperBound)))"
    }

    static func difference(_ index: Int, _ summary: EvaluationSummary) -> String {
        guard let difference = summary.against(index) else { return "baseline" }
        let p = Statistics.mcnemar(gained: difference.gained, lost: difference.lost)
        let words = Statistics.words(gained: difference.gained, lost: difference.lost)
        return "+\(difference.gained) −\(difference.lost), \(words) (p \(short(p)))"
    }

    static func latency(_ column: EvaluationSummary.Column) -> String {
        guard let middle = Statistics.percentile(50, ofSorted: column.latencies),
            let high = Statistics.percentile(95, ofSorted: column.latencies)
        else { return "–" }
        return "\(short(middle.rounded() / 1000)) · \(short(high.rounded() / 1000)) s"
    }

    private static func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }

    /// Two decimals; four below a tenth.
    static func short(_ value: Double) -> String {
        let scale = value < 0.1 ? 10_000.0 : 100
        return "\((value * scale).rounded() / scale)"
    }

    /// A text in a cell of a table, where nothing of it is markup.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in MarkupText.escaped(text) {
            if character.isNewline {
                result += " "
            } else {
                if "|\\*_[]~".contains(character) { result += "\\" }
                result.append(character)
            }
        }
        return result
    }
}
