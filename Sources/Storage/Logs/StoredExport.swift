import GRDB
package import Logbook
package import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: ExportReader {
    /// The logs of one page. Between two pages nobody has to wait for the reader.
    private static let exportPage = 500

    package func export(_ query: LogQuery, _ take: ([ExportedLog]) async throws -> Void) async throws {
        let list = LogList(query)
        var place: (createdAt: Int64, key: Int64) = (.min, .min)
        while true {
            let after = place
            let page = """
                (SELECT * FROM log\(list.filter.isEmpty ? " WHERE " : list.filter + " AND ")
                    (createdAt, key) > (?, ?) ORDER BY createdAt, key LIMIT \(Self.exportPage))
                """
            let found = try await read { db in
                let statement = try db.cachedStatement(
                    sql: """
                        \(Logs.exportSQL(from: page)) ORDER BY createdAt, key
                        """)
                let arguments = list.filterArguments + [after.createdAt, after.key]
                var logs: [ExportedLog] = []
                var last: (createdAt: Int64, key: Int64)?
                let rows = try Row.fetchCursor(statement, arguments: arguments)
                while let row = try rows.next() {
                    logs.append(try Logs.exported(db, row))
                    last = (row["createdAt"], row["key"])
                }
                return (logs: logs, last: last)
            }
            if !found.logs.isEmpty { try await take(found.logs) }
            guard found.logs.count == Self.exportPage, let last = found.last else { return }
            place = last
        }
    }
}

extension Logs {
    /// Everything that ``exported(_:_:)`` needs of each log.
    ///
    /// - Parameter rows: the table `log`, or a query of its rows.
    static func exportSQL(from rows: String = "log") -> String {
        """
        SELECT log.*, request, images, reply, response,
            (SELECT number FROM version WHERE promptName = prompt AND configID = versionID) AS number,
            (SELECT judgedAt FROM logJudgement WHERE logJudgement.log = log.key) AS judgedAt
        FROM \(rows) AS log
        JOIN logRequest ON logRequest.log = log.key JOIN logAnswer ON logAnswer.log = log.key
        """
    }

    /// A log with its bodies as texts, from a row of ``exportSQL(from:)``.
    static func exported(_ db: Database, _ row: Row) throws -> ExportedLog {
        var record = try record(db, row, withBodies: false)
        let calls: Int = row["callCount"]
        if calls > 0 { record.answers = try AnsweredCall.all(db, ofLog: record.id) }
        let head: String? = row["response"]
        let response = try head.map { try LogAnswer.text(db, key: row["key"], part: "response", head: $0) }
        let judgedAt: Int64? = row["judgedAt"]
        return ExportedLog(
            record: record, number: row["number"], judgedAt: judgedAt.map { Date(milliseconds: $0) },
            request: row["request"], response: response)
    }
}
