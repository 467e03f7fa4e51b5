/// What a filter can ask of a log, by the names that are written before the colon.
///
/// Everything that is said about a field, from its help to the values that it takes, stands in ``facts``.
package enum LogField: String, Sendable, Hashable, CaseIterable {
    case prompt, version, env, provider, model, resolved
    case status, error, finish, schema
    case feedback, score, tag, note, correction
    case tool, call, image
    case source, caller, session, user, conversation, run, eval, dialect
    case cost, tokens
    case tokensIn = "in"
    case tokensOut = "out"
    case first, total, retries
    case since, until, day
    case id

    /// What a field takes after its colon.
    package enum Kind: Sendable, Hashable {
        /// A text; `*` stands for any characters.
        case text
        /// `v12`, the beginning of a hash, `NAME@v12` or `NAME@ENVIRONMENT`.
        case version
        /// One of these words.
        case words([String])
        /// One of the states, or an HTTP status, which can be compared.
        case status
        /// A number, which can be compared.
        case number(LogUnit)
        /// A time: `7d` ago, a date, a date with a time.
        case time
        /// A date.
        case day
    }

    /// What help and completion say about a field.
    package struct Facts: Sendable, Hashable {
        /// One sentence without a full stop.
        package let help: String
        /// What it takes.
        package let kind: Kind
        /// Whole terms that show how it is used.
        package let examples: [String]
    }

    /// The field's name as it is written.
    package var name: String { rawValue }

    /// Finds a field by its name, in any case.
    package init?(name: String) {
        self.init(rawValue: name.lowercased())
    }

    /// Whether `<`, `<=`, `>` and `>=` can stand before a value.
    package var isComparable: Bool {
        switch facts.kind {
        case .number, .status: true
        case .text, .version, .words, .time, .day: false
        }
    }

    /// The words that the field takes; empty where it takes others.
    package var words: [String] {
        switch facts.kind {
        case .words(let words): words
        case .status: LogStatus.allCases.map(\.rawValue)
        case .text, .version, .number, .time, .day: []
        }
    }
}

/// What a number of a filter counts.
package enum LogUnit: Sendable, Hashable {
    /// Whole things, such as tokens; `k` and `M` stand for thousands and millions.
    case count
    /// US dollars; a `$` may stand before the number.
    case dollars
    /// Seconds; `ms` may stand behind the number, and `s`.
    case seconds
}

/// The states that `status:` knows.
package enum LogStatus: String, Sendable, Hashable, CaseIterable {
    /// The answer came whole.
    case ok
    /// The run failed.
    case error
    /// Somebody stopped it.
    case cancelled
    case running
    /// It is over, and the answer is not whole: it failed, was stopped, or the server never said that it was done.
    case incomplete
}
