#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// A log's place in the list of all logs: by its time, and by its key among logs of the same millisecond.
///
/// A page begins at a place rather than after a number of logs, so the last page costs what the first does, and logs that arrive
/// meanwhile move nothing.
package struct LogPosition: Sendable, Hashable {
    /// The time when the request was sent.
    package var createdAt: Date
    /// The store's number for the log, which grows with each log that is written.
    package var key: Int64

    package init(createdAt: Date, key: Int64) {
        self.createdAt = createdAt
        self.key = key
    }
}
