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
        for table in SearchTable.all.map(\.rawValue) + EarlierSearch.tables { try await merge(table) }
        try await remove(images: images)
        var remnants = LogRemnants()
        remnants.isJournalLeft = try await !emptyJournal()
        remnants.copies = (1..<Migrations.steps.count).map { StoreCopy.path(of: path, steps: $0) }
            .filter { Posix.size(of: $0) != nil }
        return remnants
    }

    /// Merges the parts of a search into one, some pages at a time, so that others can write in between.
    ///
    /// A negative number of pages begins a merge of all parts, a positive one goes on with it; less than two changes mean that nothing
    /// was left to do (SQLite's documentation of FTS5, "The 'merge' Command").
    private func merge(_ table: String) async throws {
        var pages = -Self.mergedPages
        while true {
            let count = pages
            let changes = try await write { db in
                let before = db.totalChangesCount
                try db.execute(sql: "INSERT INTO \(table) (\(table), rank) VALUES ('merge', ?)", arguments: [count])
                return db.totalChangesCount - before
            }
            if changes < 2 { return }
            pages = Self.mergedPages
            try await letOthersWrite()
        }
    }

    private static let mergedPages = 2_000

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
