import Glibc

/// Names days of this place's time zone, as `2026-11-30`.
///
/// A value of this type remembers names: a time zone's days begin at quarters of an hour, so all times of a quarter have the
/// same day.
package struct LocalDay {
    private static let quarter: Int64 = 900_000
    private var names: [Int64: String] = [:]

    /// Remembers nothing yet.
    package init() {}

    /// The day of a time.
    ///
    /// - Parameter milliseconds: since 1970.
    package mutating func name(ofMilliseconds milliseconds: Int64) -> String {
        let quarter = Int64((Double(milliseconds) / Double(Self.quarter)).rounded(.down))
        if let known = names[quarter] { return known }
        var (seconds, local) = (time_t(quarter * 900), tm())
        localtime_r(&seconds, &local)
        let name = Self.name(local)
        names[quarter] = name
        return name
    }

    private static func name(_ local: tm) -> String {
        func digits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(local.tm_year + 1900)-\(digits(local.tm_mon + 1))-\(digits(local.tm_mday))"
    }
}
