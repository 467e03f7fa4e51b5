package import JSON

extension SeededGenerator {
    /// A text with everything in it that has to be escaped or looks like something else.
    package mutating func text() -> String {
        let samples: [Unicode.Scalar] = [
            "a", "b", "Z", "0", " ", "\"", "\\", "/", "\n", "\r", "\t", "\0", "\u{1}", "\u{8}", "\u{C}", "\u{1F}",
            "\u{7F}",
            "é", "e", "\u{301}", "港", "\u{2028}", "\u{FEFF}", "\u{FFFD}", "🌊", "\u{10FFFF}", "{", "]", ":", ",",
        ]
        var scalars = String.UnicodeScalarView()
        for _ in 0..<below(pick([2, 12, 40])) {
            scalars.append(pick(samples))
        }
        return String(scalars)
    }

    package mutating func number() -> JSONNumber {
        switch below(4) {
        case 0: return JSONNumber(below(1000) - 500)
        case 1: return JSONNumber(Int(truncatingIfNeeded: next()))
        case 2: return JSONNumber(Double(bitPattern: next())) ?? JSONNumber(0)
        default:
            let written = ["1.0", "-0", "0.10", "1E5", "1e-7", "-12.50e+03", "123456789012345678901234567890", "0e0"]
            return JSONNumber(text: pick(written)) ?? JSONNumber(0)
        }
    }

    package mutating func value(depth: Int = 4) -> JSONValue {
        switch below(depth > 0 ? 7 : 4) {
        case 0: return .null
        case 1: return .bool(below(2) == 0)
        case 2: return .number(number())
        case 3: return .string(text())
        case 4: return .array((0..<below(5)).map { _ in value(depth: depth - 1) })
        default:
            let count = pick([0, 1, 3, 5, 24])
            return .object(JSONObject((0..<count).map { _ in (text(), value(depth: depth - 2)) }))
        }
    }
}

extension JSONValue {
    /// Whether this is `whole` as it was while it was being written: finished members are right, the last may go on.
    package func begins(_ whole: JSONValue) -> Bool {
        switch (self, whole) {
        case (.string(let part), .string(let whole)):
            return whole.utf8.starts(with: part.utf8)
        case (.number(let part), .number(let whole)):
            return whole.text.utf8.starts(with: part.text.utf8)
        case (.array(let part), .array(let whole)):
            guard part.count <= whole.count, part.dropLast() == whole.prefix(max(0, part.count - 1)) else {
                return false
            }
            return part.indices.last.map { part[$0].begins(whole[$0]) } ?? true
        case (.object(let part), .object(let whole)):
            let (part, whole) = (part.members, whole.members)
            guard part.count <= whole.count, part.dropLast() == whole.prefix(max(0, part.count - 1)) else {
                return false
            }
            return part.indices.last.map { part[$0].key == whole[$0].key && part[$0].value.begins(whole[$0].value) }
                ?? true
        default:
            return self == whole
        }
    }
}
