/// Dates as HTTP headers write them, and days as files do.
enum HTTPDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// Seconds since 1970 of `Sun, 06 Nov 1994 08:49:37 GMT` and of the older `Sunday, 06-Nov-94 08:49:37 GMT`.
    static func seconds(_ text: String) -> Double? {
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }
        guard words.count >= 5, let day = Int(words[1]), (1...31).contains(day),
            let month = months.firstIndex(of: words[2].lowercased()), var year = Int(words[3])
        else { return nil }
        if words[3].count == 2 { year += year < 70 ? 2000 : 1900 }
        let time = words[4].split(separator: ":").map { Int($0) }
        guard (1970...9999).contains(year), time.count == 3, let hour = time[0], let minute = time[1],
            let second = time[2],
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        let days = CivilDate.daysSince1970(year: year, month: month + 1, day: day)
        return Double(((days * 24 + hour) * 60 + minute) * 60 + second)
    }

    /// The day of a moment in UTC, such as `2026-11-20`. These texts sort by date.
    static func day(ofSecondsSince1970 seconds: Double) -> String {
        guard seconds.isFinite, abs(seconds) < 1e12 else { return "" }
        let date = CivilDate(daysSince1970: Int((seconds / 86_400).rounded(.down)))
        return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
