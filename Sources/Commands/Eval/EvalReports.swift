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

    /// Looks whether the files that are asked for can be written, before anything is sent.
    ///
    /// - Throws: ``FieldError`` that names the option and the file.
    func check(_ files: DiskFiles) throws(FieldError) {
        for (option, path) in [("--html", html), ("--junit", junit), ("--markdown", markdown)] {
            guard let path, let reason = files.unwritableReason(path) else { continue }
            throw FieldError(field: option, message: "\(path) cannot be written: \(reason)")
        }
    }

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

    /// The last message of a row, which says more about it than the values of its variables.
    private static func question(_ row: DataRow) -> String? { row.messages?.last?["content"]?.stringValue }

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
                        description: row?.description ?? row.flatMap(Self.question), cells: [shown]))
            }
        }
        return EvaluationReport(summary: summary, rows: reported)
    }
}
