import GRDB

/// The number of a log's row in the lists of the search.
///
/// FTS5 reads matches in the order of its rows, forwards or backwards, and stops when it has enough. So the rows have to be in the
/// order of time; and they take the fewest bytes if they are numbered one after the other. A log that is newer than those before it
/// has its key. One that came out of order, as an imported log may, has a number behind all keys, made of its time.
///
/// So the search is two lists, each in the order of time: ``SearchList``.
enum SearchPlace {
    /// The first number of those that are made of the time.
    static let firstLate: Int64 = 1 << 61
    /// The number of the row of a log, as SQL over `log`.
    static let ofLog = "IFNULL(log.place, log.key)"
    /// The logs that have their keys, in the order of time and of keys alike.
    static let inOrder = "log INDEXED BY logInOrder WHERE place IS NULL AND wordsSum IS NOT NULL"

    /// The number of a log that came out of order.
    ///
    /// - Parameter milliseconds: its time, since 1970.
    static func late(_ milliseconds: Int64, key: Int64) -> Int64 {
        firstLate + (min(max(0, milliseconds), 1 << 42 - 1) << 20 | (key & 0xF_FFFF))
    }

    /// The number for a log that the search does not have yet; nil for its key.
    static func free(_ db: Database, createdAt: Int64, key: Int64, isOutOfOrder: Bool) throws -> Int64? {
        if try !isOutOfOrder && isInOrder(db, createdAt: createdAt, key: key) { return nil }
        var place = late(createdAt, key: key)
        let taken = try db.cachedStatement(sql: "SELECT 1 FROM log WHERE place = ?")
        while try Row.fetchOne(taken, arguments: [place]) != nil { place += 1 }
        return place
    }

    /// Whether all logs that have their keys are older where their key is smaller, and newer where it is greater.
    private static func isInOrder(_ db: Database, createdAt: Int64, key: Int64) throws -> Bool {
        func neighbour(_ sign: String, _ direction: String) throws -> Int64? {
            let statement = try db.cachedStatement(
                sql: """
                    SELECT key FROM \(inOrder) AND (createdAt, key) \(sign) (?, ?)
                    ORDER BY createdAt \(direction), key \(direction) LIMIT 1
                    """)
            return try Int64.fetchOne(statement, arguments: [createdAt, key])
        }
        return try neighbour("<", "DESC").map { $0 < key } ?? true && neighbour(">", "ASC").map { $0 > key } ?? true
    }
}
