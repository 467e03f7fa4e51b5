/// In which order logs are listed.
package struct LogOrder: Sendable, Hashable {
    /// What a list can be ordered by.
    package enum Key: String, Sendable, Hashable, CaseIterable {
        case time, prompt, version, provider, model, source, status, message, answer, calls, cost
        /// The milliseconds to the first piece of the answer, and to its end.
        case first, total
        /// The tokens of prompt and answer.
        case tokens
    }

    /// The order of a list that nobody has sorted.
    package static let newestFirst = LogOrder(.time, isDescending: true)

    package var key: Key
    /// Whether the largest comes first. Logs without a value always come last.
    package var isDescending: Bool

    package init(_ key: Key, isDescending: Bool) {
        self.key = key
        self.isDescending = isDescending
    }
}
