import GRDB
import JSON
import RequestCore

/// The parts of a log that are rewritten while its answer streams.
///
/// Text beyond a mebibyte goes to rows of its own, `logAnswerRest`: an answer of any length is written without a second copy
/// in memory, and unchanged pieces are not rewritten.
struct LogAnswer: Sendable {
    /// The bytes of text in one row.
    private static let pieceSize = 1 << 20

    private let reply: JSONValue
    private let response: JSONValue?

    init(_ record: LogRecord) {
        self.init(reply: record.reply.storedJSON, response: record.response)
    }

    private init(reply: JSONValue, response: JSONValue?) {
        self.reply = SharedStrings.shared(reply, with: response)
        self.response = response
    }

    func insert(_ db: Database, key: Int64) throws {
        let reply = try write(db, key, "reply", reply)
        let response = try write(db, key, "response", response)
        try db.cachedStatement(sql: "INSERT INTO logAnswer (log, reply, response) VALUES (?, ?, ?)")
            .execute(arguments: [key, reply.head, response.head])
    }

    func update(_ db: Database, key: Int64) throws {
        let reply = try write(db, key, "reply", reply)
        let response = try write(db, key, "response", response)
        try db.cachedStatement(sql: "UPDATE logAnswer SET reply = ?, response = ? WHERE log = ?")
            .execute(arguments: [reply.head, response.head, key])
        try db.cachedStatement(
            sql: "DELETE FROM logAnswerRest WHERE log = ? AND number > CASE part WHEN 'reply' THEN ? ELSE ? END"
        ).execute(arguments: [key, reply.restCount, response.restCount])
    }

    /// Writes what does not fit in the row of `logAnswer`.
    ///
    /// - Returns: the text that does fit, and how many rows the rest takes.
    private func write(
        _ db: Database, _ key: Int64, _ part: String, _ value: JSONValue?
    ) throws -> (head: String?, restCount: Int) {
        var head: String?
        var restCount = 0
        try value?.write(inPiecesOf: Self.pieceSize) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            if head == nil {
                head = text
                return
            }
            restCount += 1
            try db.cachedStatement(
                sql: """
                    INSERT INTO logAnswerRest (log, part, number, text) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET text = excluded.text WHERE text <> excluded.text
                    """
            ).execute(arguments: [key, part, restCount, text])
        }
        return (head, restCount)
    }

    /// Stores what reply and response have in common once, in a log of an earlier program.
    static func shareStored(_ db: Database, key: Int64) throws {
        let sql = "SELECT reply, response FROM logAnswer WHERE log = ? AND response IS NOT NULL"
        guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [key]) else { return }
        func json(_ part: String) throws -> JSONValue {
            try StoredText.json(text(db, key: key, part: part, head: row[part]), column: part, of: "a log")
        }
        let reply = try json("reply")
        guard !SharedStrings.isShared(reply) else { return }
        let answer = LogAnswer(reply: reply, response: try json("response"))
        if SharedStrings.isShared(answer.reply) { try answer.update(db, key: key) }
    }

    /// The reply of a log, from a row with both columns of `logAnswer` and the log's `key`.
    static func reply(_ db: Database, _ row: Row, of what: String) throws -> JSONValue {
        func json(_ part: String) throws -> JSONValue? {
            guard let head: String = row[part] else { return nil }
            return try StoredText.json(text(db, key: row["key"], part: part, head: head), column: part, of: what)
        }
        let reply = try json("reply") ?? .null
        guard SharedStrings.isShared(reply) else { return reply }
        guard let whole = SharedStrings.whole(reply, from: try json("response")) else {
            throw StoreError.unreadable(what: what, reason: "its reply refers to texts that its response lacks")
        }
        return whole
    }

    /// The whole text of a part.
    ///
    /// - Parameter head: the text in the row of `logAnswer`.
    static func text(_ db: Database, key: Int64, part: String, head: String) throws -> String {
        // What is followed by a rest has the size of a piece.
        guard head.utf8.count >= pieceSize / 2 else { return head }
        let statement = try db.cachedStatement(
            sql: "SELECT text FROM logAnswerRest WHERE log = ? AND part = ? ORDER BY number")
        return try String.fetchAll(statement, arguments: [key, part]).reduce(into: head) { $0 += $1 }
    }
}
