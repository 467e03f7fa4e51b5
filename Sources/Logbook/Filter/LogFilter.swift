/// Which logs are meant: terms that all have to hold.
///
/// ```
/// flood "high water" model:gpt-4* status:error -source:eval cost:>0.01 @slow
/// ```
///
/// A term holds, does not hold, or is about something unknown; a comparison with something unknown does not hold. A leading `-`
/// turns that into its complement: whatever the term does not hold of, unknown things included.
package struct LogFilter: Sendable, Hashable {
    /// The terms; a filter without terms means every log.
    package var terms: [LogTerm]

    package init(_ terms: [LogTerm] = []) {
        self.terms = terms
    }

    /// Whether it means every log.
    package var isEmpty: Bool { terms.isEmpty }

    /// Whether it says which logs: it has a field, or a word with a letter or digit in it. A word of signs finds every log.
    package var namesSomething: Bool {
        terms.contains { term in
            switch term.condition {
            case .word(let text), .phrase(let text): text.contains { $0.isLetter || $0.isNumber }
            case .field: true
            case .saved(_, let filter): filter.namesSomething
            }
        }
    }

    /// The logs that both filters mean.
    package func and(_ other: LogFilter) -> LogFilter { LogFilter(terms + other.terms) }

    /// The logs that at least one of the filters means.
    ///
    /// - Parameter filters: at least one.
    package static func any(of filters: [LogFilter]) -> LogFilter {
        if filters.count == 1 { return filters[0] }
        // Terms all have to hold, so the rest of the logs is said first: those that no filter means.
        let rest = LogFilter(filters.map { LogTerm(.saved(name: "any", $0), isComplement: true) })
        return LogFilter([LogTerm(.saved(name: "rest", rest), isComplement: true)])
    }
}

/// One term of a filter.
package struct LogTerm: Sendable, Hashable {
    /// What the term says.
    package indirect enum Condition: Sendable, Hashable {
        /// A word begins like this, in the messages, the answer, the model or the error.
        case word(String)
        /// These words follow each other there.
        case phrase(String)
        /// One of the values is the field's.
        case field(LogField, [LogMatch])
        /// A saved filter.
        case saved(name: String, LogFilter)
    }

    /// Whether the logs are meant that the condition does not hold of.
    package var isComplement: Bool
    /// What the term says.
    package var condition: Condition

    package init(_ condition: Condition, isComplement: Bool = false) {
        self.condition = condition
        self.isComplement = isComplement
    }
}

extension LogFilter {
    /// Only logs of this prompt.
    package static func prompt(_ name: String) -> LogFilter {
        LogFilter([LogTerm(.field(.prompt, [.text(LogPattern(exactly: name))]))])
    }

    /// Logs that contain each word of a text, in which nothing has a meaning of its own.
    package static func words(_ text: String) -> LogFilter {
        LogFilter(text.split(whereSeparator: \.isWhitespace).map { LogTerm(.word(String($0))) })
    }
}
