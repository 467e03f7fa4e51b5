/// Why parsing stopped. It is small and has no text, so that throwing it is cheap; the words are made later.
struct ParseFailure: Error {
    enum Kind {
        case expectedValue, expectedValueOrBracket
        case expectedKey, expectedKeyOrBrace
        case expectedColon, expectedCommaOrBracket, expectedCommaOrBrace
        case expectedEnd, expectedDigit, expectedClosingQuote
        case leadingZero, controlCharacter, escape, unicodeEscape, invalidUTF8, byteOrderMark
        case tooDeep(Int)
    }

    let kind: Kind
    let offset: Int

    func message(in bytes: UnsafeBufferPointer<UInt8>) -> String {
        switch kind {
        case .expectedValue: expected("a value", bytes)
        case .expectedValueOrBracket: expected("a value or ']'", bytes)
        case .expectedKey: expected("a key in double quotes", bytes)
        case .expectedKeyOrBrace: expected("a key in double quotes or '}'", bytes)
        case .expectedColon: expected("':' after the key", bytes)
        case .expectedCommaOrBracket: expected("',' or ']'", bytes)
        case .expectedCommaOrBrace: expected("',' or '}'", bytes)
        case .expectedEnd: expected("the end of the text", bytes)
        case .expectedDigit: expected("a digit", bytes)
        case .expectedClosingQuote: expected("'\"' at the end of the string", bytes)
        case .leadingZero: "a number does not begin with a needless 0"
        case .controlCharacter: expected("an escape, such as \\n, for a control character", bytes)
        case .escape: expected("one of \" \\ / b f n r t u after '\\'", bytes)
        case .unicodeEscape: expected("four hexadecimal digits after '\\u'", bytes)
        case .invalidUTF8: "the bytes are not valid UTF-8: found \(Self.hexadecimal(bytes[offset]))"
        case .byteOrderMark: "the text begins with a byte order mark (U+FEFF), which JSON does not allow"
        case .tooDeep(let limit): "arrays and objects are nested deeper than \(limit)"
        }
    }

    private func expected(_ what: String, _ bytes: UnsafeBufferPointer<UInt8>) -> String {
        "expected \(what) but \(found(bytes))"
    }

    private func found(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard let base = bytes.baseAddress, offset < bytes.count else {
            return bytes.isEmpty ? "the text is empty" : "the text ended"
        }
        switch bytes[offset] {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
            return "found '\(word(bytes))'"
        case UInt8(ascii: "'"):
            return "found \"'\""
        case 0x21..<0x7F:
            return "found '\(Character(Unicode.Scalar(bytes[offset])))'"
        default:
            let length = ByteScan.lengthOfScalar(base, at: offset, end: bytes.count)
            guard length > 0 else { return "found \(Self.hexadecimal(bytes[offset])), which is not valid UTF-8" }
            let scalars = String(decoding: bytes[offset..<(offset + length)], as: UTF8.self).unicodeScalars
            let digits = String(scalars.first?.value ?? 0, radix: 16, uppercase: true)
            return "found U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
    }

    /// The letters from here on, so that `nul` or `NaN` is shown and not only its first letter.
    private func word(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        switch kind {
        case .expectedValue, .expectedValueOrBracket, .expectedKey, .expectedKeyOrBrace, .expectedEnd:
            let letters = bytes[offset...].prefix(12).prefix { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
            return String(decoding: letters, as: UTF8.self)
        default:
            return String(Character(Unicode.Scalar(bytes[offset])))
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "byte 0x0" : "byte 0x") + String(byte, radix: 16, uppercase: true)
    }
}
