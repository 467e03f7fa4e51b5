/// Reads one JSON text from bytes, in one pass, by exactly the grammar of RFC 8259.
struct JSONParser {
    private let base: UnsafePointer<UInt8>
    private let end: Int
    private let maximumDepth: Int
    private var at = 0
    private var depth = 0
    /// Where strings with escapes are put together; kept to be used again.
    private var scratch: [UInt8] = []

    /// Reads all of `bytes`. They are not used after the call.
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) throws(JSONParseError) -> JSONValue {
        guard let base = bytes.baseAddress, !bytes.isEmpty else {
            throw JSONParseError(ParseFailure(kind: .expectedValue, offset: 0), in: bytes)
        }
        var parser = JSONParser(base: base, end: bytes.count, maximumDepth: maximumDepth)
        do throws(ParseFailure) {
            return try parser.document()
        } catch {
            throw JSONParseError(error, in: bytes)
        }
    }

    private init(base: UnsafePointer<UInt8>, end: Int, maximumDepth: Int) {
        self.base = base
        self.end = end
        self.maximumDepth = maximumDepth
    }

    private mutating func document() throws(ParseFailure) -> JSONValue {
        if end >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF {
            throw failure(.byteOrderMark)
        }
        skipSpace()
        let result = try value()
        skipSpace()
        if at < end { throw failure(.expectedEnd) }
        return result
    }

    private mutating func value(
        orElse kind: ParseFailure.Kind = .expectedValue
    ) throws(ParseFailure) -> JSONValue {
        guard at < end else { throw failure(kind) }
        switch base[at] {
        case UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "{"):
            return try object()
        case UInt8(ascii: "["):
            return try array()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .number(try number())
        case UInt8(ascii: "t") where skipWord("true"):
            return .bool(true)
        case UInt8(ascii: "f") where skipWord("false"):
            return .bool(false)
        case UInt8(ascii: "n") where skipWord("null"):
            return .null
        default:
            throw failure(kind)
        }
    }

    private mutating func array() throws(ParseFailure) -> JSONValue {
        try open()
        if skip(UInt8(ascii: "]")) {
            depth -= 1
            return .array([])
        }
        var elements: [JSONValue] = []
        elements.append(try value(orElse: .expectedValueOrBracket))
        while true {
            skipSpace()
            if skip(UInt8(ascii: ",")) {
                skipSpace()
                elements.append(try value())
            } else if skip(UInt8(ascii: "]")) {
                depth -= 1
                return .array(elements)
            } else {
                throw failure(.expectedCommaOrBracket)
            }
        }
    }

    private mutating func object() throws(ParseFailure) -> JSONValue {
        try open()
        if skip(UInt8(ascii: "}")) {
            depth -= 1
            return .object(JSONObject())
        }
        var object = JSONObject(minimumCapacity: 4)
        try member(into: &object, orElse: .expectedKeyOrBrace)
        while true {
            skipSpace()
            if skip(UInt8(ascii: ",")) {
                skipSpace()
                try member(into: &object, orElse: .expectedKey)
            } else if skip(UInt8(ascii: "}")) {
                depth -= 1
                return .object(object)
            } else {
                throw failure(.expectedCommaOrBrace)
            }
        }
    }

    private mutating func member(
        into object: inout JSONObject, orElse kind: ParseFailure.Kind
    ) throws(ParseFailure) {
        guard at < end, base[at] == UInt8(ascii: "\"") else { throw failure(kind) }
        let key = try string()
        skipSpace()
        guard skip(UInt8(ascii: ":")) else { throw failure(.expectedColon) }
        skipSpace()
        object.set(key, to: try value())
    }

    /// Enters an array or object, up to its first token.
    private mutating func open() throws(ParseFailure) {
        guard depth < maximumDepth else { throw failure(.tooDeep(maximumDepth)) }
        depth += 1
        at += 1
        skipSpace()
    }

    private mutating func number() throws(ParseFailure) -> JSONNumber {
        let scan = NumberScan(base, from: at, end: end)
        guard scan.isComplete else {
            at = scan.end
            throw failure(.expectedDigit)
        }
        let text = text(from: at, to: scan.end)
        if scan.end < end, base[scan.end] &- UInt8(ascii: "0") < 10 { throw failure(.leadingZero) }
        at = scan.end
        return JSONNumber(validText: text)
    }

    private func text(from start: Int, to end: Int) -> String {
        String(decoding: UnsafeBufferPointer(start: base + start, count: end - start), as: UTF8.self)
    }

    @inline(__always)
    private mutating func skipSpace() {
        while at < end {
            switch base[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at &+= 1
            default: return
            }
        }
    }

    @inline(__always)
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard at < end, base[at] == byte else { return false }
        at &+= 1
        return true
    }

    @inline(__always)
    private mutating func skipWord(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard end - at >= count else { return false }
        for offset in 0..<count where base[at + offset] != word.utf8Start[offset] {
            return false
        }
        at += count
        return true
    }

    @inline(__always)
    private func failure(_ kind: ParseFailure.Kind) -> ParseFailure {
        ParseFailure(kind: kind, offset: at)
    }
}

extension JSONParser {
    /// Reads a string from its opening to its closing quote.
    private mutating func string() throws(ParseFailure) -> String {
        at += 1
        let start = at
        try skipUnescaped()
        if base[at] == UInt8(ascii: "\"") {
            at += 1
            return text(from: start, to: at - 1)
        }
        return try escapedString(from: start)
    }

    /// Goes on to the next closing quote or backslash, and checks what it passes.
    @inline(__always)
    private mutating func skipUnescaped() throws(ParseFailure) {
        while true {
            at = ByteScan.endOfPlainASCII(base, from: at, end: end)
            guard at < end else { throw failure(.expectedClosingQuote) }
            let byte = base[at]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            if byte < 0x20 { throw failure(.controlCharacter) }
            while at < end, base[at] >= 0x80 {
                let length = ByteScan.lengthOfScalar(base, at: at, end: end)
                if length == 0 { throw failure(.invalidUTF8) }
                at += length
            }
        }
    }

    /// `at` is the first backslash of the string that began at `start`.
    private mutating func escapedString(from start: Int) throws(ParseFailure) -> String {
        scratch.removeAll(keepingCapacity: true)
        var run = start
        while base[at] == UInt8(ascii: "\\") {
            scratch.append(contentsOf: UnsafeBufferPointer(start: base + run, count: at - run))
            at += 1
            try escape()
            run = at
            try skipUnescaped()
        }
        scratch.append(contentsOf: UnsafeBufferPointer(start: base + run, count: at - run))
        at += 1
        return String(decoding: scratch, as: UTF8.self)
    }

    /// Reads what follows a backslash.
    private mutating func escape() throws(ParseFailure) {
        guard at < end else { throw failure(.escape) }
        switch base[at] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(base[at])
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "u"):
            at += 1
            appendUTF8(try unicodeEscape())
            return
        default: throw failure(.escape)
        }
        at += 1
    }

    /// Reads the digits of a `\u` escape, and of a second one if both are a surrogate pair. A lone surrogate is
    /// U+FFFD.
    private mutating func unicodeEscape() throws(ParseFailure) -> UInt32 {
        let unit = try hexadecimal()
        guard unit & 0xF800 == 0xD800 else { return unit }
        guard unit < 0xDC00, end - at >= 6, base[at] == UInt8(ascii: "\\"), base[at + 1] == UInt8(ascii: "u"),
            let low = ByteScan.fourHexDigits(base, at: at + 2), low & 0xFC00 == 0xDC00
        else { return 0xFFFD }
        at += 6
        return 0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF
    }

    private mutating func hexadecimal() throws(ParseFailure) -> UInt32 {
        if end - at >= 4, let value = ByteScan.fourHexDigits(base, at: at) {
            at += 4
            return value
        }
        while at < end, ByteScan.hexDigit(base[at]) != nil { at += 1 }
        throw failure(.unicodeEscape)
    }

    private mutating func appendUTF8(_ value: UInt32) {
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
