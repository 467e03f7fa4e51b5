import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Something that is wrong with the database's file.
package struct StoreDamage: Sendable, Hashable {
    /// What it is, in SQLite's words.
    package var text: String
    /// Whether only the search of logs is hurt, which can be made anew from the logs.
    package var isOfSearch: Bool
}

extension Store {
    /// What is wrong with the database's file; empty if nothing is. Reads all of it.
    package func damages() async throws -> [StoreDamage] {
        let found = try await read { db in
            let pages = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            let links = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(20).map { row -> String in
                let (table, parent): (String, String) = (row["table"], row["parent"])
                return "a row of \(table) belongs to none of \(parent)"
            }
            return pages + links + (try Self.packedDamages(db))
        }
        let damages = found.map { StoreDamage(text: $0, isOfSearch: false) }
        if isReadOnly { return damages }
        return damages + (try await searchDamages()).map { StoreDamage(text: $0, isOfSearch: true) }
    }

    /// The logs whose packed texts cannot be unpacked, twenty at the most.
    private static func packedDamages(_ db: Database) throws -> [String] {
        var found: [String] = []
        let rows = try Row.fetchCursor(
            db, sql: "SELECT id, size, packed FROM logBody JOIN log ON log.key = logBody.log ORDER BY logBody.log")
        while found.count < 20, let row = try rows.next() {
            do {
                _ = try PackedLog.parts(row["packed"], size: row["size"], of: Logs.name(row))
            } catch let error as StoreError {
                found.append("\(error)")
            }
        }
        return found
    }

    /// What is wrong with the search, which FTS5 can only check where it could write.
    private func searchDamages() async throws -> [String] {
        try await write { db in
            var found: [String] = []
            for table in SearchTable.all.map(\.rawValue) + EarlierSearch.tables {
                do {
                    try db.execute(sql: "INSERT INTO \(table) (\(table)) VALUES ('integrity-check')")
                } catch let error as DatabaseError {
                    found.append("the search of logs (\(table)) does not fit its texts: \(error.message ?? "")")
                }
            }
            let missing =
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT COUNT(*) FROM log WHERE wordsSum IS NOT NULL
                            AND NOT EXISTS (SELECT 1 FROM logTerms_docsize WHERE id = \(SearchPlace.ofLog))
                            AND NOT EXISTS (SELECT 1 FROM logWords_docsize WHERE id = \(SearchPlace.ofLog))
                        """) ?? 0
            if missing > 0 { found.append("the search lacks \(missing) logs") }
            return found
        }
    }

    /// Makes the search of logs anew, from the logs.
    package func rebuildSearch() async throws {
        try await write { db in
            try LogSearchText.removeAll(db)
        }
        try await digestAllLogs(piece: 500)
    }

    /// Writes a copy of everything that is committed, while others go on writing.
    ///
    /// - Throws: ``StoreError`` where something of that name exists, or the disk is full.
    package func backUp(to file: String) async throws {
        guard Posix.size(of: file) == nil else {
            throw StoreError.notBackedUp(path: path, copy: file, reason: "something of that name exists already")
        }
        let unfinished = file + ".unfinished"
        do {
            _ = Posix.remove(unfinished)
            try HomeFiles.makePrivateFile(unfinished)
            try await Task.detached { [database] in
                try await database.writeWithoutTransaction { db in
                    try db.execute(sql: "VACUUM INTO ?", arguments: [unfinished])
                }
            }.value
            try Posix.sync(unfinished)
            try Posix.rename(unfinished, to: file)
        } catch {
            _ = Posix.remove(unfinished)
            if (error as? DatabaseError)?.resultCode == .SQLITE_FULL || (error as? PosixError)?.isDiskFull == true {
                throw StoreError.diskFull(path: file)
            }
            throw StoreError.notBackedUp(
                path: path, copy: file, reason: (error as? PosixError)?.reason ?? "\(error)")
        }
    }
}
