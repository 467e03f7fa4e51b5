/// How much a validation may report, and how much it may cost.
public struct SchemaLimits: Sendable, Hashable {
    /// How many violations are reported; below 1 counts as 1.
    public var violations: Int

    /// The most steps that a validation takes; beyond them it reports ``SchemaViolation/Cause/tooCostly``. Applying a
    /// schema to a part of the value is one step, about ten comparisons of a pattern are another. A million steps
    /// take well under a second in a release build.
    public var steps: Int

    /// - Parameters:
    ///   - violations: how many are reported.
    ///   - steps: how many steps may be taken.
    public init(violations: Int = 20, steps: Int = 2_000_000) {
        self.violations = violations
        self.steps = steps
    }

    /// How deep schemas may be applied inside each other, to a value and its parts. The call stack of a thread is
    /// deep enough for that.
    static let depth = 400

    /// How many schemas may be applied inside each other to the same value.
    static let depthInPlace = 200
}
