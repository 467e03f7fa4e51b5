#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Deletes logs, for a day such that they can be restored, or at once for good.
package protocol LogKeeper: Sendable {
    /// Takes logs out of every list, search and number. A log whose run goes on stays.
    ///
    /// - Returns: the ids of the logs that are deleted now.
    @discardableResult
    func deleteLogs(_ ids: [String]) async throws -> [String]

    /// Brings deleted logs back, as they were.
    ///
    /// - Returns: the ids of the logs that are back.
    @discardableResult
    func restoreLogs(_ ids: [String]) async throws -> [String]

    /// Brings back the logs that were deleted together last.
    ///
    /// - Returns: their ids; none where nothing was deleted within a day.
    @discardableResult
    func restoreDeletedLogs() async throws -> [String]

    /// Removes logs for good that were deleted more than `grace` seconds ago.
    ///
    /// - Returns: their number.
    @discardableResult
    func removeDeletedLogs(grace: Double) async throws -> Int

    /// What would be removed by a filter, for the person to see before.
    ///
    /// - Parameter keeping: logs that stay; nil for none.
    func removal(of filter: LogFilter, keeping: LogFilter?) async throws -> LogRemoval

    /// Removes logs for good: from the tables, the search and the files, with the images that only they had.
    ///
    /// - Parameter progress: told how many are gone.
    func remove(_ removal: LogRemoval, progress: (Int) throws -> Void) async throws -> LogRemnants
}

extension LogKeeper {
    /// How long deleted logs can be restored, in seconds.
    package static var graceOfLogs: Double { 86_400 }
}

/// What a filter would remove.
package struct LogRemoval: Sendable, Hashable {
    /// The store's numbers for the logs.
    package var keys: [Int64] = []
    /// The bytes of their requests and answers.
    package var bytes: Int64 = 0
    /// When the oldest of them was sent; nil for none.
    package var oldest: Date?
    /// When the newest of them was sent; nil for none.
    package var newest: Date?
    /// The logs that match and stay because their runs go on.
    package var running = 0
    /// The logs that match and stay because evaluations have them, unless the filter says `eval:`.
    package var evaluated = 0
    /// The logs that match and stay because the person keeps them.
    package var kept = 0

    package init() {}
}

/// What could not be removed with the logs.
package struct LogRemnants: Sendable, Hashable {
    /// Copies of the whole store, made before it was brought up to date, that may have the logs.
    package var copies: [String] = []
    /// Whether another process kept the log of changes from being emptied; it is when the last process closes the store.
    package var isJournalLeft = false

    package init() {}
}

extension LogFilter {
    /// Whether a term says which evaluations are meant.
    package var namesEvaluations: Bool {
        terms.contains { term in
            switch term.condition {
            case .field(let field, _): field == .eval
            case .saved(_, let filter): filter.namesEvaluations
            case .word, .phrase: false
            }
        }
    }
}
