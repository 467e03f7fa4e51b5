import RequestCore

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Reads the times of `--since` and of a filter's `since:`.
package enum PastTime {
    /// `30m`, `12h`, `7d` ago, a date, or a date with a time as ISO 8601 has it; nil for anything else.
    ///
    /// - Parameter offset: the seconds that local time is ahead of UTC; a date without a time is the beginning of a local day,
    ///   and a time without a zone is local time.
    package static func date(_ text: String, now: Date, offset: Int = 0) -> Date? {
        if let unit = text.last, let amount = Double(text.dropLast()), let seconds = seconds(unit),
            (0...1e11).contains(amount * seconds)
        {
            return now.addingTimeInterval(-amount * seconds)
        }
        guard isPossible(text) else { return nil }
        if let date = try? Date(text, strategy: Date.ISO8601FormatStyle()) { return date }
        if let date = try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)) {
            return date
        }
        return day(text, offset: offset) ?? localTime(text, offset: offset)
    }

    /// The moment of `2026-11-20T10:42` or `2026-11-20T10:42:01`, whose time is local; nil for anything else.
    private static func localTime(_ text: String, offset: Int) -> Date? {
        let whole = text.utf8.count == 16 ? text + ":00" : text
        guard whole.utf8.count == 19 else { return nil }
        let date = try? Date(whole + "Z", strategy: Date.ISO8601FormatStyle())
        return date?.addingTimeInterval(-Double(offset))
    }

    /// The beginning of a day that is written as `2026-11-20`; nil for anything else.
    package static func day(_ text: String, offset: Int) -> Date? {
        guard text.utf8.count == 10, isPossible(text) else { return nil }
        let day = try? Date(text, strategy: Date.ISO8601FormatStyle().year().month().day())
        return day?.addingTimeInterval(-Double(offset))
    }

    /// Whether the calendar has the day and the clock the time. The reader of Foundation counts the 31st of a short month on into
    /// the next.
    private static func isPossible(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count else { return nil }
            return Int(String(decoding: bytes[range], as: UTF8.self))
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            CivilDate.exists(year: year, month: month, day: day)
        else { return false }
        return (number(11..<13) ?? 0) < 24 && (number(14..<16) ?? 0) < 60 && (number(17..<19) ?? 0) <= 60
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
