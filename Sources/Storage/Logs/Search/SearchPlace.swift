#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A log's row in `logText`: its time in milliseconds, and behind it the last 20 bits of its key.
///
/// FTS5 reads matches in the order of its rows, forwards or backwards, and stops when it has enough. With these numbers that is
/// the order of time. Two logs share a row only if they are of the same millisecond and a multiple of 1,048,576 logs apart; then the
/// later one is found.
enum SearchPlace {
    /// The number of the row of a log, as SQL over `log`.
    static let ofLog = "(log.createdAt << 20 | (log.key & 1048575))"
    /// How a row of `logText` finds its log.
    static let join = "log.createdAt = logText.rowid >> 20 AND (log.key & 1048575) = (logText.rowid & 1048575)"

    static func of(createdAt: Date, key: Int64) -> Int64 { createdAt.milliseconds << 20 | (key & 0xF_FFFF) }
}
