import Evaluations
import JSON
import Prompts
import TextUI

/// The summary of an evaluation for a person.
enum EvalText {
    /// Lines for the columns, and what stands behind the numbers.
    static func summary(_ summary: EvaluationSummary) -> String {
        let record = summary.record
        var lines = [
            "evaluation \(record.id)  dataset \(record.dataset.prefix(8))  "
                + "\(record.rows) \(record.rows == 1 ? "row" : "rows") × \(record.repeats)"
        ]
        for index in summary.columns.indices { lines += column(index, of: summary) }
        if summary.missing > 0 {
            let verb = summary.missing == 1 ? "has" : "have"
            lines.append(
                "\(summary.missing) of \(record.cellCount) cells \(verb) no answer; --resume sends what is open")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func column(_ index: Int, of summary: EvaluationSummary) -> [String] {
        let own = summary.columns[index]
        let column = own.column
        var parts = [passes(own, of: summary.record.rows)]
        if !own.checked.isEmpty, let difference = summary.against(index) {
            parts.append(self.difference(difference, summary))
        }
        if own.unchecked > 0 { parts.append("\(own.unchecked) unchecked") }
        if own.errors > 0 { parts.append("\(own.errors) \(own.errors == 1 ? "error" : "errors")") }
        var facts = ["\(own.answers) \(own.answers == 1 ? "answer" : "distinct answers")"]
        if let middle = Statistics.percentile(50, ofSorted: own.latencies),
            let high = Statistics.percentile(95, ofSorted: own.latencies)
        {
            facts.append("p50 \(Readable.duration(middle)), p95 \(Readable.duration(high)) (nearest rank)")
        }
        if let tokens = own.completionTokens { facts.append("\(Readable.count(tokens)) tokens out") }
        if let cost = own.cost { facts.append(Readable.dollars(cost)) }
        if summary.record.repeats > 1 { facts.append(flakiness(own)) }
        let name = "\(column.label)  \(column.prompt) \(column.version.short)  \(column.provider) · \(column.model)"
        return [
            Sanitiser.oneLine(name), "   " + parts.joined(separator: "   "), "   " + facts.joined(separator: " · "),
        ]
    }

    /// `19 of 24 rows pass, 79 % (60–91)`; below ten rows a share would say more than is known.
    private static func passes(_ column: EvaluationSummary.Column, of rows: Int) -> String {
        let (passed, checked) = (column.passed.count, column.checked.count)
        guard checked > 0 else { return "nothing was checked" }
        var text = "\(passed) of \(checked) \(checked == 1 ? "row passes" : "rows pass")"
        if checked < rows { text += " so far, of \(rows)" }
        if checked >= 10, let interval = Statistics.wilson(passed: passed, of: checked) {
            text += ", \(Statistics.percent(Double(passed) / Double(checked))) %"
            text += " (\(Statistics.percent(interval.lowerBound))–\(Statistics.percent(interval.upperBound)))"
        }
        return text
    }

    private static func difference(_ difference: (gained: Int, lost: Int), _ summary: EvaluationSummary) -> String {
        let label = summary.columns[summary.baseline].column.label
        let p = Statistics.mcnemar(gained: difference.gained, lost: difference.lost)
        let words = Statistics.words(gained: difference.gained, lost: difference.lost)
        return
            "against \(label) +\(difference.gained) −\(difference.lost), \(words) (p \(Readable.fixed(p, digits: 2)))"
    }

    /// How many rows pass every time, sometimes and never.
    private static func flakiness(_ column: EvaluationSummary.Column) -> String {
        let all = column.repeats.values.count { $0.passed == $0.checked }
        let none = column.repeats.values.count { $0.passed == 0 }
        return "every repeat passes in \(all), some in \(column.repeats.count - all - none), none in \(none) rows"
    }
}
