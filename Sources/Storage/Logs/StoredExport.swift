import GRDB
package import Logbook
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: ExportReader {
    /// The logs of one page. Between two pages nobody has to wait for the reader.
    private static let exportPage = 500

    package func export(_ filter: LogFilter, _ take: ([ExportedLog]) async throws -> Void) async throws {
        let list = try await read { db in try LogList(db, filter) }
        var page = try await exportPage(of: list, .oldest)
        while page.logs.count == Self.exportPage, let last = page.last {
            // The next page is read while this one is written.
            async let next = exportPage(of: list, .before(last))
            try await take(page.logs)
            page = try await next
        }
        if !page.logs.isEmpty { try await take(page.logs) }
    }

    private func exportPage(
        of list: LogList, _ page: LogQuery.Page
    ) async throws -> (logs: [ExportedLog], last: LogPosition?) {
        let keys = list.query("log.key", page, limit: Self.exportPage)
        return try await read { db in
            let rows = "(SELECT * FROM log WHERE key IN (\(keys.sql)))"
            let statement = try db.cachedStatement(
                sql: """
                    \(Logs.exportSQL(from: rows)) ORDER BY createdAt, key
                    """)
            var logs: [ExportedLog] = []
            var last: LogPosition?
            let cursor = try Row.fetchCursor(statement, arguments: StatementArguments(keys.arguments))
            while let row = try cursor.next() {
                logs.append(try Logs.exported(db, row))
                last = LogPosition(createdAt: row.date("createdAt"), key: row["key"])
            }
            return (logs, last)
        }
    }
}

extension Logs {
    /// Everything that ``exported(_:_:)`` needs of each log.
    ///
    /// - Parameter rows: the table `log`, or a query of its rows.
    static func exportSQL(from rows: String = "log") -> String {
        """
        SELECT log.*, \(StoredBodies.columns),
            (SELECT number FROM version WHERE promptName = prompt AND configID = versionID) AS number,
            (SELECT judgedAt FROM logJudgement WHERE logJudgement.log = log.key) AS judgedAt
        FROM \(rows) AS log \(StoredBodies.joins)
        """
    }

    /// A log with its bodies as texts, from a row of ``exportSQL(from:)``.
    static func exported(_ db: Database, _ row: Row) throws -> ExportedLog {
        let bodies = try StoredBodies(db, row, of: name(row))
        var record = try record(db, row, bodies)
        let calls: Int = row["callCount"]
        if calls > 0 { record.answers = try AnsweredCall.all(db, ofLog: record.id) }
        let judgedAt: Int64? = row["judgedAt"]
        return ExportedLog(
            record: record, number: row["number"], judgedAt: judgedAt.map { Date(milliseconds: $0) },
            request: bodies.request, response: bodies.response)
    }
}
