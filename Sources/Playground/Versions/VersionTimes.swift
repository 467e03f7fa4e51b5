package import Prompts
import RequestCore
import TextUI

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The times of versions, as lists show them.
package enum VersionTimes {
    /// The environments that point at it, else `now` for the current one, else the time of day, or the day if it is
    /// not today.
    package static func short(_ version: VersionSummary, _ state: AppState) -> String {
        if !version.environments.isEmpty { return version.environments.joined(separator: ", ") }
        if state.draft.version?.id == version.id { return "now" }
        let offset = state.settings.timeZoneOffset
        let day = Day(version.createdAt, offset: offset)
        if day != state.today { return day.withoutYear }
        return String(Readable.time(version.createdAt, offset: offset).prefix(5))
    }

    /// `20 Nov 2026 10:31`, without the year if the list is narrow.
    package static func full(_ version: VersionSummary, _ state: AppState, isNarrow: Bool) -> String {
        full(version.createdAt, state, isNarrow: isNarrow)
    }

    /// A moment in the same form.
    static func full(_ date: Date, _ state: AppState, isNarrow: Bool) -> String {
        let offset = state.settings.timeZoneOffset
        let day = Day(date, offset: offset)
        return "\(isNarrow ? day.withoutYear : day.description) \(Readable.time(date, offset: offset).prefix(5))"
    }
}
