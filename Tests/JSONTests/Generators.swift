import JSON
import TestSupport

extension SeededGenerator {
    mutating func below(_ limit: Int) -> Int {
        Int.random(in: 0..<limit, using: &self)
    }

    mutating func pick<T>(_ choices: [T]) -> T {
        choices[below(choices.count)]
    }

    mutating func text() -> String {
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

    mutating func number() -> JSONNumber {
        switch below(4) {
        case 0: return JSONNumber(below(1000) - 500)
        case 1: return JSONNumber(Int(truncatingIfNeeded: next()))
        case 2: return JSONNumber(Double(bitPattern: next())) ?? JSONNumber(0)
        default:
            let written = ["1.0", "-0", "0.10", "1E5", "1e-7", "-12.50e+03", "123456789012345678901234567890", "0e0"]
            return JSONNumber(text: pick(written)) ?? JSONNumber(0)
        }
    }

    mutating func value(depth: Int = 4) -> JSONValue {
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

    /// `bytes` with some of them changed, removed, doubled, moved or cut off.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        let tokens = Array("{}[],:\"\\u/ \n-+.eE0129tfn".utf8) + [0x00, 0x1F, 0x7F, 0x80, 0xC0, 0xED, 0xEF, 0xF4, 0xFF]
        var bytes = bytes
        for _ in 0...below(3) where !bytes.isEmpty {
            let at = below(bytes.count)
            switch below(5) {
            case 0: bytes[at] = pick(tokens)
            case 1: bytes.remove(at: at)
            case 2: bytes.insert(pick(tokens), at: at)
            case 3: bytes.swapAt(at, below(bytes.count))
            default: bytes.removeSubrange(at...)
            }
        }
        return bytes
    }
}
