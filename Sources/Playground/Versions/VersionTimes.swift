package import Prompts
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// When versions were made, as the lists of them say it.
package enum VersionTimes {
    /// The environments that point to it, else `now` for the current one, else the time of day, or the day where it is
    /// not that of the newest.
    package static func short(_ version: VersionSummary, _ state: AppState) -> String {
        if !version.environments.isEmpty { return version.environments.joined(separator: ", ") }
        if state.draft.version?.id == version.id { return "now" }
        let offset = state.settings.timeZoneOffset
        let day = Day(version.createdAt, offset: offset)
        if let newest = state.versions.first, Day(newest.createdAt, offset: offset) != day { return day.withoutYear }
        return String(Readable.time(version.createdAt, offset: offset).prefix(5))
    }

    /// `20 Nov 2026 10:31`, without the year where it is narrow.
    package static func full(_ version: VersionSummary, _ state: AppState, isNarrow: Bool) -> String {
        let offset = state.settings.timeZoneOffset
        let day = Day(version.createdAt, offset: offset)
        return
            "\(isNarrow ? day.withoutYear : day.description) \(Readable.time(version.createdAt, offset: offset).prefix(5))"
    }
}
