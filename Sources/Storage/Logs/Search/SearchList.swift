import GRDB
import Logbook

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The matches of a search as SQL: those of the logs that came in order, and those of the others (``SearchPlace``).
///
/// FTS5 seeks one number of a row from below and one from above, so all limits are made into one of each.
struct SearchList: Sendable {
    let pattern: SearchPattern
    /// From when to when the logs were sent, as the filter says.
    let spans: [(from: Date?, to: Date?)]
    /// Whether any log came out of order.
    let hasLate: Bool
    private var table: String { pattern.table.rawValue }

    init(_ db: Database, _ pattern: SearchPattern, _ spans: [(from: Date?, to: Date?)]) throws {
        self.pattern = pattern
        self.spans = spans
        hasLate = try Row.fetchOne(db, sql: "SELECT 1 FROM log WHERE place IS NOT NULL LIMIT 1") != nil
    }

    /// All matches in no order, as a `FROM` that joins their logs.
    var matches: SQLPiece {
        joined(
            [part(isLate: false, tests: [], page: nil)] + (hasLate ? [part(isLate: true, tests: [], page: nil)] : []))
    }

    /// The first matches of a page that pass the tests, as a query in the order of the page.
    func query(_ columns: String, _ page: LogQuery.Page, tests: [SQLPiece], limit: Int) -> SQLPiece {
        let direction = page.isBackwards ? "ASC" : "DESC"
        guard hasLate else {
            var piece = part(isLate: false, tests: tests, page: page, columns)
            piece.sql += " ORDER BY \(table).rowid \(direction) LIMIT \(limit)"
            return piece
        }
        var parts = [part(isLate: false, tests: tests, page: page), part(isLate: true, tests: tests, page: page)]
        for index in parts.indices { parts[index].sql += " ORDER BY \(table).rowid \(direction) LIMIT \(limit)" }
        var piece = joined(parts)
        piece.sql =
            "SELECT \(columns) FROM \(piece.sql) ORDER BY createdAt \(direction), log.key \(direction) LIMIT \(limit)"
        return piece
    }

    private func joined(_ parts: [SQLPiece]) -> SQLPiece {
        var piece = SQLPiece(
            "(\(parts.map { "SELECT * FROM (\($0.sql))" }.joined(separator: " UNION ALL "))) CROSS JOIN log ON log.key = found"
        )
        piece.arguments = parts.flatMap(\.arguments)
        return piece
    }

    private func part(
        isLate: Bool, tests: [SQLPiece], page: LogQuery.Page?, _ columns: String = "log.key AS found"
    ) -> SQLPiece {
        var conditions = [SQLPiece("\(table) MATCH ?", [pattern.expression])]
        let (lowest, highest) = limits(isLate: isLate, page)
        if let limit = Self.outermost("MAX", lowest) { conditions.append(limit.prefixed("\(table).rowid >= ")) }
        if let limit = Self.outermost("MIN", highest) { conditions.append(limit.prefixed("\(table).rowid <= ")) }
        let join = isLate ? "log.place = \(table).rowid" : "log.key = \(table).rowid"
        var piece = SQLPiece.all(conditions + tests) ?? SQLPiece("TRUE")
        piece.sql = "SELECT \(columns) FROM \(table) CROSS JOIN log ON \(join) WHERE \(piece.sql)"
        return piece
    }

    /// What a row's number is at the least and at the most.
    private func limits(isLate: Bool, _ page: LogQuery.Page?) -> (lowest: [SQLPiece], highest: [SQLPiece]) {
        var lowest = isLate ? [SQLPiece("\(SearchPlace.firstLate)")] : []
        var highest = isLate ? [] : [SQLPiece("\(SearchPlace.firstLate - 1)")]
        for span in spans {
            if let from = span.from?.milliseconds { lowest.append(first(isLate, "createdAt >= ?", [from], from, 0)) }
            if let to = span.to?.milliseconds { highest.append(last(isLate, "createdAt < ?", [to], to, 0)) }
        }
        if let (position, isBackwards) = page?.place {
            let (time, key) = (position.createdAt.milliseconds, position.key)
            if isBackwards {
                lowest.append(first(isLate, "(createdAt, key) > (?, ?)", [time, key], time, key + 1))
            } else {
                highest.append(last(isLate, "(createdAt, key) < (?, ?)", [time, key], time, key))
            }
        }
        return (lowest, highest)
    }

    /// The number of the first log of which a condition holds, which is at the time and key.
    private func first(
        _ isLate: Bool, _ condition: String, _ values: [Int64], _ time: Int64, _ key: Int64
    ) -> SQLPiece {
        if isLate { return SQLPiece("\(SearchPlace.late(time, key: key))") }
        return SQLPiece(
            """
            IFNULL((SELECT key FROM \(SearchPlace.inOrder) AND \(condition) ORDER BY createdAt, key LIMIT 1),
                \(SearchPlace.firstLate))
            """, values)
    }

    /// The number of the last log of which a condition holds, which is before the time and key.
    private func last(
        _ isLate: Bool, _ condition: String, _ values: [Int64], _ time: Int64, _ key: Int64
    ) -> SQLPiece {
        if isLate { return SQLPiece("\(SearchPlace.late(time, key: key) - 1)") }
        return SQLPiece(
            """
            IFNULL((SELECT key FROM \(SearchPlace.inOrder) AND \(condition)
                ORDER BY createdAt DESC, key DESC LIMIT 1), -1)
            """, values)
    }

    private static func outermost(_ function: String, _ pieces: [SQLPiece]) -> SQLPiece? {
        guard pieces.count > 1 else { return pieces.first }
        var piece = SQLPiece("\(function)(\(pieces.map(\.sql).joined(separator: ", ")))")
        piece.arguments = pieces.flatMap(\.arguments)
        return piece
    }
}

extension SQLPiece {
    fileprivate func prefixed(_ start: String) -> SQLPiece {
        var piece = self
        piece.sql = start + sql
        return piece
    }
}
