import ArgumentParser
import Evaluations
import JSON
import Prompts
import RequestCore
import Storage

/// The files that `etude eval` writes at the end.
struct EvalReportOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Write a page with the whole grid.", valueName: "file"), completion: .file())
    var html: String?

    @Option(help: ArgumentHelp("Write the results for a build server.", valueName: "file"), completion: .file())
    var junit: String?

    @Option(help: ArgumentHelp("Write a table for a pull request.", valueName: "file"), completion: .file())
    var markdown: String?

    /// Writes the files that are asked for.
    ///
    /// - Parameter rows: by their ids; a row that is missing is shown by the values in its log.
    func write(
        _ summary: EvaluationSummary, cells: some Sequence<CellRecord>, rows: [String: DataRow], _ store: Store,
        _ session: CommandSession
    ) async throws {
        guard html != nil || junit != nil || markdown != nil else { return }
        let report = try await Self.report(summary, cells: cells, rows: rows, store)
        if let html {
            var page = ""
            HTMLReport.write(report) { page += $0 }
            try session.files.write(page, to: html)
        }
        if let junit { try session.files.write(JUnitReport.text(of: report), to: junit) }
        if let markdown { try session.files.write(MarkdownReport.text(of: report), to: markdown) }
    }

    private static func report(
        _ summary: EvaluationSummary, cells: some Sequence<CellRecord>, rows: [String: DataRow], _ store: Store
    ) async throws -> EvaluationReport {
        let sorted = cells.filter { $0.state != .sent && $0.key.repeat < summary.record.repeats }.sorted {
            ($0.index, $0.key.column, $0.key.repeat) < ($1.index, $1.key.column, $1.key.repeat)
        }
        var reported: [EvaluationReport.Row] = []
        for cell in sorted {
            let record = try await store.log(id: cell.log)
            let shown = EvaluationReport.Cell(
                cell, output: EvalLine.output(record?.reply) ?? "", error: record?.reply.error?.description)
            if reported.last?.index == cell.index {
                reported[reported.count - 1].cells.append(shown)
            } else {
                let row = rows[cell.key.row]
                reported.append(
                    EvaluationReport.Row(
                        index: cell.index, vars: row?.vars ?? record?.inputs ?? JSONObject(),
                        description: row?.description, cells: [shown]))
            }
        }
        return EvaluationReport(summary: summary, rows: reported)
    }
}
