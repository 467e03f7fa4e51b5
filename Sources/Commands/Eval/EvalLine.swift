import Evaluations
import JSON
import RequestCore

/// A cell as `etude eval --json` prints it.
enum EvalLine {
    /// The object of a cell.
    ///
    /// - Parameters:
    ///   - vars: the row's values.
    ///   - record: the log of its last generation; nil if it was removed.
    static func object(
        _ cell: CellRecord, evaluation: EvaluationRecord, vars: JSONObject, record: LogRecord?
    ) -> JSONValue {
        let row: JSONObject = [
            "id": .string(cell.key.row), "index": .number(JSONNumber(cell.index)), "vars": .object(vars),
        ]
        let reply = record?.reply
        let dialect = record?.dialect ?? .chat
        return .object([
            "evaluation": .string(evaluation.id),
            "row": .object(row),
            "column": .object(evaluation.columns[cell.key.column].json),
            "repeat": .number(JSONNumber(cell.key.repeat)),
            "log": .string(cell.log),
            "output": output(reply).map(JSONValue.string) ?? .null,
            "finish_reason": RunLine.finishReason(reply?.finishReason, dialect),
            "outcome": .string(cell.verdict.outcome.rawValue),
            "score": cell.verdict.score.flatMap { JSONNumber($0) }.map(JSONValue.number) ?? .null,
            "checks": cell.verdict.json,
            "latency_ms": .number(JSONNumber(rounded(cell.latencyMS)) ?? JSONNumber(0)),
            "cost_usd": cell.cost.flatMap { JSONNumber($0) }.map(JSONValue.number) ?? .null,
            "usage": RunLine.usage(reply?.usage, dialect),
            "error": reply?.error.map(RunLine.error) ?? .null,
        ])
    }

    /// Milliseconds with three decimals at most.
    static func rounded(_ milliseconds: Double) -> Double { (milliseconds * 1000).rounded() / 1000 }

    /// The text of an answer, or its calls; nil if nothing came.
    static func output(_ reply: Reply?) -> String? { reply.flatMap { Answer.output(of: $0.message) } }
}
