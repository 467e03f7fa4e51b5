import GRDB
import Prompts
package import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: LogFeedback {
    @discardableResult
    package func judge(
        log id: String, _ change: @escaping @Sendable (inout Judgement) throws -> Void
    ) async throws -> Judgement {
        try await write { db in
            let row = try Row.fetchOne(db, sql: "SELECT key, feedback FROM log WHERE id = ?", arguments: [id])
            guard let row else { throw FieldError(message: "there is no log '\(id)'; etude logs lists them") }
            let key: Int64 = row["key"]
            var judgement = try Judgement.stored(db, log: key, feedback: LogRecord.Feedback(row: row))
            let before = judgement
            try change(&judgement)
            if judgement != before { try judgement.write(db, log: key) }
            return judgement
        }
    }
}

extension Judgement {
    /// What was said of a log.
    ///
    /// - Parameter feedback: from the log's own row.
    static func stored(_ db: Database, log key: Int64, feedback: LogRecord.Feedback?) throws -> Judgement {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT score, note, correction FROM logJudgement WHERE log = ?"), arguments: [key])
        // Whoever gives a tag leaves a row there, too.
        guard let row else { return try Judgement(feedback: feedback) }
        let tags = try String.fetchAll(
            db.cachedStatement(sql: "SELECT tag FROM logTag WHERE log = ?"), arguments: [key])
        return try Judgement(
            feedback: feedback, score: row["score"], note: row["note"], correction: row["correction"], tags: tags)
    }

    /// Replaces what was said of a log.
    func write(_ db: Database, log key: Int64) throws {
        try db.execute(
            sql: "UPDATE log SET feedback = ? WHERE key = ?",
            arguments: [feedback.map { $0 == .good ? 1 : -1 }, key])
        try db.execute(sql: "DELETE FROM logTag WHERE log = ?", arguments: [key])
        for tag in tags {
            try db.execute(sql: "INSERT INTO logTag (tag, log) VALUES (?, ?)", arguments: [tag.storable, key])
        }
        guard !isEmpty else {
            return try db.execute(sql: "DELETE FROM logJudgement WHERE log = ?", arguments: [key])
        }
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO logJudgement (log, score, note, correction, judgedAt) VALUES (?, ?, ?, ?, ?)
                """, arguments: [key, score, note?.storable, correction?.storable, Date().milliseconds])
    }
}
