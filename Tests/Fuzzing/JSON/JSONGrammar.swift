/// RFC 8259 once more, rule by rule and with nothing of the parser's: tells what is JSON.
struct JSONGrammar {
    /// How deep arrays and objects are nested in a text.
    private(set) var depth = 0
    /// Members of all its objects, those with the same key each.
    private(set) var members = 0
    /// Its keys, strings and numbers, in order.
    private(set) var leaves: [String] = []
    private var rest: Substring.UnicodeScalarView
    private var level = 0

    /// nil when the bytes are not JSON.
    init?(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        rest = Substring(text).unicodeScalars
        space()
        guard value() else { return nil }
        space()
        guard rest.isEmpty else { return nil }
    }

    private mutating func space() {
        while let next = rest.first, next == " " || next == "\t" || next == "\n" || next == "\r" { rest.removeFirst() }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func take(_ range: ClosedRange<Unicode.Scalar>) -> Bool {
        guard let first = rest.first, range.contains(first) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func word(_ word: String) -> Bool {
        for scalar in word.unicodeScalars where !take(scalar) { return false }
        return true
    }

    private mutating func value() -> Bool {
        switch rest.first {
        case "{": list("}") { $0.member() }
        case "[": list("]") { $0.value() }
        case "\"": string()
        case "t": word("true")
        case "f": word("false")
        case "n": word("null")
        default: number()
        }
    }

    private mutating func list(_ end: Unicode.Scalar, _ element: (inout JSONGrammar) -> Bool) -> Bool {
        level += 1
        depth = max(depth, level)
        defer { level -= 1 }
        rest.removeFirst()
        space()
        if take(end) { return true }
        repeat {
            space()
            guard element(&self) else { return false }
            space()
        } while take(",")
        return take(end)
    }

    private mutating func member() -> Bool {
        members += 1
        guard string() else { return false }
        space()
        guard take(":") else { return false }
        space()
        return value()
    }

    private mutating func string() -> Bool {
        guard take("\"") else { return false }
        var units: [UInt16] = []
        while let next = rest.popFirst() {
            if next == "\"" {
                leaves.append(String(decoding: units, as: UTF16.self))
                return true
            }
            if next < " " { return false }
            if next == "\\" {
                guard let unit = escape() else { return false }
                units.append(unit)
            } else {
                units += UTF16.encode(next) ?? .init()
            }
        }
        return false
    }

    private mutating func escape() -> UInt16? {
        guard let escaped = rest.popFirst() else { return nil }
        switch escaped {
        case "\"", "\\", "/": return UInt16(escaped.value)
        case "b": return 8
        case "t": return 9
        case "n": return 10
        case "f": return 12
        case "r": return 13
        case "u":
            let digits = String(rest.prefix(4))
            guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit) else { return nil }
            rest.removeFirst(4)
            return UInt16(digits, radix: 16)
        default: return nil
        }
    }

    private mutating func digits() -> Bool {
        guard take("0"..."9") else { return false }
        while take("0"..."9") {}
        return true
    }

    private mutating func number() -> Bool {
        let start = rest
        guard numberEnd() else { return false }
        leaves.append(String(start[..<rest.startIndex]))
        return true
    }

    private mutating func numberEnd() -> Bool {
        _ = take("-")
        guard take("0") || digits() else { return false }
        if take("."), !digits() { return false }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            return digits()
        }
        return true
    }
}
