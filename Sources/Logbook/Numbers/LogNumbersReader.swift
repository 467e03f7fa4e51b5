/// Reads the numbers of logs.
package protocol LogNumbersReader: Sendable {
    /// The numbers of all logs that match.
    ///
    /// - Parameters:
    ///   - grouping: what groups are by; nil for none.
    ///   - points: the most points of the line over time; 0 for no line.
    func numbers(of filter: LogFilter, by grouping: LogGrouping?, points: Int) async throws -> LogReport
}
