/// Writes a `Double` as ECMAScript's number-to-string does, as RFC 8785, section 3.2.2.3, requires.
enum ECMAScriptNumber {
    /// The text of a finite value.
    static func text(of value: Double) -> String {
        if value == 0 { return "0" }
        let (digits, exponent) = shortestDigits(of: value.magnitude)
        return (value < 0 ? "-" : "") + layOut(digits, exponent)
    }

    /// The fewest digits that read back as `value`, and the power of ten `n` for which `value` is `0.digits × 10ⁿ`.
    private static func shortestDigits(of value: Double) -> (digits: String, exponent: Int) {
        // Swift's description already has these digits, in another layout.
        let parts = value.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".")
        let whole = mantissa[0]
        let all = mantissa.joined()
        let leading = all.prefix { $0 == "0" }.count
        var digits = all.dropFirst(leading)
        while digits.last == "0" { digits.removeLast() }
        let written = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        return (String(digits), written + whole.count - leading)
    }

    /// ECMA-262, Number::toString, steps 6 to 12.
    private static func layOut(_ digits: String, _ exponent: Int) -> String {
        let count = digits.utf8.count
        if exponent >= count, exponent <= 21 {
            return digits + String(repeating: "0", count: exponent - count)
        }
        if exponent > 0, exponent <= 21 {
            return digits.prefix(exponent) + "." + digits.dropFirst(exponent)
        }
        if exponent > -6, exponent <= 0 {
            return "0." + String(repeating: "0", count: -exponent) + digits
        }
        let power = (exponent > 0 ? "e+" : "e-") + String((exponent - 1).magnitude)
        return count == 1 ? digits + power : digits.prefix(1) + "." + digits.dropFirst() + power
    }
}
