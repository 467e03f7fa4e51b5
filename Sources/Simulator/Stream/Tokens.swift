/// Cuts text into pieces the size of a model's tokens: short words with the space before them, parts of long words,
/// up to three digits, a few signs. An approximation: about four characters a token in English.
struct TokenIterator: IteratorProtocol {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func next() -> String? {
        guard position < bytes.count else { return nil }
        let end = Tokens.end(of: bytes, from: position)
        defer { position = end }
        return String(decoding: bytes[position..<end], as: UTF8.self)
    }
}

/// The approximate tokenizer.
enum Tokens {
    static func count(_ text: String) -> Int {
        var text = text
        return text.withUTF8 { bytes in
            var (position, count) = (0, 0)
            while position < bytes.count {
                position = end(of: bytes, from: position)
                count += 1
            }
            return count
        }
    }

    /// Where the token that starts at `start` ends: always after `start`, never inside a scalar.
    static func end<Bytes: RandomAccessCollection>(of bytes: Bytes, from start: Int) -> Int
    where Bytes.Element == UInt8, Bytes.Index == Int {
        Scan(bytes: bytes).end(from: start)
    }

    private enum Kind {
        case space, letter, digit, sign
    }

    private struct Scan<Bytes: RandomAccessCollection> where Bytes.Element == UInt8, Bytes.Index == Int {
        let bytes: Bytes

        func end(from start: Int) -> Int {
            var at = start
            if bytes[at] == UInt8(ascii: " "), at + 1 < bytes.endIndex, kind(bytes[at + 1]) != .space {
                at += 1
            }
            switch kind(bytes[at]) {
            case .space: return endOfSpace(from: at)
            case .digit: return endOfRun(.digit, from: at, limit: 3)
            case .sign: return endOfRun(.sign, from: at, limit: 3)
            case .letter: return endOfWord(from: at)
            }
        }

        /// All but the last blank, which belongs to the word after it.
        private func endOfSpace(from start: Int) -> Int {
            let end = endOfRun(.space, from: start, limit: 32)
            let joinsNext = end < bytes.endIndex && bytes[end - 1] == UInt8(ascii: " ") && end - start > 1
            return joinsNext ? end - 1 : end
        }

        private func endOfWord(from start: Int) -> Int {
            let end = endOfRun(.letter, from: start, limit: 12)
            guard end - start > 8 else { return end }
            var cut = start + 5
            while cut < bytes.endIndex, bytes[cut] & 0xC0 == 0x80 {
                cut += 1
            }
            return cut
        }

        private func endOfRun(_ wanted: Kind, from start: Int, limit: Int) -> Int {
            var at = start + 1
            while at < bytes.endIndex, at - start < limit, kind(bytes[at]) == wanted {
                at += 1
            }
            return at
        }

        private func kind(_ byte: UInt8) -> Kind {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: .space
            case 0x41...0x5A, 0x61...0x7A, 0x80...: .letter
            case 0x30...0x39: .digit
            default: .sign
            }
        }
    }
}
