package import RequestCore

/// Lists and reads logs.
package protocol LogReader: Sendable {
    /// A page of the logs that match, in the order that is asked for, whichever page it is.
    func logs(matching query: LogQuery) async throws -> [LogSummary]

    /// The number of logs that match, counted up to a bound.
    func count(of filter: LogFilter, upTo bound: Int) async throws -> LogCount

    /// The values that a field has in the logs, the most frequent first, and then others that it takes.
    func values(of field: LogField, limit: Int) async throws -> [LogFieldValue]

    func log(id: String) async throws -> LogRecord?

    /// What stands of logs that were met and could not be read; nil where all could.
    func complaint() async -> String?

    /// A cheap mark that changes when this or another process writes to the store.
    func changeMark() async -> String
}

/// A number of logs that may not have been counted to its end.
package struct LogCount: Sendable, Hashable {
    /// The logs that were counted.
    package var count: Int
    /// Whether these are all.
    package var isWhole: Bool

    package init(_ count: Int, isWhole: Bool = true) {
        self.count = count
        self.isWhole = isWhole
    }
}
