/// A regular expression in ECMAScript's words, read by PCRE2, for patterns and texts of strangers: every search ends.
package struct RegularExpression: Sendable {
    /// Why a text is no regular expression, in PCRE2's words.
    package struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        package let description: String
    }

    private let pattern: SchemaPattern

    /// Reads a pattern.
    package init(_ text: String) throws(Fault) {
        do {
            pattern = try SchemaPattern(text)
        } catch {
            throw Fault(description: error.reason)
        }
    }

    /// Whether it matches somewhere in a text; nil if finding out takes too many steps.
    package func isFound(in text: String) -> Bool? {
        var steps = Int.max / 1000
        return pattern.isFound(in: text, steps: &steps)
    }
}
