import RequestCore

/// The numbers of logs as one page that needs nothing else: no script, no request to anywhere.
package enum NumbersPage {
    /// The document, piece by piece.
    ///
    /// - Parameters:
    ///   - filter: the filter's text; empty for all logs.
    ///   - write: takes the next piece.
    package static func write(_ report: LogReport, filter: String, to write: (String) throws -> Void) rethrows {
        try write(HTMLPage.head(title: "Logs in numbers", style: style))
        try write("<h1>Logs in numbers</h1>\n<p>\(subject(report, filter))</p>\n")
        guard report.all.runs > 0 else { return try write("<p>No logs.</p>\n" + HTMLPage.foot) }
        try write(summary(report.all))
        if report.timeline.points.count > 1 {
            try write("<h2>Time to the end of an answer</h2>\n" + NumbersChart.times(report.timeline))
            try write("<h2>Runs</h2>\n" + NumbersChart.runs(report.timeline))
        }
        if let grouping = report.grouping {
            try write("<h2>By \(grouping.rawValue)</h2>\n")
            try write("<div class=\"wide\"><table>\n<thead><tr>")
            let names = [grouping.rawValue, "runs", "", "errors", "cancelled", "p50", "p95", "p99", "first token p50"]
            for name in names + ["tokens in", "tokens out", "cost"] { try write("<th>\(name)</th>") }
            try write("</tr></thead>\n<tbody>\n")
            let most = report.groups.map(\.numbers.runs).max() ?? 1
            for group in report.groups { try write(row(group, of: most)) }
            try write("</tbody></table></div>\n")
        }
        try write(HTMLPage.foot)
    }

    private static func subject(_ report: LogReport, _ filter: String) -> String {
        var text = filter.isEmpty ? "All logs" : "<code>\(MarkupText.escaped(filter))</code>"
        var days = LocalDay()
        if let start = report.timeline.start, let end = report.timeline.end {
            let (first, last) = (days.name(ofMilliseconds: start), days.name(ofMilliseconds: end))
            text += first == last ? ", \(first)" : ", \(first) to \(last)"
        }
        return text
    }

    private static func summary(_ all: LogNumbers) -> String {
        var cost = NumbersWords.cost(all)
        if all.unpriced > 0 { cost += " (\(NumbersWords.count(all.unpriced)) finished runs have no known cost)" }
        let facts = [
            ("runs", NumbersWords.count(all.runs)), ("errors", NumbersWords.count(all.errors)),
            ("cancelled", NumbersWords.count(all.cancelled)), ("cost", cost),
            ("tokens", "\(NumbersWords.count(all.promptTokens)) in, \(NumbersWords.count(all.completionTokens)) out"),
            ("first token", times(all.firstTokenMS)), ("total", times(all.totalMS)),
        ]
        let rows = facts.map { "<tr><th>\($0)</th><td>\(MarkupText.escaped($1))</td></tr>\n" }.joined()
        return "<div class=\"wide\"><table class=\"facts\">\n\(rows)</table></div>\n"
    }

    private static func times(_ times: LogNumbers.Times) -> String {
        "p50 \(NumbersWords.time(times.p50)), p95 \(NumbersWords.time(times.p95)), p99 \(NumbersWords.time(times.p99))"
    }

    private static func row(_ group: LogReport.Group, of most: Int) -> String {
        let own = group.numbers
        let share = Double(own.runs) / Double(max(most, 1)) * 100
        let title = group.title.map { "\($0) \(group.key.prefix(8))" } ?? group.key
        let bar = "<div class=\"bar\" style=\"width:\(NumbersWords.fixed(share))%\"></div>"
        let cells = [
            NumbersWords.count(own.errors), NumbersWords.count(own.cancelled), NumbersWords.time(own.totalMS.p50),
            NumbersWords.time(own.totalMS.p95), NumbersWords.time(own.totalMS.p99),
            NumbersWords.time(own.firstTokenMS.p50), NumbersWords.count(own.promptTokens),
            NumbersWords.count(own.completionTokens), NumbersWords.cost(own),
        ]
        return
            "<tr><th>\(MarkupText.escaped(title))</th><td>\(NumbersWords.count(own.runs))</td><td class=\"bars\">\(bar)</td>"
            + cells.map { "<td>\(MarkupText.escaped($0))</td>" }.joined() + "</tr>\n"
    }

    private static let style = """
        h2 { font-size: 1.05rem; margin: 1.5rem 0 .3rem; }
        .facts { width: auto; }
        td { font-variant-numeric: tabular-nums; }
        .bars { min-width: 8rem; } .bar { background: var(--one); height: 1rem; }
        svg { width: 100%; max-width: 60rem; height: auto; }
        svg text { fill: currentColor; font-size: 11px; opacity: .7; }
        svg .axis { stroke: var(--line); fill: none; }
        svg .p50 { stroke: var(--one); fill: none; stroke-width: 1.5; }
        svg .p95 { stroke: var(--two); fill: none; stroke-width: 1.5; }
        svg .runs { fill: var(--one); } svg .errors { fill: var(--bad); }
        :root { --one: #2563a8; --two: #b35c00; }
        @media (prefers-color-scheme: dark) { :root { --one: #7ab8ff; --two: #ffb066; } }
        """
}
