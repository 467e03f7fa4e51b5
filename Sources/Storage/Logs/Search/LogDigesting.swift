import GRDB
package import Logbook
import RequestCore

extension Store: LogDigester {
    /// Reads the newest logs of an earlier program, each piece in a transaction of its own, so that a process can end in between.
    ///
    /// A log whose run goes on is left for later: its process may be the earlier program. When none is left, the earlier searches are
    /// emptied.
    @discardableResult
    package func digestLogs(limit: Int) async throws -> LogDigestion {
        guard !isReadOnly else { return LogDigestion(done: 0, left: 0) }
        let (keys, running) = try await read { db in
            let running = try Logs.liveRuns(db)
            let keys = try Int64.fetchAll(
                db, sql: "SELECT key FROM log WHERE digest IS NOT \(LogFacts.digest) ORDER BY key DESC LIMIT ?",
                arguments: [max(1, limit) + running.count])
            let some = keys.filter { !running.contains($0) }.prefix(max(1, limit))
            // FTS5 writes a part of its own for each row that does not follow the one before.
            return (Array(some.reversed()), running.count)
        }
        guard !keys.isEmpty else {
            try await emptyEarlierSearch()
            return LogDigestion(done: 0, left: 0)
        }
        return try await write { db in
            var done = 0
            for key in keys {
                // Another process may have read it, or the log is gone.
                let isLeft = try Bool.fetchOne(
                    db, sql: "SELECT digest IS NOT \(LogFacts.digest) FROM log WHERE key = ?", arguments: [key])
                guard isLeft == true else { continue }
                try Logs.digest(db, key: key)
                done += 1
            }
            let left = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM log WHERE digest IS NOT \(LogFacts.digest)")
            return LogDigestion(done: done, left: max(0, (left ?? 0) - running))
        }
    }

    private func emptyEarlierSearch() async throws {
        let isEmpty = try await read { db in try EarlierSearch.isEmpty(db) }
        guard !isEmpty else { return }
        try await write { db in
            if try !EarlierSearch.isNeeded(db) { try EarlierSearch.empty(db) }
        }
    }
}

extension Logs {
    /// Writes what filters and the search know of a log that is stored already.
    ///
    /// A log that cannot be read counts as read: it is found by its columns, and nothing tries it again.
    static func digest(_ db: Database, key: Int64) throws {
        do {
            guard let record = try record(db, "log.key = ?", [key]) else { return }
            let log = WrittenLog(record)
            let state = try String.fetchOne(db, sql: "SELECT state FROM log WHERE key = ?", arguments: [key])
            guard state != LogRecord.State.running.rawValue else {
                // Its process is gone, as the record says.
                try log.update(db, key: key)
                return
            }
            // The newest logs are read first. An old one among them would make all that follow come out of order.
            let isImported =
                try Row.fetchOne(db, sql: "SELECT 1 FROM logImport WHERE log = ?", arguments: [key]) != nil
            try log.write(db, key: key, isOutOfOrder: isImported)
        } catch is StoreError {
            try db.execute(
                sql: "UPDATE log SET digest = ?, wordsSum = NULL WHERE key = ?", arguments: [LogFacts.digest, key])
        }
    }

    /// The keys of logs that are running, as their rows say, and whose process is gone.
    static func deadRuns(_ db: Database) throws -> [Int64] {
        try Row.fetchAll(db, sql: "SELECT key, owner FROM log WHERE state = 'running'")
            .filter { !isRunning(owner: $0["owner"]) }.map { $0["key"] }
    }

    /// The keys of logs whose run goes on.
    static func liveRuns(_ db: Database) throws -> Set<Int64> {
        Set(
            try Row.fetchAll(db, sql: "SELECT key, owner FROM log WHERE state = 'running'")
                .filter { isRunning(owner: $0["owner"]) }.map { $0["key"] })
    }
}
