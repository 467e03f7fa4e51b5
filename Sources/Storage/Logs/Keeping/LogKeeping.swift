import GRDB
package import Logbook
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: LogKeeper {
    package func removal(of filter: LogFilter, keeping: LogFilter?) async throws -> LogRemoval {
        try await read { db in
            let running = LogTerm(.field(.status, [.word(LogStatus.running.rawValue)]))
            let evaluated = LogTerm(.field(.eval, [.anything]))
            var removal = LogRemoval()
            func count(_ terms: [LogTerm]) throws -> Int {
                try LogList(db, filter.and(LogFilter(terms))).count(db, upTo: .max).count
            }
            removal.running = try count([running])
            var stays = [running]
            if !filter.namesEvaluations {
                removal.evaluated = try count([running.complement, evaluated])
                stays.append(evaluated)
            }
            if let keeping {
                let kept = LogTerm(.saved(name: "kept", keeping))
                removal.kept = try count(stays.map(\.complement) + [kept])
                stays.append(kept)
            }
            let list = try LogList(db, filter.and(LogFilter(stays.map(\.complement))))
            let rows = list.query("log.key AS key, createdAt, \(LogKeeping.size) AS size", nil, limit: nil)
            let cursor = try Row.fetchCursor(db, sql: rows.sql, arguments: StatementArguments(rows.arguments))
            while let row = try cursor.next() {
                removal.keys.append(row["key"])
                removal.bytes += (row["size"] as Int64?) ?? 0
                let date = row.date("createdAt")
                removal.oldest = min(removal.oldest ?? date, date)
                removal.newest = max(removal.newest ?? date, date)
            }
            return removal
        }
    }

    package func remove(_ removal: LogRemoval, progress: (Int) throws -> Void) async throws -> LogRemnants {
        var images: Set<String> = []
        let found = try await writeInTurns(removal.keys, { db, key in try LogKeeping.remove(db, key: key) }, progress)
        for some in found { images.formUnion(some) }
        return try await clean(images: images)
    }

    @discardableResult
    package func removeDeletedLogs(grace: Double) async throws -> Int {
        let limit = Date(timeIntervalSinceNow: -grace).milliseconds
        let (count, images) = try await write { db in
            let rows = try String.fetchAll(
                db, sql: "SELECT rows FROM deletedLog WHERE deletedAt < ?", arguments: [limit])
            for text in rows { try LogKeeping.forgetResults(db, ofDeleted: text) }
            try db.execute(sql: "DELETE FROM deletedLog WHERE deletedAt < ?", arguments: [limit])
            return (rows.count, rows.reduce(into: Set<String>()) { $0.formUnion(HashesInText.all(in: $1)) })
        }
        if count > 0 { _ = try await clean(images: images) }
        return count
    }
}

extension LogTerm {
    fileprivate var complement: LogTerm { LogTerm(condition, isComplement: !isComplement) }
}

/// Removing logs, inside a transaction.
enum LogKeeping {
    /// The bytes that a log's request and answer take, as SQL over `log`.
    static let size = """
        IFNULL((SELECT LENGTH(packed) + IFNULL(LENGTH(CAST(images AS BLOB)), 0) FROM logBody WHERE logBody.log = log.key), 0)
        + IFNULL((SELECT LENGTH(CAST(request AS BLOB)) + LENGTH(CAST(images AS BLOB)) FROM logRequest
            WHERE logRequest.log = log.key), 0)
        + IFNULL((SELECT LENGTH(CAST(reply AS BLOB)) + IFNULL(LENGTH(CAST(response AS BLOB)), 0) FROM logAnswer
            WHERE logAnswer.log = log.key), 0)
        + (SELECT IFNULL(SUM(LENGTH(CAST(text AS BLOB))), 0) FROM logAnswerRest WHERE logAnswerRest.log = log.key)
        """

    /// The key of a log that can be removed; nil where there is none, or its run goes on.
    static func removableKey(_ db: Database, _ id: String) throws -> Int64? {
        guard let row = try Row.fetchOne(db, sql: "SELECT key, state, owner FROM log WHERE id = ?", arguments: [id])
        else { return nil }
        return isRunning(row) ? nil : row["key"]
    }

    /// Removes a log, unless it is gone or its run goes on.
    ///
    /// - Returns: the hashes of its images.
    static func remove(_ db: Database, key: Int64) throws -> Set<String> {
        guard let row = try Row.fetchOne(db, sql: "SELECT state, owner FROM log WHERE key = ?", arguments: [key]),
            !isRunning(row)
        else { return [] }
        let images = try String.fetchOne(
            db, sql: "SELECT images FROM logBody WHERE log = ?1 UNION ALL SELECT images FROM logRequest WHERE log = ?1",
            arguments: [key])
        try db.execute(
            sql: """
                DELETE FROM toolResult WHERE key IN (
                    SELECT toolResult.key FROM logCall JOIN toolResult USING (tool, arguments, text) WHERE logCall.log = ?)
                """, arguments: [key])
        try Logs.remove(db, key: key)
        return images.map(HashesInText.all) ?? []
    }

    /// Removes the recorded results of the calls of a deleted log.
    static func forgetResults(_ db: Database, ofDeleted rows: String) throws {
        let json = try StoredText.json(rows, column: "rows", of: "a deleted log")
        for call in json["logCall"]?.arrayValue ?? [] {
            guard let tool = call["tool"]?.stringValue, let arguments = call["arguments"]?.stringValue,
                let text = call["text"]?.stringValue
            else { continue }
            try db.execute(
                sql: "DELETE FROM toolResult WHERE tool = ? AND arguments = ? AND text = ?",
                arguments: [tool, arguments, text])
        }
    }

    private static func isRunning(_ row: Row) -> Bool {
        row["state"] == LogRecord.State.running.rawValue && Logs.isRunning(owner: row["owner"])
    }
}
