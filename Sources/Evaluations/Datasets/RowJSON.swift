import JSON

/// A row as JSON on one line, with or without spaces.
enum RowJSON {
    /// The row as another one is written: with a space behind colons and commas if that has one behind its first colon.
    ///
    /// - Parameter bytes: the other row; empty for none.
    static func line(_ object: JSONObject, like bytes: some Sequence<UInt8>) -> String {
        isSpaced(bytes) ? spaced(.object(object)) : JSONValue.object(object).compact
    }

    private static func isSpaced(_ bytes: some Sequence<UInt8>) -> Bool {
        var (isString, isEscaped, isColon) = (false, false, false)
        for byte in bytes {
            if isColon { return byte == UInt8(ascii: " ") }
            if isEscaped {
                isEscaped = false
            } else if isString {
                isEscaped = byte == UInt8(ascii: "\\")
                isString = byte != UInt8(ascii: "\"")
            } else {
                isString = byte == UInt8(ascii: "\"")
                isColon = byte == UInt8(ascii: ":")
            }
        }
        return false
    }

    private static func spaced(_ value: JSONValue) -> String {
        switch value {
        case .object(let object):
            "{"
                + object.members.map { JSONValue.string($0.key).compact + ": " + spaced($0.value) }.joined(
                    separator: ", ")
                + "}"
        case .array(let items): "[" + items.map(spaced).joined(separator: ", ") + "]"
        case .null, .bool, .number, .string: value.compact
        }
    }
}
