import Evaluations
import Prompts
import RequestCore
import Storage

/// Holds the cells of rows whose answers are compared with each other, until all columns have theirs.
actor EvalComparisons {
    private struct Group: Hashable {
        var row: Int
        var `repeat`: Int
    }

    private let plan: EvalPlan
    private let evaluation: EvaluationRecord
    private let store: Store
    private let checks: EvalChecks
    private let wanted: Set<Int>
    private var known: [CellKey: CellRecord]
    private var held: [Group: [EvaluationEngine.Done]] = [:]

    /// - Parameter known: the cells that were done before.
    init(
        _ plan: EvalPlan, evaluation: EvaluationRecord, known: [CellKey: CellRecord], store: Store, checks: EvalChecks
    ) {
        self.plan = plan
        self.evaluation = evaluation
        self.store = store
        self.checks = checks
        wanted = Set(plan.dataset.rows.indices.filter { Comparison.isWanted(by: plan.dataset.rows[$0]) })
        self.known = wanted.isEmpty ? [:] : known
    }

    /// Takes a cell.
    ///
    /// - Returns: the cells that are done by it: itself, or all of its row and repeat, or none yet.
    func take(_ done: EvaluationEngine.Done) async throws -> [EvaluationEngine.Done] {
        guard wanted.contains(done.row) else { return [done] }
        let group = Group(row: done.row, repeat: done.cell.key.repeat)
        known[done.cell.key] = nil
        held[group, default: []].append(done)
        let others = try await others(of: done)
        guard let own = held[group], own.count + others.count == plan.columns.count else { return [] }
        held[group] = nil
        let all = (own + others).sorted { $0.cell.key.column < $1.cell.key.column }
        return try await compared(all, plan.dataset.rows[done.row])
    }

    /// The cells that still wait for another column, because nothing more is sent.
    func rest() -> [EvaluationEngine.Done] {
        defer { held = [:] }
        return held.values.flatMap(\.self)
    }

    /// The cells of the other columns that were done before.
    private func others(of done: EvaluationEngine.Done) async throws -> [EvaluationEngine.Done] {
        var others: [EvaluationEngine.Done] = []
        for column in plan.columns.indices {
            var key = done.cell.key
            key.column = column
            guard let cell = known[key], cell.state == .answered, let record = try await store.log(id: cell.log) else {
                continue
            }
            others.append(EvaluationEngine.Done(cell: cell, row: done.row, record: record))
        }
        return others
    }

    private func compared(
        _ all: [EvaluationEngine.Done], _ row: DataRow
    ) async throws -> [EvaluationEngine.Done] {
        let answered = all.filter { $0.cell.state == .answered }
        var findings: [String: [CellKey: CheckFinding]] = [:]
        for check in row.checks.flatMap(\.checks) where CheckType.runner(of: check.type) == .comparison {
            let filled = CheckTemplates.filling(check, of: row)
            let results = await results(of: filled, answered, row)
            findings[check.name + (filled.value?.compact ?? "")] = Dictionary(
                uniqueKeysWithValues: zip(answered.map(\.cell.key), results))
        }
        var compared: [EvaluationEngine.Done] = []
        for done in all {
            var done = done
            if done.cell.state == .answered {
                let (old, own) = (done.cell, findings)
                let column = plan.columns[old.key.column]
                done.cell = await CellJudge { check, runner, _ in
                    if runner == .comparison, let finding = own[check.name + (check.value?.compact ?? "")]?[old.key] {
                        return finding
                    }
                    return old.verdict.finding(of: check)
                }.judged(old, row, done.record, tools: column.config.enabledTools, column: column)
                try await store.save(done.cell, inEvaluation: evaluation.id)
            }
            compared.append(done)
        }
        return compared
    }

    private func results(
        of check: Check, _ answered: [EvaluationEngine.Done], _ row: DataRow
    ) async -> [CheckFinding] {
        guard answered.count > 1 else {
            let finding = CheckFinding(.unchecked, reason: "there is no other answer to compare with")
            return answered.map { _ in finding }
        }
        if check.type == "max-score" {
            let best = Comparison.best(of: answered.map(\.cell.verdict), by: check.value)
            let reason = best == nil ? "no other check of the row was run" : "another answer has a higher score"
            return Comparison.findings(count: answered.count, best: best, of: check, reason: reason)
        }
        return await checks.selection(
            check, answers: answered.map { EvalLine.output($0.record.reply) ?? "" }, row: row, column: plan.columns[0])
    }
}

extension CellVerdict {
    /// What was said of a check before, with its variables filled in.
    func finding(of check: Check) -> CheckFinding {
        guard let result = checks.first(where: { $0.type == check.name && $0.value == check.value }) else {
            return CheckFinding(.unchecked, reason: "\(check.type) was not run")
        }
        return CheckFinding(result.outcome, score: result.score, reason: result.reason)
    }
}
