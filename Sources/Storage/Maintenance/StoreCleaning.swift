import GRDB
import Logbook

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store {
    /// Removes what is left of texts that were deleted: from the search, from the log of changes, and images that nothing has.
    ///
    /// SQLite writes zeros over what it frees (`secure_delete`). The search keeps the words of a deleted row until its parts are
    /// merged into one.
    func clean(images: Set<String>) async throws -> LogRemnants {
        try await write { db in
            for table in SearchTable.all.map(\.rawValue) + EarlierSearch.tables {
                try db.execute(sql: "INSERT INTO \(table) (\(table)) VALUES ('optimize')")
            }
        }
        try await remove(images: images)
        var remnants = LogRemnants()
        remnants.isJournalLeft = try await !emptyJournal()
        remnants.copies = (1..<Migrations.steps.count).map { StoreCopy.path(of: path, steps: $0) }
            .filter { Posix.size(of: $0) != nil }
        return remnants
    }

    /// Writes the log of changes into the database and empties it.
    ///
    /// - Returns: whether it is empty; another process may be reading from it.
    private func emptyJournal() async throws -> Bool {
        guard let pool = database as? DatabasePool else { return true }
        return try await Task.detached {
            do {
                try await pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
                return true
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                return false
            }
        }.value
    }
}
