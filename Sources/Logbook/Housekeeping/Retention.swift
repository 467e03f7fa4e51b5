#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

extension LogKeeper {
    /// Removes the logs that were sent longer ago than so many seconds, without those of evaluations.
    ///
    /// - Parameter limit: the most that are removed; what is left goes the next time.
    /// - Returns: their number.
    @discardableResult
    package func removeLogs(
        olderThan seconds: Double, atMost limit: Int = .max, now: Date = Date()
    ) async throws -> Int {
        let end = now.addingTimeInterval(-seconds)
        let old = LogFilter([LogTerm(.field(.until, [.time(from: nil, to: end, written: "\(Int(seconds))s")]))])
        var removal = try await self.removal(of: old, keeping: nil)
        removal.keys = Array(removal.keys.prefix(limit))
        guard !removal.keys.isEmpty else { return 0 }
        _ = try await remove(removal) { _ in }
        return removal.keys.count
    }
}
