/// Stores the records of runs.
package protocol LogStore: Sendable {
    /// Writes a new record, before the request is sent.
    func insert(_ record: LogRecord) async throws
    /// Updates a record while the answer streams, and at the end of the run.
    func update(_ record: LogRecord) async throws
}
