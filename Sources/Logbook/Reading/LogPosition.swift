#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// A log's place in the list of all logs: by its value in an order other than that of time, by its time, and by its key
/// among logs of the same millisecond.
///
/// A page begins at a place rather than after a number of logs, so the last page costs what the first does, and logs that arrive
/// meanwhile move nothing.
package struct LogPosition: Sendable, Hashable {
    /// The time when the request was sent.
    package var createdAt: Date
    /// The store's number for the log, which grows with each log that is written.
    package var key: Int64
    /// What the list is ordered by, if that is not the time; nil where the log has none.
    package var value: Double?

    package init(createdAt: Date, key: Int64, value: Double? = nil) {
        self.value = value
        self.createdAt = createdAt
        self.key = key
    }
}
