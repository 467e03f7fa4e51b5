import Evaluations
import JSON
import RequestCore

/// How cells and the summary are printed.
enum EvalFormat {
    case text, json, csv

    /// Prints what stands before the cells.
    func begin(_ evaluation: EvaluationRecord, _ output: Output) throws(Output.Closed) {
        guard self == .csv else { return }
        try output.write(
            CSVRecord.text([
                "evaluation", "row", "index", "repeat", "column", "prompt", "version", "provider", "model", "vars",
                "outcome", "score", "output", "finish_reason", "latency_ms", "cost_usd", "log", "reasons", "error",
            ]))
    }

    /// Prints a cell.
    func write(
        _ cell: CellRecord, evaluation: EvaluationRecord, row: DataRow?, record: LogRecord?, to output: Output
    ) throws(Output.Closed) {
        let vars = row?.vars ?? record?.inputs ?? JSONObject()
        switch self {
        case .text: break
        case .json: try output.writeLine(EvalLine.object(cell, evaluation: evaluation, vars: vars, record: record))
        case .csv:
            let column = evaluation.columns[cell.key.column]
            let reasons = cell.verdict.checks.filter { $0.outcome != .pass }.map { check in
                "\(check.type): \(check.reason ?? check.outcome.rawValue)"
            }
            try output.write(
                CSVRecord.text([
                    evaluation.id, cell.key.row, "\(cell.index)", "\(cell.key.repeat)", column.label, column.prompt,
                    column.version.hex, column.provider, column.model, JSONValue.object(vars).compact,
                    cell.verdict.outcome.rawValue, Self.number(cell.verdict.score),
                    EvalLine.output(record?.reply) ?? "",
                    record?.reply.finishReason?.word ?? "", Self.number(EvalLine.rounded(cell.latencyMS)),
                    Self.number(cell.cost),
                    cell.log,
                    reasons.joined(separator: "; "), record?.reply.error?.description ?? "",
                ]))
        }
    }

    /// Prints what stands after the cells.
    func end(_ summary: EvaluationSummary, _ output: Output) throws(Output.Closed) {
        switch self {
        case .csv: break
        case .json: try output.writeLine(summary.json)
        case .text: try output.write(EvalText.summary(summary))
        }
    }

    private static func number(_ value: Double?) -> String { value.flatMap { JSONNumber($0)?.text } ?? "" }
}
