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
