import JSON
import Prompts
import RequestCore

/// An evaluation as one page that needs nothing else: no script to be read, no request to anywhere.
package enum HTMLReport {
    /// The document, piece by piece, because a grid may be large.
    ///
    /// - Parameter write: takes the next piece.
    package static func write(
        _ report: EvaluationReport, to write: (String) throws -> Void
    ) rethrows {
        let summary = report.summary
        try write(HTMLPage.head(title: "Evaluation \(summary.record.id)", style: GridPage.style))
        try write(
            "<h1>Evaluation</h1>\n<p>\(summary.record.rows) rows × \(summary.record.repeats), dataset "
                + "<code>\(summary.record.dataset.prefix(12))</code>, evaluation <code>\(summary.record.id)</code></p>\n"
        )
        try write(columns(summary))
        try write(GridPage.filters)
        try write("<div class=\"wide\"><table class=\"grid\">\n<thead><tr><th>row</th>")
        for column in summary.columns {
            try write("<th>\(column.column.label) <small>\(MarkupText.escaped(column.column.model))</small></th>")
        }
        try write("</tr></thead>\n<tbody>\n")
        for row in report.rows { try write(self.row(row, report)) }
        try write("</tbody></table></div>\n" + HTMLPage.foot)
    }

    private static func columns(_ summary: EvaluationSummary) -> String {
        let names = ["", "prompt", "provider · model", "rows that pass", "against", "p50 · p95", "tokens out", "cost"]
        var text = "<div class=\"wide\"><table>\n<thead><tr>"
        text += names.map { "<th>\($0)</th>" }.joined() + "</tr></thead>\n<tbody>\n"
        for (index, own) in summary.columns.enumerated() {
            let column = own.column
            let cells = [
                column.label, "\(column.prompt) \(column.version.short)", "\(column.provider) · \(column.model)",
                MarkdownReport.passes(own), MarkdownReport.difference(index, summary), MarkdownReport.latency(own),
                own.completionTokens.map(String.init) ?? "–", own.cost.map { "$" + MarkdownReport.short($0) } ?? "–",
            ]
            text += "<tr>" + cells.map { "<td>\(MarkupText.escaped($0))</td>" }.joined() + "</tr>\n"
        }
        return text + "</tbody></table></div>\n"
    }

    /// A row, with classes that the filters choose by.
    private static func row(_ row: EvaluationReport.Row, _ report: EvaluationReport) -> String {
        let outcomes = Set(row.cells.map(\.verdict.outcome))
        let places = report.summary.columns.indices
        let answers = places.map { Set(row.cells(of: $0).map(\.output)) }
        var classes: [String] = []
        if outcomes.contains(.fail) { classes.append("failed") }
        if outcomes.contains(.error) { classes.append("broken") }
        if outcomes == [.pass] { classes.append("passed") }
        if answers.contains(where: { $0 != answers[0] }) { classes.append("different") }
        var text = "<tr class=\"\(classes.joined(separator: " "))\"><th><b>\(row.index + 1)</b>"
        if let description = row.description { text += " \(MarkupText.escaped(description))" }
        for member in row.vars {
            let value = member.value.stringValue ?? member.value.compact
            text += "<div><small>\(MarkupText.escaped(member.key))</small> \(MarkupText.escaped(value))</div>"
        }
        text += "</th>"
        let baseline = row.cells(of: report.summary.baseline).first
        for place in places {
            text +=
                "<td>\(column(row.cells(of: place), against: place == report.summary.baseline ? nil : baseline))</td>"
        }
        return text + "</tr>\n"
    }

    /// The answers of a column, equal ones once with their number.
    private static func column(_ cells: [EvaluationReport.Cell], against baseline: EvaluationReport.Cell?) -> String {
        var groups: [[EvaluationReport.Cell]] = []
        for cell in cells {
            let place = groups.firstIndex {
                $0[0].output == cell.output && $0[0].error == cell.error
                    && $0[0].verdict.outcome == cell.verdict.outcome
            }
            if let place { groups[place].append(cell) } else { groups.append([cell]) }
        }
        groups.sort { $0.count > $1.count }
        return groups.map { group in
            let cell = group[0]
            var text = "<div class=\"cell \(cell.verdict.outcome.rawValue)\"><p><b>\(sign(cell.verdict.outcome))</b>"
            if cells.count > 1 { text += " \(group.count)×" }
            text += " <small>\(MarkdownReport.short(cell.latencyMS / 1000)) s · \(cell.log)</small></p>"
            if let error = cell.error { text += "<p>\(MarkupText.escaped(error))</p>" }
            for complaint in cell.complaints { text += "<p class=\"why\">\(MarkupText.escaped(complaint))</p>" }
            if !cell.output.isEmpty { text += "<pre>\(MarkupText.escaped(cell.output))</pre>" }
            if let baseline, !baseline.output.isEmpty, baseline.output != cell.output, !cell.output.isEmpty {
                text += "<details><summary>difference to the baseline</summary><pre>"
                text += difference(baseline.output, cell.output) + "</pre></details>"
            }
            return text + "</div>"
        }.joined()
    }

    private static func difference(_ old: String, _ new: String) -> String {
        TextDiff(from: old, to: new).lines.map { line in
            let spans = line.spans.map { span in
                let text = MarkupText.escaped(span.text)
                return span.isChanged ? "<mark>\(text)</mark>" : text
            }.joined()
            switch line.kind {
            case .same: return spans
            case .removed: return "<del>− \(spans)</del>"
            case .added: return "<ins>+ \(spans)</ins>"
            }
        }.joined(separator: "\n")
    }

    private static func sign(_ outcome: CheckOutcome) -> String {
        switch outcome {
        case .pass: "✓ pass"
        case .fail: "✗ fail"
        case .error: "! error"
        case .unchecked: "· unchecked"
        }
    }
}

/// What only the page of an evaluation has.
private enum GridPage {
    static let style = """
        .grid th { font-weight: normal; min-width: 8rem; max-width: 18rem; overflow-wrap: anywhere; }
        .grid td { min-width: 14rem; }
        .grid thead th { font-weight: bold; }
        .cell { border-left: 3px solid var(--line); padding-left: .5rem; margin-bottom: .6rem; }
        .cell p { margin: .1rem 0; }
        .pass { border-color: var(--good); } .pass b { color: var(--good); }
        .fail { border-color: var(--bad); } .fail b { color: var(--bad); }
        .error { border-color: var(--warn); } .error b { color: var(--warn); }
        .why { color: var(--bad); }
        ins { color: var(--good); text-decoration: none; } del { color: var(--bad); text-decoration: none; }
        mark { background: #e3b34166; color: inherit; }
        label { margin-right: 1rem; white-space: nowrap; }
        main:has(#show-failed:checked) .grid tbody tr:not(.failed),
        main:has(#show-broken:checked) .grid tbody tr:not(.broken),
        main:has(#show-passed:checked) .grid tbody tr:not(.passed),
        main:has(#show-different:checked) .grid tbody tr:not(.different) { display: none; }
        """

    /// Which rows are shown; style sheets do it, not a script.
    static let filters: String = {
        let names = [
            ("all", "all rows"), ("failed", "failures"), ("broken", "errors"), ("passed", "passes"),
            ("different", "different answers"),
        ]
        let inputs = names.map { id, title in
            "<label><input type=\"radio\" name=\"show\" id=\"show-\(id)\"\(id == "all" ? " checked" : "")> \(title)</label>"
        }
        return "<form>" + inputs.joined(separator: "\n") + "</form>\n"
    }()
}
