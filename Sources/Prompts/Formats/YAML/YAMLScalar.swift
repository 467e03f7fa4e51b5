import JSON

/// The YAML 1.2 core schema (yaml.org/spec/1.2.2, section 10.3): what a plain scalar means.
///
/// `yes`, `no`, `on`, `off` are strings. A number keeps its text where that is valid JSON.
enum YAMLScalar: Equatable {
    case value(JSONValue)
    /// A number that JSON does not have: `.inf`, `-.inf`, `.nan`.
    case notFinite

    /// Returns what the plain scalar `text` means.
    static func resolve(_ text: String) -> YAMLScalar {
        switch text {
        case "", "~", "null", "Null", "NULL": return .value(.null)
        case "true", "True", "TRUE": return .value(.bool(true))
        case "false", "False", "FALSE": return .value(.bool(false))
        case ".nan", ".NaN", ".NAN": return .notFinite
        default: break
        }
        guard let first = text.utf8.first, isDigit(first) || [0x2B, 0x2D, 0x2E].contains(first) else {
            return .value(.string(text))
        }
        let unsigned = first == 0x2B || first == 0x2D ? text.dropFirst() : text[...]
        if unsigned == ".inf" || unsigned == ".Inf" || unsigned == ".INF" { return .notFinite }
        if let number = number(text) { return .value(.number(number)) }
        return .value(.string(text))
    }

    /// Returns what a plain scalar is where it is meant as it is written: its type where JSON spells it the same, else a text.
    static func written(_ text: String) -> JSONValue {
        guard case .value(let value) = resolve(text) else { return .string(text) }
        return value.isNull || value.compact == text ? value : .string(text)
    }

    /// Tells whether `text`, written plain, reads back as the same string.
    static func isString(_ text: String) -> Bool {
        resolve(text) == .value(.string(text))
    }

    private static func number(_ text: String) -> JSONNumber? {
        if let digits = integer(text, prefix: "0x", radix: 16) ?? integer(text, prefix: "0o", radix: 8) {
            return JSONNumber(text: digits)
        }
        return JSONNumber(text: text) ?? decimal(text)
    }

    /// Reads a decimal number that is valid in YAML but not in JSON: `+1`, `007`, `.5`, `1.`.
    private static func decimal(_ text: String) -> JSONNumber? {
        var rest = text.utf8[...]
        var sign = ""
        if let first = rest.first, first == 0x2B || first == 0x2D {
            sign = first == 0x2D ? "-" : ""
            rest = rest.dropFirst()
        }
        let whole = rest.prefix(while: isDigit)
        rest = rest.dropFirst(whole.count)
        var fraction = rest.prefix(0)
        if rest.first == 0x2E {
            fraction = rest.dropFirst().prefix(while: isDigit)
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        let significant = whole.drop { $0 == 0x30 }
        let wholeText = significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
        let fractionText = fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self)
        return JSONNumber(text: sign + wholeText + fractionText + String(decoding: rest, as: UTF8.self))
    }

    private static func integer(_ text: String, prefix: String, radix: UInt64) -> String? {
        guard text.hasPrefix(prefix), (3...longestInteger).contains(text.utf8.count) else { return nil }
        var limbs: [UInt64] = [0]
        for byte in text.utf8.dropFirst(2) {
            guard let digit = UInt64(hexDigit: byte), digit < radix else { return nil }
            var carry = digit
            for place in limbs.indices {
                let sum = limbs[place] * radix + carry
                limbs[place] = sum % limbBase
                carry = sum / limbBase
            }
            if carry > 0 { limbs.append(carry) }
        }
        let lower = limbs.dropLast().reversed().map { limb in
            let digits = String(limb)
            return String(repeating: "0", count: 9 - digits.utf8.count) + digits
        }
        return String(limbs[limbs.count - 1]) + lower.joined()
    }

    /// The longest integer that is converted: conversion takes quadratic time, so a longer text stays a string.
    private static let longestInteger = 1024
    private static let limbBase: UInt64 = 1_000_000_000

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension UInt64 {
    fileprivate init?(hexDigit byte: UInt8) {
        switch byte {
        case 0x30...0x39: self = UInt64(byte - 0x30)
        case 0x41...0x46: self = UInt64(byte - 0x41 + 10)
        case 0x61...0x66: self = UInt64(byte - 0x61 + 10)
        default: return nil
        }
    }
}
