import Evaluations
import Prompts
import RequestCore
import Storage

/// The cells that need not be sent again.
struct EvalResumption {
    let plan: EvalPlan
    let checks: EvalChecks
    let store: Store

    /// The cells of an evaluation. One whose process was killed after its answer had come is taken from its log. Answers are
    /// judged by the checks as they are now; what a model or a program said of one is kept, and a new check of that kind is not run.
    func cells(of id: String) async throws -> [CellKey: CellRecord] {
        var cells: [CellKey: CellRecord] = [:]
        let rows = Self.rows(plan.dataset)
        for var cell in try await store.cells(ofEvaluation: id) {
            if cell.state == .sent {
                guard let row = rows[cell.key.row], let record = try await store.log(id: cell.log),
                    plan.columns.indices.contains(cell.key.column)
                else { continue }
                // A process that lives has sent it and waits for the answer.
                if record.state == .running { cells[cell.key] = cell }
                guard record.state == .finished else { continue }
                let column = plan.columns[cell.key.column]
                // Of a run of several rounds only the last log is known, and it may not have been the last.
                if column.loop.answering != .never, !record.reply.message.toolCalls.isEmpty { continue }
                cell.take(record, isFree: column.provider.kind == .simulator)
                cell = await CellJudge(checks: { await checks.finding($0, $1, $2) }).judged(
                    cell, row, record, earlier: record.earlierCalls, tools: column.config.enabledTools, column: column)
                try await store.save(cell, inEvaluation: id)
            } else if cell.state == .answered, let row = rows[cell.key.row] {
                cell = try await judgedAgain(cell, row, evaluation: id)
            }
            cells[cell.key] = cell
        }
        return cells
    }

    private func judgedAgain(_ cell: CellRecord, _ row: DataRow, evaluation: String) async throws -> CellRecord {
        guard !row.checks.isEmpty || !cell.verdict.checks.isEmpty, plan.columns.indices.contains(cell.key.column),
            let record = try await store.log(id: cell.log)
        else { return cell }
        let column = plan.columns[cell.key.column]
        let known = cell.verdict
        // Nothing may be asked of a judge before the person has seen what it costs.
        let judged = await CellJudge { check, _, _ in known.finding(of: check) }.judged(
            cell, row, record, earlier: record.earlierCalls, tools: column.config.enabledTools, column: column)
        if judged != cell { try await store.save(judged, inEvaluation: evaluation) }
        return judged
    }

    /// Answers of earlier evaluations for the cells of a new one, judged by its own checks.
    func reused(in evaluation: EvaluationRecord) async throws -> [CellKey: CellRecord] {
        var cells: [CellKey: CellRecord] = [:]
        let ordinals = plan.dataset.ordinals
        for (index, row) in plan.dataset.rows.enumerated() {
            for (place, column) in plan.columns.enumerated() {
                for `repeat` in 0..<evaluation.repeats {
                    let found = try await store.answeredCells(of: column.column, row: row.id, repeat: `repeat`)
                    let ordinal = ordinals[index]
                    guard let old = found.first(where: { $0.key.ordinal == ordinal }),
                        let record = try await store.log(id: old.log)
                    else { continue }
                    var cell = old
                    cell.key.column = place
                    cell.index = index
                    cell = await CellJudge(checks: { await checks.finding($0, $1, $2) }).judged(
                        cell, row, record, earlier: record.earlierCalls, tools: column.config.enabledTools,
                        column: column)
                    try await store.save(cell, inEvaluation: evaluation.id)
                    cells[cell.key] = cell
                }
            }
        }
        return cells
    }

    /// Rows by their ids.
    static func rows(_ dataset: Dataset) -> [String: DataRow] {
        Dictionary(dataset.rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension CellRecord {
    /// Takes what was measured from a log.
    mutating func take(_ record: LogRecord, isFree: Bool) {
        latencyMS = record.timing.totalMS
        cost = isFree ? nil : record.cost
        promptTokens = record.reply.usage?.input
        completionTokens = record.reply.usage?.output
    }
}
