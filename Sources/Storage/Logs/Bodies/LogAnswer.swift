import GRDB
import JSON
import RequestCore

/// The answer of a log that is not packed (``LogBodies``): of one whose answer streams, and of one that is very long.
///
/// Text beyond a mebibyte goes to rows of its own, `logAnswerRest`: an answer of any length is written without a second copy
/// in memory, and unchanged pieces are not rewritten.
struct LogAnswer: Sendable {
    /// The bytes of text in one row.
    private static let pieceSize = 1 << 20

    private let reply: JSONValue
    private let response: JSONValue?

    init(_ record: LogRecord) {
        reply = SharedStrings.shared(record.reply.storedJSON, with: record.response)
        response = record.response
    }

    /// Writes them in the place of those that the log has.
    func write(_ db: Database, key: Int64) throws {
        let reply = try write(db, key, "reply", reply)
        let response = try write(db, key, "response", response)
        try db.cachedStatement(
            sql: """
                INSERT INTO logAnswer (log, reply, response) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET reply = excluded.reply, response = excluded.response
                """
        ).execute(arguments: [key, reply.head, response.head])
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
