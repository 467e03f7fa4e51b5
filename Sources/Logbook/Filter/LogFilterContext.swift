#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// What has to be known beside its text to read a filter.
package struct LogFilterContext: Sendable {
    /// The time that spans are counted back from.
    package var now: Date
    /// The seconds that local time is ahead of UTC; dates are local days.
    package var offset: Int
    /// The texts of the saved filters, by name without the `@`.
    package var saved: [String: String]

    package init(now: Date, offset: Int = 0, saved: [String: String] = [:]) {
        self.now = now
        self.offset = offset
        self.saved = saved
    }
}
