package import JSON

/// What became of a check, or of all checks of a cell.
package enum CheckOutcome: String, Sendable, Hashable, CaseIterable {
    case pass, fail
    /// It did not run: the request or the grader failed.
    case error
    /// There was no check, or none that can be run here.
    case unchecked
}

/// The result of one check.
package struct CheckResult: Sendable, Hashable {
    /// The check's name as it is written, such as `not-contains`.
    package var type: String
    /// The check's value, with variables filled in.
    package var value: JSONValue?
    /// The name under which its scores are summed up; nil for none.
    package var metric: String?
    /// What became of it.
    package var outcome: CheckOutcome
    /// From 0 to 1; nil if it was not run.
    package var score: Double?
    /// Why it did not pass; nil for one that passed and needs no words.
    package var reason: String?

    /// Creates a result.
    package init(
        type: String, value: JSONValue? = nil, metric: String? = nil, outcome: CheckOutcome, score: Double? = nil,
        reason: String? = nil
    ) {
        self.type = type
        self.value = value
        self.metric = metric
        self.outcome = outcome
        self.score = score
        self.reason = reason
    }
}

/// What a check says of an answer, before it is known under which name.
package struct CheckFinding: Sendable, Hashable {
    /// What became of it.
    package var outcome: CheckOutcome
    /// From 0 to 1; nil if it was not run.
    package var score: Double?
    /// Why it did not pass; nil if there is nothing to say.
    package var reason: String?

    /// Creates a finding.
    package init(_ outcome: CheckOutcome, score: Double? = nil, reason: String? = nil) {
        self.outcome = outcome
        self.score = score
        self.reason = reason
    }

    /// A rule that holds or not; its score is 1 or 0.
    package static func rule(_ passes: Bool, _ reason: @autoclosure () -> String) -> CheckFinding {
        passes ? CheckFinding(.pass, score: 1) : CheckFinding(.fail, score: 0, reason: reason())
    }

    /// The check could not be run.
    package static func failed(_ reason: String) -> CheckFinding { CheckFinding(.error, reason: reason) }
}
