import Evaluations

/// Checks that need more than the answer.
enum EvalChecks {
    /// Runs none of them.
    static let unavailable: @Sendable (Check, CheckType.Runner, CheckContext) async -> CheckFinding = { check, _, _ in
        CheckFinding(.unchecked, reason: "\(check.type) cannot be run here")
    }
}
