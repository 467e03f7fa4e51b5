/// A decimal number as sign, significant digits and a power of ten; nothing is rounded.
struct ExactDecimal: Hashable, Sendable {
    let isNegative: Bool
    /// Values 0 to 9. The first and the last are not 0; zero has no digits.
    let digits: ArraySlice<UInt8>
    /// The number is `digits` times ten to this power.
    let power: Int

    /// `text` is a JSON number.
    init(_ text: String) {
        var digits: [UInt8] = []
        var fractionCount = 0
        var inFraction = false
        var exponentText: Substring.UTF8View = text[text.endIndex...].utf8
        scan: for place in text.utf8.indices {
            let byte = text.utf8[place]
            switch byte {
            case UInt8(ascii: "."):
                inFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                exponentText = text[text.utf8.index(after: place)...].utf8
                break scan
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits.append(byte - UInt8(ascii: "0"))
                if inFraction { fractionCount += 1 }
            default:
                break
            }
        }
        let leading = digits.prefix { $0 == 0 }.count
        let trailing = leading == digits.count ? 0 : digits.reversed().prefix { $0 == 0 }.count
        self.digits = digits[leading..<(digits.count - trailing)]
        // All spellings of zero are the same number.
        isNegative = leading < digits.count && text.utf8.first == UInt8(ascii: "-")
        power = leading < digits.count ? Self.exponent(exponentText) - fractionCount + trailing : 0
    }

    /// The value if it is an integer that fits an `Int`.
    var intValue: Int? {
        if digits.isEmpty { return 0 }
        guard power >= 0, digits.count + min(power, 20) <= 19 else { return nil }
        var value = 0
        for digit in digits + ArraySlice(repeatElement(0, count: power)) {
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
            let (next, overflow2) = scaled.addingReportingOverflow(isNegative ? -Int(digit) : Int(digit))
            if overflow || overflow2 { return nil }
            value = next
        }
        return value
    }

    /// The exponent, limited to ±10¹⁵, which is more than the digits of any text can make up for.
    private static func exponent(_ text: Substring.UTF8View) -> Int {
        let limit = 1_000_000_000_000_000
        var magnitude = 0
        for byte in text where byte &- UInt8(ascii: "0") < 10 {
            magnitude = min(magnitude * 10 + Int(byte - UInt8(ascii: "0")), limit)
        }
        return text.first == UInt8(ascii: "-") ? -magnitude : magnitude
    }
}
