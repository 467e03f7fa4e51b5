import JSON
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the times of other tools' logs.
enum ImportTime {
    /// `2026-11-30T10:42:01.123456`, with a `T` or a space, with or without a fraction, and with `Z`, an offset or nothing, which is
    /// UTC; nil for anything else.
    static func date(_ text: String) -> Date? {
        var rest = Substring(text.trimmingPrefix { $0 == " " })
        guard let year = number(&rest, 4), skip("-", &rest), let month = number(&rest, 2), skip("-", &rest),
            let day = number(&rest, 2), CivilDate.exists(year: year, month: month, day: day)
        else { return nil }
        var seconds = Double(CivilDate.daysSince1970(year: year, month: month, day: day)) * 86_400
        if rest.isEmpty { return Date(timeIntervalSince1970: seconds) }
        guard skip("T", &rest) || skip(" ", &rest), let hour = number(&rest, 2), skip(":", &rest),
            let minute = number(&rest, 2), hour < 24, minute < 60
        else { return nil }
        seconds += Double(hour * 3600 + minute * 60)
        if skip(":", &rest) {
            guard let second = number(&rest, 2), second <= 60 else { return nil }
            seconds += Double(second)
            if skip(".", &rest) {
                let digits = rest.prefix { $0.isASCII && $0.isNumber }
                guard !digits.isEmpty, let fraction = Double("0." + digits) else { return nil }
                rest = rest.dropFirst(digits.count)
                seconds += fraction
            }
        }
        guard let offset = offset(&rest), rest.isEmpty else { return nil }
        return Date(timeIntervalSince1970: seconds - offset)
    }

    /// A text as above, or seconds since 1970 as a number.
    static func date(_ json: JSONValue?) -> Date? {
        if let text = json?.stringValue { return date(text) }
        guard let seconds = json?.doubleValue, (0..<1e11).contains(seconds) else { return nil }
        return Date(timeIntervalSince1970: seconds)
    }

    /// Seconds east of Greenwich.
    private static func offset(_ rest: inout Substring) -> Double? {
        if rest.isEmpty || skip("Z", &rest) || skip("z", &rest) { return 0 }
        let isWest = rest.first == "-"
        guard skip("+", &rest) || skip("-", &rest), let hours = number(&rest, 2) else { return nil }
        _ = skip(":", &rest)
        guard let minutes = rest.isEmpty ? 0 : number(&rest, 2), hours <= 18, minutes < 60 else { return nil }
        return Double(hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }

    private static func number(_ rest: inout Substring, _ digits: Int) -> Int? {
        let head = rest.prefix(digits)
        guard head.count == digits, head.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        rest = rest.dropFirst(digits)
        return Int(head)
    }

    private static func skip(_ character: Character, _ rest: inout Substring) -> Bool {
        guard rest.first == character else { return false }
        rest = rest.dropFirst()
        return true
    }
}
