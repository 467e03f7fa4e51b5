package import RequestCore

/// Reads the numbers of logs.
package protocol LogNumbersReader: Sendable {
    /// The numbers of all logs that match; limit and offset of the query do not count.
    ///
    /// - Parameters:
    ///   - grouping: what groups are by; nil for none.
    ///   - points: the most points of the line over time; 0 for no line.
    func numbers(of query: LogQuery, by grouping: LogGrouping?, points: Int) async throws -> LogReport
}
