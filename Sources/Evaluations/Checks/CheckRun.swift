import JSON

/// The checks of a row, run over an answer.
package struct CellVerdict: Sendable, Hashable {
    /// The results in the order of the file. A set stands before its checks.
    package var checks: [CheckResult]
    /// What became of the whole.
    package var outcome: CheckOutcome
    /// The weighted mean of the scores that there are; nil if nothing was run.
    package var score: Double?

    /// Creates a verdict.
    package init(checks: [CheckResult], outcome: CheckOutcome, score: Double?) {
        self.checks = checks
        self.outcome = outcome
        self.score = score
    }

    /// The verdict on a cell without an answer: no check ran.
    package static func unanswered(_ row: DataRow) -> CellVerdict {
        let checks = row.checks.flatMap(\.checks).map { check in
            CheckResult(
                type: check.name, value: check.value, metric: check.metric, outcome: .error,
                reason: "there is no answer")
        }
        return CellVerdict(checks: checks, outcome: .error, score: nil)
    }
}

/// Runs the checks of a row. Those that need a model or a program are asked of `other`, which is told the check with its variables
/// filled in.
package struct CheckRun: Sendable {
    private let row: DataRow
    private let answer: Answer
    private let other: @Sendable (Check, CheckType.Runner) async -> CheckFinding

    /// - Parameter other: runs what is not native.
    package init(
        _ row: DataRow, _ answer: Answer,
        other: @escaping @Sendable (Check, CheckType.Runner) async -> CheckFinding = { check, _ in
            CheckFinding(.unchecked, reason: "\(check.type) cannot be run here")
        }
    ) {
        self.row = row
        self.answer = answer
        self.other = other
    }

    /// Runs all of them.
    package func verdict() async -> CellVerdict {
        let whole = await group(row.checks, threshold: row.threshold)
        return CellVerdict(checks: whole.results, outcome: whole.finding.outcome, score: whole.finding.score)
    }

    private func group(
        _ nodes: [CheckNode], threshold: Double?
    ) async -> (finding: CheckFinding, results: [CheckResult]) {
        var tally = CheckTally(threshold: threshold)
        var results: [CheckResult] = []
        for node in nodes {
            switch node {
            case .check(let check):
                let filled = CheckTemplates.filling(check, of: row)
                let finding = await finding(filled)
                tally.add(finding, weight: check.weight)
                results.append(
                    CheckResult(
                        type: check.name, value: filled.value, metric: check.metric, outcome: finding.outcome,
                        score: finding.score, reason: finding.reason))
            case .set(let set):
                let inner = await group(set.nodes, threshold: set.threshold)
                tally.add(inner.finding, weight: set.weight)
                results.append(
                    CheckResult(
                        type: "assert-set", metric: set.metric, outcome: inner.finding.outcome,
                        score: inner.finding.score, reason: inner.finding.reason))
                results += inner.results
            }
        }
        return (tally.finding, results)
    }

    private func finding(_ check: Check) async -> CheckFinding {
        if let obstacle = check.obstacle { return CheckFinding(.unchecked, reason: obstacle) }
        var finding: CheckFinding
        switch CheckType.runner(of: check.type) {
        case .native: finding = NativeCheck.finding(of: check, about: answer)
        case .nobody, nil: finding = CheckFinding(.unchecked, reason: "\(check.type) cannot be run here")
        case .some(let runner): finding = await other(check, runner)
        }
        // Measured only: it cannot fail.
        if check.weight == 0, finding.outcome == .fail { finding.outcome = .pass }
        return finding
    }
}
