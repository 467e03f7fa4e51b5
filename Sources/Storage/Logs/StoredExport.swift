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
    /// The pages that are read at once, each on a connection of its own.
    private static let exportReaders = 2

    package func export(_ filter: LogFilter, _ take: ([ExportedLog]) async throws -> Void) async throws {
        let list = try await read { db in try LogList(db, filter) }
        var places = try await exportPlaces(in: list, .oldest)
        var pages = try await exportPages(places)
        while let last = places.last {
            // The next pages are read while these are written.
            let isLast = places.count < Self.exportPage * Self.exportReaders
            let following = isLast ? [] : try await exportPlaces(in: list, .before(last))
            async let nextPages = exportPages(following)
            for page in pages where !page.isEmpty { try await take(page) }
            (places, pages) = (following, try await nextPages)
        }
        if let unreadLogs { throw unreadLogs }
    }

    private func exportPlaces(in list: LogList, _ page: LogQuery.Page) async throws -> [LogPosition] {
        try await places(in: list, page, limit: Self.exportPage * Self.exportReaders)
    }

    /// The logs at these places, in their order, by pages.
    private func exportPages(_ places: [LogPosition]) async throws -> [[ExportedLog]] {
        let starts = stride(from: 0, to: places.count, by: Self.exportPage)
        let pieces = starts.map { places[$0..<min($0 + Self.exportPage, places.count)].map(\.key) }
        return try await withThrowingTaskGroup(of: (Int, [ExportedLog]).self) { group in
            for (number, keys) in pieces.enumerated() {
                group.addTask { (number, try await self.exportPage(of: keys)) }
            }
            var pages = [[ExportedLog]](repeating: [], count: pieces.count)
            for try await (number, page) in group { pages[number] = page }
            return pages
        }
    }

    private func exportPage(of keys: [Int64]) async throws -> [ExportedLog] {
        try await readable(keys) { db, keys in
            let list = "[\(keys.map(String.init).joined(separator: ","))]"
            let rows = "(SELECT * FROM log WHERE key IN (SELECT value FROM json_each(?)))"
            let statement = try db.cachedStatement(sql: "\(Logs.exportSQL(from: rows)) ORDER BY createdAt, key")
            var logs: [ExportedLog] = []
            let cursor = try Row.fetchCursor(statement, arguments: [list])
            while let row = try cursor.next() { logs.append(try Logs.exported(db, row)) }
            return logs
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
