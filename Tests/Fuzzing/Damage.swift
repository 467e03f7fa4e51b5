/// Damages bytes at random, with a taste for what means something where they are read.
package struct Damage: Sendable {
    private let tokens: [[UInt8]]

    /// - Parameter tokens: what is put in beside random bytes.
    package init(tokens: [String]) {
        self.tokens =
            tokens.map { Array($0.utf8) } + [
                [0x00], [0x1F], [0x7F], [0x80], [0xC0], [0xC3], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0xF4], [0xFF],
            ]
    }

    /// `bytes` after one to `most` changes: bytes replaced, removed, swapped, doubled, moved or cut off, tokens put in.
    package func of(_ bytes: [UInt8], most: Int = 5, _ numbers: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0...numbers.below(most) where !bytes.isEmpty {
            let at = numbers.below(bytes.count)
            switch numbers.below(10) {
            case 0: bytes[at] = UInt8(truncatingIfNeeded: numbers.next())
            case 1: bytes[at] ^= 1 << numbers.below(8)
            case 2, 3: bytes.replaceSubrange(at...at, with: numbers.pick(tokens))
            case 4, 5: bytes.insert(contentsOf: numbers.pick(tokens), at: at)
            case 6: bytes.removeSubrange(at..<min(at + 1 + numbers.below(numbers.pick([1, 4, 40])), bytes.count))
            case 7: bytes.swapAt(at, numbers.below(bytes.count))
            case 8:
                let end = min(at + 1 + numbers.below(numbers.pick([4, 40, 200])), bytes.count)
                bytes.insert(contentsOf: bytes[at..<end], at: numbers.below(bytes.count + 1))
            default: if numbers.chance(30) { bytes.removeSubrange(at...) }
            }
        }
        return bytes
    }

    /// Up to `most` tokens in a row.
    package func tokens(most: Int, _ numbers: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<numbers.below(most + 1) { bytes += numbers.pick(tokens) }
        return bytes
    }
}
