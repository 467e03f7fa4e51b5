import GRDB
import RequestCore

/// A log as it is written, prepared before its transaction begins.
struct WrittenLog: Sendable {
    private let row: LogRow
    private let bodies: LogBodies
    private let facts: LogFacts
    private let text: LogSearchText

    init(_ record: LogRecord) {
        let conversation = record.conversation
        let preview = LogPreview(record, conversation)
        row = LogRow(record)
        bodies = LogBodies(record, preview)
        facts = LogFacts(record, conversation, preview: bodies.hasPreview ? nil : preview)
        text = LogSearchText(record, conversation)
    }

    /// - Returns: the key of the new row.
    @discardableResult
    func insert(_ db: Database) throws -> Int64 {
        let key = try row.insert(db)
        try write(db, key: key)
        return key
    }

    /// Writes it in the place of what is stored.
    func update(_ db: Database, key: Int64) throws {
        try LogSearchText.remove(db, key: key)
        try row.update(db, key: key)
        try write(db, key: key)
    }

    /// Writes all but the row: the bodies in the newest form, and what filters and the search know of them.
    ///
    /// - Parameter isOutOfOrder: whether it is known to have come later than logs that are newer.
    func write(_ db: Database, key: Int64, isOutOfOrder: Bool = false) throws {
        try bodies.write(db, key: key)
        try facts.write(db, key: key)
        try text.write(db, key: key, isOutOfOrder: isOutOfOrder)
    }
}
