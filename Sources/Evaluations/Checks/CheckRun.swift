import JSON
import Prompts

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

/// Sums up findings as promptfoo does: score = Σ score · weight / Σ weight; each has to pass, unless there is a threshold that the
/// score has to reach.
struct CheckTally {
    let threshold: Double?
    private var outcomes: Set<CheckOutcome> = []
    private var (scores, weights, lost) = (0.0, 0.0, 0.0)
    private var firstReason: String?

    init(threshold: Double?) { self.threshold = threshold }

    mutating func add(_ finding: CheckFinding, weight: Double) {
        outcomes.insert(finding.outcome)
        if finding.outcome == .fail, firstReason == nil { firstReason = finding.reason }
        switch finding.outcome {
        case .pass, .fail:
            scores += (finding.score ?? 0) * weight
            weights += weight
        case .error: lost += weight
        case .unchecked: break
        }
    }

    /// The whole: `fail` if a check failed, else `error` if one did not run, else `pass` if one passed, else `unchecked`. With a
    /// threshold the score decides, as far as checks that did not run leave it decided.
    var finding: CheckFinding {
        let hasRun = outcomes.contains(.pass) || outcomes.contains(.fail)
        let score = hasRun ? (weights > 0 ? scores / weights : 0) : nil
        guard let threshold, hasRun else {
            let order: [CheckOutcome] = [.fail, .error, .pass]
            return CheckFinding(order.first(where: outcomes.contains) ?? .unchecked, score: score, reason: firstReason)
        }
        let total = weights + lost
        let least = total > 0 ? scores / total : 0
        let most = total > 0 ? (scores + lost) / total : 0
        if least >= threshold { return CheckFinding(.pass, score: score) }
        if most < threshold {
            return CheckFinding(.fail, score: score, reason: firstReason ?? "the score is below \(threshold)")
        }
        return CheckFinding(.error, score: score, reason: "checks that did not run would decide")
    }
}

/// Variables in the values of checks.
package enum CheckTemplates {
    /// A check with the row's values in place of `{{variables}}`. Names without a value stay as they are written.
    package static func filling(_ check: Check, of row: DataRow) -> Check {
        guard let value = check.value else { return check }
        var filled = check
        filled.value = filling(value, of: row)
        return filled
    }

    /// The names that a check's value takes from a row which has no such value, each once. In patterns `{{` may mean itself.
    package static func missing(in check: Check, of row: DataRow) -> [String] {
        guard check.type != "regex", let value = check.value else { return [] }
        var names: [String] = []
        func visit(_ value: JSONValue) {
            switch value {
            case .string(let text):
                for name in Variables.names(in: text) where row.value(of: name) == nil && !names.contains(name) {
                    names.append(name)
                }
            case .array(let items): items.forEach(visit)
            case .object(let object): object.forEach { visit($0.value) }
            case .null, .bool, .number: break
            }
        }
        visit(value)
        return names
    }

    private static func filling(_ value: JSONValue, of row: DataRow) -> JSONValue {
        switch value {
        case .string(let text):
            guard text.contains("{{") else { return value }
            return .string(
                Variables.render(text) { name in row.value(of: name).map { $0.stringValue ?? $0.compact } }.text)
        case .array(let items): return .array(items.map { filling($0, of: row) })
        case .object(let object): return .object(JSONObject(object.map { ($0.key, filling($0.value, of: row)) }))
        case .null, .bool, .number: return value
        }
    }
}
