import JSON

/// What a person's own program says of an answer.
package enum ScriptVerdict {
    /// Reads `true`, `false`, a score, or `{pass, score, reason}`.
    package static func finding(_ text: String, of check: Check) -> CheckFinding {
        guard let value = try? JSONValue(parsing: CheckReading.trimmed(text)) else {
            return .failed("wrote neither true, false, a number nor an object: \(TextCheck.shown(text))")
        }
        let given = value.doubleValue ?? value["score"]?.doubleValue
        let limit = check.threshold ?? 0.5
        guard let said = value.boolValue ?? value["pass"]?.boolValue ?? given.map({ $0 >= limit }) else {
            return .failed("said neither pass nor a score: \(TextCheck.shown(text))")
        }
        let score = min(1, max(0, given ?? (said ? 1 : 0)))
        let passes = said && (check.threshold == nil || given == nil || score >= limit)
        let isRight = passes != check.isNegated
        return CheckFinding(
            isRight ? .pass : .fail, score: check.isNegated ? 1 - score : score, reason: value["reason"]?.stringValue)
    }
}
