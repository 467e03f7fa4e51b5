package import JSON

/// A finished grid as reports show it.
package struct EvaluationReport: Sendable {
    /// One generation.
    package struct Cell: Sendable {
        /// The place of the column, from 0.
        package var column: Int
        /// Which of the repeats, from 0.
        package var `repeat`: Int
        /// What the checks say.
        package var verdict: CellVerdict
        /// The answer; empty if none came.
        package var output: String
        /// Why there is no answer; nil if there is one.
        package var error: String?
        /// The milliseconds of all rounds.
        package var latencyMS: Double
        /// US dollars; nil if they are not known.
        package var cost: Double?
        /// The log's id.
        package var log: String

        /// Creates a cell.
        package init(_ cell: CellRecord, output: String, error: String?) {
            column = cell.key.column
            `repeat` = cell.key.repeat
            verdict = cell.verdict
            self.output = output
            self.error = error
            latencyMS = cell.latencyMS
            cost = cell.cost
            log = cell.log
        }

        /// The results that did not pass, a sentence each.
        package var complaints: [String] {
            verdict.checks.filter { $0.outcome != .pass }.map { check in
                let value = check.value.map { " " + String(($0.stringValue ?? $0.compact).prefix(80)) } ?? ""
                return "\(check.type)\(value): \(check.reason ?? check.outcome.rawValue)"
            }
        }
    }

    /// A row with its cells.
    package struct Row: Sendable {
        /// The row's place in the dataset, from 0.
        package var index: Int
        /// The values of variables.
        package var vars: JSONObject
        /// The row's description; nil for none.
        package var description: String?
        /// In the order of columns and repeats.
        package var cells: [Cell]

        /// Creates a row.
        package init(index: Int, vars: JSONObject, description: String?, cells: [Cell]) {
            self.index = index
            self.vars = vars
            self.description = description
            self.cells = cells
        }

        /// The description, else the values, on one line.
        package var title: String {
            description ?? vars.map { "\($0.key)=\($0.value.stringValue ?? $0.value.compact)" }.joined(separator: ", ")
        }

        /// The cells of a column.
        package func cells(of column: Int) -> [Cell] { cells.filter { $0.column == column } }
    }

    /// What the cells come to.
    package let summary: EvaluationSummary
    /// The rows that have cells, in the order of the dataset.
    package let rows: [Row]

    /// Creates a report.
    package init(summary: EvaluationSummary, rows: [Row]) {
        self.summary = summary
        self.rows = rows
    }
}
