import GRDB
import JSON
import RequestCore

/// The parts of a log that are written only at its start and end, as text made before the transaction begins.
struct LogBodies: Sendable {
    private let request: String
    private let images: String
    private let facts: LogFacts
    private let text: LogSearchText

    init(_ record: LogRecord) {
        let conversation = record.conversation
        request = record.request.compact
        images = JSONValue.array(record.images.map { .object($0.json) }).compact
        facts = LogFacts(record, conversation)
        text = LogSearchText(record, conversation)
    }

    func insert(_ db: Database, key: Int64) throws {
        try db.cachedStatement(sql: "INSERT INTO logRequest (log, request, images) VALUES (?, ?, ?)")
            .execute(arguments: [key, request, images])
        try facts.write(db, key: key)
        try text.write(db, key: key)
    }

    /// The search has to have forgotten the log before (``LogSearchText/remove(_:key:)``).
    func update(_ db: Database, key: Int64) throws {
        try db.cachedStatement(
            sql: """
                UPDATE logRequest SET request = ?1, images = ?2
                WHERE log = ?3 AND (request IS NOT ?1 OR images IS NOT ?2)
                """
        ).execute(arguments: [request, images, key])
        try facts.write(db, key: key)
        try text.write(db, key: key)
    }
}
