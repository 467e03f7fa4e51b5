#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Reads the times of `--since` and of a filter's `since:`.
package enum PastTime {
    /// `30m`, `12h`, `7d` ago, a date, or a date with a time as ISO 8601 has it; nil for anything else.
    package static func date(_ text: String, now: Date) -> Date? {
        if let unit = text.last, let amount = Double(text.dropLast()), let seconds = seconds(unit),
            (0...1e11).contains(amount * seconds)
        {
            return now.addingTimeInterval(-amount * seconds)
        }
        if let date = try? Date(text, strategy: Date.ISO8601FormatStyle()) { return date }
        if let date = try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)) {
            return date
        }
        return try? Date(text, strategy: Date.ISO8601FormatStyle().year().month().day())
    }

    private static func seconds(_ unit: Character) -> Double? {
        switch unit {
        case "s": 1
        case "m": 60
        case "h": 3_600
        case "d": 86_400
        case "w": 604_800
        default: nil
        }
    }
}
