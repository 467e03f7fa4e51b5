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
        var page = LogQuery.Page.oldest
        while true {
            let asked = page
            let logs = try await read { db in
                let keys = try LogList(db, filter).query("log.key AS key", asked)
                let rows = try Row.fetchCursor(
                    db,
                    sql: """
                        \(Logs.exportSQL) WHERE log.key IN (SELECT key FROM (\(keys.sql) LIMIT \(Self.exportPage)))
                        ORDER BY createdAt, log.key
                        """, arguments: StatementArguments(keys.arguments))
                var logs: [ExportedLog] = []
                while let row = try rows.next() { logs.append(try Logs.exported(db, row)) }
                return logs
            }
            if !logs.isEmpty { try await take(logs) }
            guard logs.count == Self.exportPage, let last = logs.last else { return }
            page = .before(LogPosition(createdAt: last.record.createdAt, key: last.key))
        }
    }
}

extension Logs {
    /// Everything that ``exported(_:_:)`` needs of each log.
    static let exportSQL = """
        SELECT log.*, request, images, reply, response,
            (SELECT number FROM version WHERE promptName = prompt AND configID = versionID) AS number,
            (SELECT judgedAt FROM logJudgement WHERE logJudgement.log = log.key) AS judgedAt
        FROM log JOIN logRequest ON logRequest.log = log.key JOIN logAnswer ON logAnswer.log = log.key
        """

    /// A log with its bodies as texts, from a row of ``exportSQL``.
    static func exported(_ db: Database, _ row: Row) throws -> ExportedLog {
        var record = try record(db, row, withBodies: false)
        let calls: Int = row["callCount"]
        if calls > 0 { record.answers = try AnsweredCall.all(db, ofLog: record.id) }
        let head: String? = row["response"]
        let response = try head.map { try LogAnswer.text(db, key: row["key"], part: "response", head: $0) }
        let judgedAt: Int64? = row["judgedAt"]
        return ExportedLog(
            key: row["key"], record: record, number: row["number"], judgedAt: judgedAt.map { Date(milliseconds: $0) },
            request: row["request"], response: response)
    }
}
