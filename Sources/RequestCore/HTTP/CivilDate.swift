/// A day of the Gregorian calendar, counted without a time zone.
///
/// The algorithms are Howard Hinnant's (chrono-Compatible Low-Level Date Algorithms): eras of 400 years that begin on 1 March.
package struct CivilDate: Sendable, Hashable {
    package let year: Int
    /// From 1.
    package let month: Int
    /// From 1.
    package let day: Int

    /// The day that begins this many days after 1 January 1970.
    package init(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The days from one day to another, both as `2026-11-30`; nil for a text that is no day.
    package static func days(from start: String, to end: String) -> Int? {
        func days(_ text: String) -> Int? {
            let parts = text.split(separator: "-").compactMap { Int($0) }
            guard parts.count == 3, exists(year: parts[0], month: parts[1], day: parts[2]) else { return nil }
            return daysSince1970(year: parts[0], month: parts[1], day: parts[2])
        }
        guard let start = days(start), let end = days(end) else { return nil }
        return end - start
    }

    /// Whether the calendar has this day.
    package static func exists(year: Int, month: Int, day: Int) -> Bool {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days =
            switch month {
            case 1, 3, 5, 7, 8, 10, 12: 31
            case 4, 6, 9, 11: 30
            case 2: isLeap ? 29 : 28
            default: 0
            }
        return day >= 1 && day <= days
    }

    /// The days from 1 January 1970 to a day of a later year.
    package static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
