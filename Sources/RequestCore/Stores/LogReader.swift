/// Lists and reads logs.
package protocol LogReader: Sendable {
    /// The logs that match, newest first. `total` counts all of them.
    func logs(matching query: LogQuery) async throws -> (logs: [LogSummary], total: Int)
    func log(id: String) async throws -> LogRecord?
}
