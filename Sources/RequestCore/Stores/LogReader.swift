/// Lists and reads logs.
package protocol LogReader: Sendable {
    /// The logs that match, newest first. `total` counts all of them.
    func logs(matching query: LogQuery) async throws -> (logs: [LogSummary], total: Int)
    func log(id: String) async throws -> LogRecord?
    /// A cheap mark that changes when this or another process writes to the store.
    func changeMark() async -> String
}
