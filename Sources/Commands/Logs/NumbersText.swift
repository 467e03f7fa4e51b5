import Glibc
import Logbook
import TextUI

/// The numbers of logs for a person.
struct NumbersText {
    private let report: LogReport
    /// The size of the line over time, in cells.
    private static let chart = Size(width: 60, height: 5)
    /// The most groups that are shown.
    private static let mostGroups = 30

    init(_ report: LogReport) { self.report = report }

    /// Lines for all logs, for the line over time, and for the groups.
    var text: String {
        guard report.all.runs > 0 else { return "no logs\n" }
        let lines = summary + chart + groups
        return lines.joined(separator: "\n") + "\n"
    }

    private var summary: [String] {
        let all = report.all
        var runs = ["runs \(Readable.count(all.runs))", "errors \(Readable.count(all.errors))\(Self.share(all))"]
        if all.cancelled > 0 { runs.append("cancelled \(Readable.count(all.cancelled))") }
        var cost = "cost \(Self.cost(all))"
        if let one = all.costOfARun { cost += ", \(Readable.dollars(one)) a run" }
        if all.unpriced > 0 { cost += ", \(Readable.count(all.unpriced)) without a price" }
        let tokens = "tokens \(Self.count(all.promptTokens)) in, \(Self.count(all.completionTokens)) out"
        return [
            runs.joined(separator: "   "), cost, tokens, "first token  " + Self.times(all.firstTokenMS),
            "total        " + Self.times(all.totalMS),
        ]
    }

    // MARK: Over time

    private var chart: [String] {
        let points = report.timeline.points
        guard points.count > 1, let highest = points.compactMap(\.p95).max(), highest > 0,
            let start = report.timeline.start,
            let end = report.timeline.end
        else { return [] }
        var chart = BrailleChart(size: Self.chart)
        chart.draw(points.map(\.p50), in: 0...highest)
        chart.draw(points.map(\.p95), in: 0...highest)
        let (top, bottom) = (Self.time(highest), "0")
        let rows = chart.rows()
        var lines = ["", "total, p50 and p95"]
        for (place, row) in rows.enumerated() {
            let label = place == 0 ? top : place == rows.count - 1 ? bottom : ""
            lines.append(Self.right(label, 8) + " │" + row)
        }
        var days = LocalDay()
        let (from, to) = (days.name(ofMilliseconds: start), days.name(ofMilliseconds: end))
        lines.append(String(repeating: " ", count: 9) + "└" + String(repeating: "─", count: Self.chart.width))
        lines.append(
            String(repeating: " ", count: 10)
                + (from == to ? from : from + Self.right(to, Self.chart.width - from.count)))
        return lines
    }

    // MARK: Groups

    private var groups: [String] {
        guard let grouping = report.grouping else { return [] }
        let shown = report.groups.prefix(Self.mostGroups)
        let most = report.groups.map(\.numbers.runs).max() ?? 1
        var rows = [["by \(grouping.rawValue)", "runs", "errors", "p50", "p95", "tokens out", "cost", ""]]
        for group in shown {
            let own = group.numbers
            rows.append([
                Self.title(group, grouping), Readable.count(own.runs), Readable.count(own.errors),
                Self.time(own.totalMS.p50), Self.time(own.totalMS.p95), Self.count(own.completionTokens),
                Self.cost(own), Self.bar(own.runs, of: most),
            ])
        }
        let widths = rows[0].indices.map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
        var lines = [""]
        for row in rows {
            let cells = row.enumerated().map { column, cell in
                column == 0 || column == row.count - 1
                    ? cell + String(repeating: " ", count: column == 0 ? widths[0] - DisplayWidth.of(cell) : 0)
                    : Self.right(cell, widths[column])
            }
            lines.append(Self.trimmed(cells.joined(separator: "  ")))
        }
        if report.groups.count > shown.count {
            lines.append("and \(report.groups.count - shown.count) more; --json has all")
        }
        if report.groups.isEmpty { lines = ["", "by \(grouping.rawValue): none"] }
        return lines
    }

    private static func title(_ group: LogReport.Group, _ grouping: LogGrouping) -> String {
        let key = grouping == .version ? String(group.key.prefix(8)) : group.key
        let text = Sanitiser.oneLine(group.title.map { "\($0) \(key)" } ?? key)
        return text.count <= 40 ? text : text.prefix(39) + "…"
    }

    /// Eighths of a cell, ten cells at most.
    private static func bar(_ count: Int, of most: Int) -> String {
        let eighths = max(1, Int((Double(count) / Double(most) * 80).rounded()))
        let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        return String(repeating: "█", count: eighths / 8) + rest
    }

    // MARK: Values

    private static func share(_ numbers: LogNumbers) -> String {
        guard numbers.errors > 0 else { return "" }
        return " (\(Readable.fixed(Double(numbers.errors) / Double(numbers.runs) * 100, digits: 1)) %)"
    }

    private static func cost(_ numbers: LogNumbers) -> String {
        guard let cost = numbers.cost else { return "–" }
        return (numbers.unpriced > 0 ? "≥ " : "") + Readable.dollars(cost.value)
    }

    private static func count(_ count: Int?) -> String { count.map(Readable.count) ?? "–" }

    private static func times(_ times: LogNumbers.Times) -> String {
        "p50 \(time(times.p50))   p95 \(time(times.p95))   p99 \(time(times.p99))"
    }

    private static func time(_ milliseconds: Double?) -> String { milliseconds.map(Readable.duration) ?? "–" }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - DisplayWidth.of(text))) + text
    }

    private static func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }
}
