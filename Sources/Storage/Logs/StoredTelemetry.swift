import GRDB
import JSON
package import Logbook
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: TelemetrySource {
    package func takeTelemetry(of target: String) async throws -> TelemetryCursor? {
        let (target, owner) = (target.storable, owner)
        return try await write { db in
            let text = try String.fetchOne(
                db, sql: "SELECT position FROM exportCursor WHERE name = ?", arguments: [target])
            let position = text.flatMap { try? JSONValue(parsing: $0) }
            let other = position?["owner"]?.stringValue
            let known = position.flatMap(TelemetryCursor.init(json:))
            if let known, other == owner { return known }
            if let other, other != owner, ProcessMark.isAlive(other) { return nil }
            let cursor = try known ?? TelemetryCursor(now: db)
            try cursor.write(db, target, owner)
            return cursor
        }
    }

    package func keepTelemetry(_ cursor: TelemetryCursor, of target: String) async throws -> Bool {
        let (target, owner) = (target.storable, owner)
        return try await write { db in
            let text = try String.fetchOne(
                db, sql: "SELECT position FROM exportCursor WHERE name = ?", arguments: [target])
            // A process that cannot see this one, in another container for example, takes it for dead.
            let other = text.flatMap { try? JSONValue(parsing: $0) }?["owner"]?.stringValue
            if let other, other != owner { return false }
            try cursor.write(db, target, owner)
            return true
        }
    }

    package func telemetryState(of target: String) async throws -> TelemetryState? {
        try await read { db in
            let text = try String.fetchOne(
                db, sql: "SELECT position FROM exportCursor WHERE name = ?", arguments: [target.storable])
            guard let position = text.flatMap({ try? JSONValue(parsing: $0) }),
                let cursor = TelemetryCursor(json: position)
            else { return nil }
            let count = try Int.fetchOne(
                db,
                sql: """
                    SELECT COUNT(*) FROM log
                    WHERE key > ? AND NOT EXISTS (SELECT * FROM logImport WHERE logImport.log = log.key)
                    """, arguments: [cursor.key])
            return TelemetryState(sentAt: cursor.sentAt, waiting: (count ?? 0) + cursor.waiting.count)
        }
    }

    package func telemetry(after cursor: TelemetryCursor, limit: Int) async throws -> TelemetryPage {
        try await read { db in
            var next = cursor
            next.waiting = []
            var logs: [ExportedLog] = []
            func take(_ row: Row) throws {
                let (state, owner): (String, String?) = (row["state"], row["owner"])
                if state == "running", Logs.isRunning(owner: owner) {
                    next.waiting.append(row["key"])
                } else {
                    logs.append(try Logs.exported(db, row))
                }
            }
            for key in cursor.waiting {
                let sql = Logs.exportSQL() + " WHERE log.key = ?"
                if let row = try Row.fetchOne(db, sql: sql, arguments: [key]) { try take(row) }
            }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    \(Logs.exportSQL())
                    WHERE log.key > ? AND NOT EXISTS (SELECT * FROM logImport WHERE logImport.log = log.key)
                    ORDER BY log.key LIMIT ?
                    """, arguments: [cursor.key, limit])
            for row in rows { try take(row) }
            next.key = rows.last?["key"] ?? cursor.key
            let judged = try JudgedLog.since(&next.judgedAt, db)
            return TelemetryPage(logs: logs, judged: judged, next: next)
        }
    }
}

extension TelemetryCursor {
    /// The place behind all logs and judgements that are there.
    fileprivate init(now db: Database) throws {
        let running = try Int64.fetchAll(db, sql: "SELECT key FROM log WHERE state = 'running' ORDER BY key")
        let last = try Int64.fetchOne(db, sql: "SELECT MAX(key) FROM log")
        self.init(key: last ?? 0, waiting: running, judgedAt: Date().milliseconds)
    }

    fileprivate func write(_ db: Database, _ target: String, _ owner: String) throws {
        var position = json
        position["owner"] = .string(owner)
        try db.execute(
            sql: """
                INSERT INTO exportCursor (name, position, savedAt) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET position = excluded.position, savedAt = excluded.savedAt
                """, arguments: [target, JSONValue.object(position).compact, Date().milliseconds])
    }
}

extension JudgedLog {
    /// What was said since a time, which becomes the time up to which it was looked.
    ///
    /// The present millisecond is not over, so what is said in it comes the next time.
    fileprivate static func since(_ time: inout Int64, _ db: Database) throws -> [JudgedLog] {
        let end = Date().milliseconds - 1
        guard end > time else { return [] }
        defer { time = end }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT key, id, run, ordinal, feedback, judgedAt FROM logJudgement JOIN log ON key = logJudgement.log
                WHERE judgedAt > ? AND judgedAt <= ? ORDER BY judgedAt, key
                """, arguments: [time, end])
        return try rows.map { row in
            JudgedLog(
                id: row["id"], run: row.run,
                judgement: try Judgement.stored(db, log: row["key"], feedback: LogRecord.Feedback(row: row)),
                judgedAt: row.date("judgedAt"))
        }
    }
}
