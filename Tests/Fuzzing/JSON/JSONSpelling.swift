import JSON

extension SeededGenerator {
    /// The value with white space and escapes wherever they may be.
    mutating func spelled(_ value: JSONValue) -> String {
        let text =
            switch value {
            case .null, .bool, .number: value.compact
            case .string(let text): spelled(text)
            case .array(let elements): "[" + elements.map { spelled($0) }.joined(separator: ",") + space() + "]"
            case .object(let object):
                "{"
                    + object.members.map { space() + spelled($0.key) + space() + ":" + spelled($0.value) }
                    .joined(separator: ",") + space() + "}"
            }
        return space() + text + space()
    }

    private mutating func space() -> String { pick(["", "", "", "", " ", "\n", "\t", "\r", "\r\n  "]) }

    private mutating func spelled(_ text: String) -> String {
        var spelled = "\""
        for scalar in text.unicodeScalars {
            if chance(60), scalar >= " ", scalar != "\"", scalar != "\\" {
                spelled.unicodeScalars.append(scalar)
            } else if chance(30), let short = Self.shortEscapes[scalar] {
                spelled += "\\" + short
            } else {
                for unit in UTF16.encode(scalar) ?? .init() { spelled += escape(unit) }
            }
        }
        return spelled + (chance(5) ? pick(["\\ud83c", "\\udf0a", "\\udf0a\\ud83c", "\\ud83c\\ud83c\\udf0a"]) : "")
            + "\""
    }

    private mutating func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16, uppercase: chance(50))
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    private static let shortEscapes: [Unicode.Scalar: String] = [
        "\"": "\"", "\\": "\\", "/": "/", "\u{8}": "b", "\u{C}": "f", "\n": "n", "\r": "r", "\t": "t",
    ]
}
