package import JSON

/// A rule that judges an answer.
package struct Check: Sendable, Hashable {
    /// promptfoo's name of the rule, without `not-`.
    package var type: String
    /// Whether the rule must not hold.
    package var isNegated: Bool
    /// What the rule compares with; nil where it needs nothing. Texts in it may have `{{variables}}`.
    package var value: JSONValue?
    /// The limit of a rule that measures; nil for the rule's own.
    package var threshold: Double?
    /// How much its score counts; with 0 it is measured and cannot fail.
    package var weight: Double
    /// The name under which its scores are summed up; nil for none.
    package var metric: String?
    /// Why it cannot be run as it is written; nil where it can.
    package var obstacle: String?
    /// The instruction of a judge in place of Étude's own; nil for Étude's.
    package var rubricPrompt: String?

    /// Creates a check.
    package init(
        type: String, isNegated: Bool = false, value: JSONValue? = nil, threshold: Double? = nil, weight: Double = 1,
        metric: String? = nil
    ) {
        self.type = type
        self.isNegated = isNegated
        self.value = value
        self.threshold = threshold
        self.weight = weight
        self.metric = metric
    }

    /// The name as it is written: `not-contains`.
    package var name: String { (isNegated ? "not-" : "") + type }
}

/// A check, or several that count as one.
package indirect enum CheckNode: Sendable, Hashable {
    case check(Check)
    case set(CheckSet)

    /// The checks in order, those of sets included.
    package var checks: [Check] {
        switch self {
        case .check(let check): [check]
        case .set(let set): set.nodes.flatMap(\.checks)
        }
    }
}

/// promptfoo's `assert-set`: it passes if its checks do, or from its threshold of their score.
package struct CheckSet: Sendable, Hashable {
    /// The checks in the set.
    package var nodes: [CheckNode]
    /// The score from which the set passes; nil if each of its checks has to pass.
    package var threshold: Double?
    /// How much its score counts.
    package var weight: Double
    /// The name under which its scores are summed up; nil for none.
    package var metric: String?

    /// Creates a set.
    package init(nodes: [CheckNode], threshold: Double? = nil, weight: Double = 1, metric: String? = nil) {
        self.nodes = nodes
        self.threshold = threshold
        self.weight = weight
        self.metric = metric
    }
}
