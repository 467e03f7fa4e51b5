/// Writes numbers and durations for people.
package enum Readable {
    /// `1.8 s`, `0.4 s`, `12 s`, `2 min 5 s`; `17 ms` where tenths of a second would say nothing.
    package static func seconds(_ milliseconds: Double) -> String {
        let seconds = min(max(0, milliseconds / 1000), 1e9)
        if seconds < 0.1 { return exact(milliseconds) }
        if seconds < 10 { return fixed(seconds, digits: 1) + " s" }
        if seconds < 120 { return "\(Int(seconds.rounded())) s" }
        let whole = Int(seconds.rounded())
        return "\(whole / 60) min \(whole % 60) s"
    }

    /// As ``seconds(_:)``, but in milliseconds up to a second: for figures that are compared.
    package static func duration(_ milliseconds: Double) -> String {
        milliseconds < 1000 ? exact(milliseconds) : seconds(milliseconds)
    }

    private static func exact(_ milliseconds: Double) -> String { "\(Int(max(0, milliseconds).rounded())) ms" }

    /// `1,204`.
    package static func count(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (offset, digit) in digits.enumerated() {
            if offset > 0, (digits.count - offset) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (number < 0 ? "-" : "") + text
    }

    /// `$0.0031`: four decimals below ten cents, two above.
    package static func dollars(_ amount: Double) -> String {
        "$" + fixed(amount, digits: amount < 0.1 ? 4 : 2)
    }

    /// A number with exactly this many decimals.
    package static func fixed(_ value: Double, digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = (value * scale).rounded()
        guard scaled.magnitude < 1e15 else { return "\(value)" }
        let whole = Int(scaled.magnitude)
        let sign = scaled < 0 ? "-" : ""
        guard digits > 0 else { return sign + "\(whole)" }
        var fraction = String(whole % Int(scale))
        fraction = String(repeating: "0", count: digits - fraction.count) + fraction
        return sign + "\(whole / Int(scale))." + fraction
    }
}
