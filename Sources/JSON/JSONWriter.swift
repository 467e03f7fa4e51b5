/// Writes values without white space.
enum JSONWriter {
    enum Numbers {
        case asWritten, canonical
    }

    static func write(_ value: JSONValue, numbers: Numbers = .asWritten, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(true): bytes.append(contentsOf: "true".utf8)
        case .bool(false): bytes.append(contentsOf: "false".utf8)
        case .number(let number): write(number, numbers, to: &bytes)
        case .string(let text): write(text, to: &bytes)
        case .array(let elements): write(elements, numbers, to: &bytes)
        case .object(let object): write(object, numbers, to: &bytes)
        }
    }

    private static func write(_ number: JSONNumber, _ numbers: Numbers, to bytes: inout [UInt8]) {
        switch numbers {
        case .asWritten: bytes.append(contentsOf: number.text.utf8)
        case .canonical: bytes.append(contentsOf: number.canonicalText.utf8)
        }
    }

    private static func write(_ elements: [JSONValue], _ numbers: Numbers, to bytes: inout [UInt8]) {
        var separator = UInt8(ascii: "[")
        for element in elements {
            bytes.append(separator)
            write(element, numbers: numbers, to: &bytes)
            separator = UInt8(ascii: ",")
        }
        if elements.isEmpty { bytes.append(separator) }
        bytes.append(UInt8(ascii: "]"))
    }

    private static func write(_ object: JSONObject, _ numbers: Numbers, to bytes: inout [UInt8]) {
        var separator = UInt8(ascii: "{")
        for member in object.members {
            bytes.append(separator)
            write(member.key, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            write(member.value, numbers: numbers, to: &bytes)
            separator = UInt8(ascii: ",")
        }
        if object.isEmpty { bytes.append(separator) }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Writes a string in quotes, with the escapes of RFC 8785, section 3.2.2.2.
    static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        writeUnquoted(text, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    static func writeUnquoted(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { source in
            guard let base = source.baseAddress else { return }
            var at = 0
            while true {
                let end = ByteScan.endOfPlain(base, from: at, end: source.count)
                bytes.append(contentsOf: UnsafeBufferPointer(start: base + at, count: end - at))
                guard end < source.count else { return }
                appendEscape(of: base[end], to: &bytes)
                at = end + 1
            }
        }
    }

    private static func appendEscape(of byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0..<0x20:
            bytes.append(contentsOf: byte < 0x10 ? "u000".utf8 : "u00".utf8)
            bytes.append(contentsOf: String(byte, radix: 16).utf8)
        default: bytes.append(byte)
        }
    }
}
