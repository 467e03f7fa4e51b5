import RequestCore

/// An evaluation in the form that build servers read: a suite for each column, a case for each cell.
package enum JUnitReport {
    /// The XML document.
    package static func text(of report: EvaluationReport) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"etude eval\">\n"
        for (index, column) in report.summary.columns.enumerated() {
            let cells = report.rows.flatMap { row in row.cells(of: index).map { (row: row, cell: $0) } }
            let outcomes = cells.map(\.cell.verdict.outcome)
            let name =
                "\(column.column.label) \(column.column.prompt) \(column.column.version.short) \(column.column.model)"
            let seconds = cells.reduce(0) { $0 + $1.cell.latencyMS } / 1000
            text += "  <testsuite name=\"\(MarkupText.escaped(name))\" tests=\"\(cells.count)\""
            text += " failures=\"\(outcomes.count { $0 == .fail })\" errors=\"\(outcomes.count { $0 == .error })\""
            text += " skipped=\"\(outcomes.count { $0 == .unchecked })\" time=\"\(time(seconds))\">\n"
            for (row, cell) in cells { text += testCase(row, cell, in: name) }
            text += "  </testsuite>\n"
        }
        return text + "</testsuites>\n"
    }

    private static func testCase(
        _ row: EvaluationReport.Row, _ cell: EvaluationReport.Cell, in suite: String
    ) -> String {
        let name = "row \(row.index + 1), repeat \(cell.repeat + 1): \(row.title)"
        var text = "    <testcase classname=\"\(MarkupText.escaped(suite))\" name=\"\(MarkupText.escaped(name))\""
        text += " time=\"\(time(cell.latencyMS / 1000))\""
        let complaints = cell.error.map { [$0] } ?? cell.complaints
        let message = MarkupText.escaped(complaints.first ?? "")
        let details = MarkupText.escaped((complaints + ["", cell.output]).joined(separator: "\n"))
        switch cell.verdict.outcome {
        case .pass: return text + "/>\n"
        case .fail: text += ">\n      <failure message=\"\(message)\">\(details)</failure>\n"
        case .error: text += ">\n      <error message=\"\(message)\">\(details)</error>\n"
        case .unchecked: text += ">\n      <skipped message=\"\(message.isEmpty ? "there is no check" : message)\"/>\n"
        }
        return text + "    </testcase>\n"
    }

    private static func time(_ seconds: Double) -> String { "\((seconds * 1000).rounded() / 1000)" }
}
