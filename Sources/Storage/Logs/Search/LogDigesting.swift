import GRDB
package import Logbook
import RequestCore

extension Store: LogDigester {
    /// Reads the newest logs of an earlier program, each piece in a transaction of its own, so that a process can end in between.
    ///
    /// When none is left, the old search is emptied. It stays as a table, because a process of the earlier program may still be
    /// writing to it.
    @discardableResult
    package func digestLogs(limit: Int) async throws -> LogDigestion {
        guard !isReadOnly else { return LogDigestion(done: 0, left: 0) }
        let keys = try await read { db in
            try Int64.fetchAll(
                db, sql: "SELECT key FROM log WHERE digest IS NULL ORDER BY key DESC LIMIT ?",
                arguments: [max(1, limit)])
        }
        guard !keys.isEmpty else {
            try await emptyOldSearch()
            return LogDigestion(done: 0, left: 0)
        }
        return try await write { db in
            var done = 0
            for key in keys {
                // Another process may have read it, or the log is gone.
                let isLeft = try Bool.fetchOne(
                    db, sql: "SELECT digest IS NULL FROM log WHERE key = ?", arguments: [key])
                guard isLeft == true else { continue }
                try Logs.digest(db, key: key)
                done += 1
            }
            let left = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM log WHERE digest IS NULL") ?? 0
            return LogDigestion(done: done, left: left)
        }
    }

    private func emptyOldSearch() async throws {
        let isEmpty = try await read { db in try Logs.isOldSearchEmpty(db) }
        guard !isEmpty else { return }
        try await write { db in
            guard try Row.fetchOne(db, sql: "SELECT 1 FROM log WHERE digest IS NULL LIMIT 1") == nil else { return }
            try db.execute(
                sql: """
                    DROP TABLE logSearch;
                    CREATE VIRTUAL TABLE logSearch USING fts5 (
                        messages, answer, model, error, tokenize = 'unicode61 remove_diacritics 2'
                    );
                    """)
        }
    }
}

extension Logs {
    /// Whether the search of earlier programs has no rows.
    static func isOldSearchEmpty(_ db: Database) throws -> Bool {
        try Row.fetchOne(db, sql: "SELECT 1 FROM logSearch LIMIT 1") == nil
    }

    /// Whether logs of an earlier program are found in the old search only.
    static func isSearchMixed(_ db: Database) throws -> Bool {
        try Row.fetchOne(db, sql: "SELECT 1 FROM log WHERE digest IS NULL LIMIT 1") != nil
    }

    /// Writes what filters and the search know of a log that is stored already.
    ///
    /// A log that cannot be read counts as read: it is found by its columns, and nothing tries it again.
    static func digest(_ db: Database, key: Int64) throws {
        do {
            guard let record = try record(db, "log.key = ?", [key]) else { return }
            let conversation = record.conversation
            try LogSearchText(record, conversation).write(db, key: key)
            try LogFacts(record, conversation).write(db, key: key)
        } catch is StoreError {
            try db.execute(sql: "UPDATE log SET digest = ? WHERE key = ?", arguments: [LogFacts.digest, key])
        }
    }

    /// The keys of logs that are running, as their rows say, and whose process is gone.
    static func deadRuns(_ db: Database) throws -> [Int64] {
        try Row.fetchAll(db, sql: "SELECT key, owner FROM log WHERE state = 'running'")
            .filter { !isRunning(owner: $0["owner"]) }.map { $0["key"] }
    }
}
