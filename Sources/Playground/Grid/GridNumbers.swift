import Evaluations
import RequestCore
import TextUI

/// The numbers of a grid's columns as text: what stands in its head, and what there is no room for.
enum GridNumbers {
    /// A block for each column.
    static func text(_ grid: OpenGrid) -> String {
        let table = grid.table
        let record = table.record
        let rule = record.settings.rowUnder.map { "at least \(Statistics.percent($0)) %" } ?? "more than half"
        var lines = [
            "\(Readable.count(record.rows)) rows × \(record.repeats), dataset \(record.dataset.prefix(8))",
            "A row passes when \(rule) of its checked cells do. Intervals are Wilson's at 95 %.",
        ]
        if record.columns.count > 2 {
            lines.append(
                "\(record.columns.count - 1) columns are compared with the baseline, each by a test of its own.")
        }
        for column in record.columns.indices { lines += ["", block(column, grid)] }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func block(_ column: Int, _ grid: OpenGrid) -> String {
        let (head, own) = (grid.table.heads[column], grid.table.record.columns[column])
        let number = grid.numbers.indices.contains(column) ? grid.numbers[column].map { "v\($0) " } ?? "" : ""
        var facts: [(String, String)] = []
        facts.append(("rows that pass", head.passes ?? "nothing was checked"))
        if column != grid.table.baseline, let difference = head.difference {
            let p = Statistics.mcnemar(gained: head.gained, lost: head.lost)
            let label = grid.table.record.columns[grid.table.baseline].label
            facts.append(("against \(label)", "\(difference) (exact McNemar p \(Readable.fixed(p, digits: 4)))"))
        }
        if grid.table.record.repeats > 1, head.checked > 0 {
            facts.append(("every repeat passes", "\(head.always) of \(head.checked) rows"))
            facts.append(("at least one passes", "\(head.once) of \(head.checked) rows"))
        }
        facts.append(("cells with an answer", Readable.count(head.answered)))
        facts.append(("errors", Readable.count(head.errors)))
        facts.append(("unchecked", Readable.count(head.unchecked)))
        facts.append(("distinct answers", Readable.count(head.answers) + ", summed over rows"))
        if let median = head.median, let high = head.high {
            facts.append(("latency", "p50 \(Readable.seconds(median)), p95 \(Readable.seconds(high)) (nearest rank)"))
        }
        facts.append(("tokens out", head.completionTokens.map(Readable.count) ?? "not known"))
        facts.append(("cost", cost(head, rows: grid.table.rows.count)))
        if let ratings = grid.ratings[column] {
            facts.append(("rated by hand", "\(ratings.good) good, \(ratings.bad) bad"))
        }
        let version = Sanitiser.oneLine("\(own.prompt) \(number)\(own.version.short)")
        let name = "\(own.label)  \(version)  " + Sanitiser.oneLine("\(own.provider) · \(own.model)")
        let lines = facts.map { "   " + $0.padding(to: 24) + $1 }
        return ([name] + lines).joined(separator: "\n")
    }

    private static func cost(_ head: GridHead, rows: Int) -> String {
        guard let cost = head.cost else { return "not known" }
        var text = Readable.dollars(cost)
        if rows > 0 { text += ", \(Readable.dollars(cost / Double(rows))) a row" }
        if head.passed > 0 { text += ", \(Readable.dollars(cost / Double(head.passed))) a row that passes" }
        return text
    }
}
