import GRDB
import JSON
import RequestCore

/// A log's request and answer as they are written: packed when the run is over, as texts in rows of their own while it goes on, and
/// where they are very long.
struct LogBodies: Sendable {
    private enum Form {
        case packed(PackedLog)
        case texts(request: String, images: String, LogAnswer)
    }

    private let form: Form

    init(_ record: LogRecord, _ preview: LogPreview) {
        let request = record.request.compact
        let images = JSONValue.array(record.images.map { .object($0.json) }).compact
        if record.state != .running,
            let packed = PackedLog(
                preview: preview, request: request, images: images, reply: record.reply.storedJSON.compact,
                response: record.response?.compact)
        {
            form = .packed(packed)
        } else {
            form = .texts(request: request, images: images, LogAnswer(record))
        }
    }

    /// Whether a list finds in them what it shows, so that the log's row needs not have it.
    var hasPreview: Bool {
        switch form {
        case .packed(let packed): packed.isListed
        case .texts: false
        }
    }

    /// Writes them in the place of those that the log has.
    func write(_ db: Database, key: Int64) throws {
        switch form {
        case .packed(let packed):
            try packed.write(db, key: key)
            for table in ["logRequest", "logAnswer", "logAnswerRest"] {
                try db.cachedStatement(sql: "DELETE FROM \(table) WHERE log = ?").execute(arguments: [key])
            }
        case .texts(let request, let images, let answer):
            try db.cachedStatement(sql: "DELETE FROM logBody WHERE log = ?").execute(arguments: [key])
            try db.cachedStatement(
                sql: """
                    INSERT INTO logRequest (log, request, images) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET request = excluded.request, images = excluded.images
                    WHERE request IS NOT excluded.request OR images IS NOT excluded.images
                    """
            ).execute(arguments: [key, request, images])
            try answer.write(db, key: key)
        }
    }
}
