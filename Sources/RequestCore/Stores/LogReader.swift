/// What a person asks of the logs.
public protocol LogReader: Sendable {
    /// Newest first. `total` counts all that match.
    func logs(matching query: LogQuery) async throws -> (logs: [LogSummary], total: Int)
    func log(id: String) async throws -> LogRecord?
}
