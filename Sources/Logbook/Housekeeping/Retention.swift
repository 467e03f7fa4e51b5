#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

extension LogKeeper {
    /// Removes the logs that were sent longer ago than so many seconds, without those of evaluations.
    ///
    /// - Returns: their number.
    @discardableResult
    package func removeLogs(olderThan seconds: Double, now: Date = Date()) async throws -> Int {
        let end = now.addingTimeInterval(-seconds)
        let old = LogFilter([LogTerm(.field(.until, [.time(from: nil, to: end, written: "\(Int(seconds))s")]))])
        let removal = try await self.removal(of: old, keeping: nil)
        guard !removal.keys.isEmpty else { return 0 }
        _ = try await remove(removal) { _ in }
        return removal.keys.count
    }
}
