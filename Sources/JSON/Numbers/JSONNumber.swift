/// A JSON number with its text, so that nothing is lost: `1.0`, `1e2` and a seed of 30 digits stay as they are.
///
/// Two numbers are equal if their texts are equal: `1` is not `1.0`.
public struct JSONNumber: Sendable, Hashable {
    /// The number as written: valid by RFC 8259, section 6.
    public let text: String

    /// A whole number.
    public init(_ value: Int) {
        text = String(value)
    }

    /// The shortest text that reads back as the same value, written as RFC 8785 does (`0.2`, `1`, `1e+21`, `0` for
    /// `-0.0`); nil for infinities and NaN, which JSON cannot write.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        text = ECMAScriptNumber.text(of: value)
    }

    /// A number from its text; nil unless the whole of it is a JSON number (no white space, no `+1`, no `01`, no
    /// `.5`).
    public init?(text: String) {
        var copy = text
        let isNumber = copy.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return false }
            let scan = NumberScan(base, from: 0, end: bytes.count)
            return scan.isComplete && scan.end == bytes.count
        }
        guard isNumber else { return nil }
        self.text = text
    }

    /// `text` is known to be a JSON number.
    init(validText text: String) {
        self.text = text
    }

    /// Whether the number is written without a fraction and without an exponent.
    public var isInteger: Bool {
        text.utf8.allSatisfy { $0 != UInt8(ascii: ".") && $0 | 0x20 != UInt8(ascii: "e") }
    }

    /// The value if it is an integer, however written (`3`, `3.0`, `1e2`), and fits an `Int`; else nil.
    public var intValue: Int? {
        Int(text) ?? (isInteger ? nil : ExactDecimal(text).intValue)
    }

    /// The nearest `Double`; infinite beyond its range (`1e999`), zero below it.
    public var doubleValue: Double {
        // `Double` reads every text that is a JSON number.
        Double(text) ?? .nan
    }

    /// The number as RFC 8785 writes it (ECMAScript's number to string: `1.0` is `1`, `1e2` is `100`, `1E-7` is
    /// `1e-7`), except that integers written without fraction and exponent stay in full, however long (`-0` is `0`).
    /// A number beyond the range of `Double`, for which RFC 8785 has no text, stays as written.
    public var canonicalText: String {
        if isInteger {
            return text == "-0" ? "0" : text
        }
        let value = doubleValue
        return value.isFinite ? ECMAScriptNumber.text(of: value) : text
    }
}
