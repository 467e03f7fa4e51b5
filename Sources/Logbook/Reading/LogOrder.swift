/// The order of a list of logs. Logs without a value come last in every direction, and logs of one value in the order in which
/// they were written.
package struct LogOrder: Sendable, Hashable {
    /// What the store can order all logs by.
    package enum Field: Sendable, Hashable, CaseIterable {
        case time, cost, tokens, first, total
    }

    package var field: Field
    /// Whether the largest value comes first.
    package var isDescending: Bool

    package init(_ field: Field, isDescending: Bool) {
        self.field = field
        self.isDescending = isDescending
    }

    package static let newestFirst = LogOrder(.time, isDescending: true)

    /// A log's place in this order.
    package func position(of log: LogSummary) -> LogPosition {
        var position = log.position
        position.value = value(of: log)
        return position
    }

    /// What the log is ordered by beside its time; nil where it has none.
    private func value(of log: LogSummary) -> Double? {
        switch field {
        case .time: nil
        case .cost: log.cost
        case .tokens: log.totalTokens.map(Double.init)
        case .first: log.firstTokenMS
        case .total: log.totalMS
        }
    }
}
