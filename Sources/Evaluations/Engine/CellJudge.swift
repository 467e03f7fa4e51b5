package import Prompts
package import RequestCore

/// What a check beyond the answer may need.
package struct CheckContext: Sendable {
    /// The row.
    package var row: DataRow
    /// The answer.
    package var answer: Answer
    /// The column; nil where answers are checked again without their prompts.
    package var column: PlannedColumn?
}

/// Judges a cell by its log.
package struct CellJudge: Sendable {
    private let checks: @Sendable (Check, CheckType.Runner, CheckContext) async -> CheckFinding

    /// - Parameter checks: runs the checks that need a model or a program.
    package init(checks: @escaping @Sendable (Check, CheckType.Runner, CheckContext) async -> CheckFinding) {
        self.checks = checks
    }

    /// A cell with its state, its answer's key and the verdict of its row's checks.
    package func judged(
        _ cell: CellRecord, _ row: DataRow, _ record: LogRecord, earlier: [ToolCall] = [], tools: [Tool],
        column: PlannedColumn? = nil
    ) async -> CellRecord {
        var cell = cell
        guard record.reply.error == nil, record.state == .finished else {
            cell.state = .failed
            cell.verdict = .unanswered(row)
            return cell
        }
        let answer = Answer(
            message: record.reply.message, earlier: earlier, tools: tools, finishReason: record.reply.finishReason,
            latencyMS: cell.latencyMS, cost: cell.cost)
        let context = CheckContext(row: row, answer: answer, column: column)
        cell.state = .answered
        cell.answer = AnswerKey.of(answer)
        cell.verdict = await CheckRun(row, answer) { await checks($0, $1, context) }.verdict()
        return cell
    }
}
