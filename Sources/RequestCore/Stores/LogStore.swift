/// Where a run writes its record.
public protocol LogStore: Sendable {
    /// Writes a new record, before the request is sent.
    func insert(_ record: LogRecord) async throws
    /// Brings a record up to date: while the answer streams, and when the run is over.
    func update(_ record: LogRecord) async throws
}
