internal import Prompts

/// Finds keys in bytes that others wrote: whole, at least half of one, percent-encoded, or escaped as JSON does it.
struct SecretSpans: Sendable {
    /// A key of at least eight bytes, and what is needed to find parts of it.
    private struct Key: Sendable {
        let bytes: [UInt8]
        /// Fewer bytes of the key are no secret yet.
        let shortest: Int

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            shortest = max(8, (bytes.count + 1) / 2)
        }
    }

    /// One byte as it is meant, and where it stands.
    private struct Unit {
        var byte: UInt8
        var start: Int
        var end: Int
    }

    private let keys: [Key]
    /// Keys of four to seven bytes could be words, so they count only where they stand alone.
    private let words: [[UInt8]]
    /// All runs of four bytes in the keys.
    private let grams: Set<UInt32>
    /// The longest that a key can be as it is written, in bytes.
    let reach: Int

    /// How many bytes are looked at together.
    private static let window = 1 << 16

    init(_ secrets: [Secret]) {
        let all = secrets.map { Array($0.revealed.utf8) }
        keys = all.filter { $0.count >= 8 }.map(Key.init)
        words = all.filter { (4..<8).contains($0.count) }
        var grams: Set<UInt32> = []
        for key in keys { for at in 0...(key.bytes.count - 4) { grams.insert(Self.gram(key.bytes[at..<(at + 4)])) } }
        self.grams = grams
        reach = 6 * (all.map(\.count).max() ?? 0)
    }

    /// Whether there is nothing to find.
    var isEmpty: Bool { keys.isEmpty && words.isEmpty }

    /// The places of keys, in order and apart from each other.
    func spans(in bytes: [UInt8]) -> [Range<Int>] {
        guard !isEmpty else { return [] }
        var spans = words.flatMap { word in SecretMask.places(of: word, in: bytes).map { $0..<($0 + word.count) } }
        var start = 0
        while start < bytes.count, !keys.isEmpty {
            let end = min(bytes.count, start + Self.window + reach)
            spans += self.spans(of: units(bytes, start..<end))
            start += Self.window
        }
        return Self.joined(spans)
    }

    /// How many bytes at the end may be the beginning of a key whose rest has not come.
    func openCount(in bytes: [UInt8]) -> Int {
        guard !isEmpty else { return 0 }
        let start = max(0, bytes.count - reach)
        let units = units(bytes, start..<bytes.count)
        let isEscaped =
            units.contains { $0.end - $0.start > 1 } || bytes.suffix(6).contains { $0 == 0x25 || $0 == 0x5C }
        if isEscaped { return bytes.count - Self.boundary(in: bytes, at: start) }
        var open = 0
        for key in keys.map(\.bytes) + words {
            var length = min(key.count - 1, bytes.count)
            while length > open, !Self.contains(key, bytes.suffix(length)) { length -= 1 }
            open = max(open, length)
        }
        return open < 3 ? 0 : open
    }

    /// The nearest place before that does not cut a character.
    private static func boundary(in bytes: [UInt8], at place: Int) -> Int {
        var place = place
        while place > 0, place < bytes.count, bytes[place] & 0xC0 == 0x80 { place -= 1 }
        return place
    }

    private static func contains(_ key: [UInt8], _ part: ArraySlice<UInt8>) -> Bool {
        guard let first = part.first, key.count >= part.count else { return false }
        for at in 0...(key.count - part.count)
        where key[at] == first && key[at..<(at + part.count)].elementsEqual(part) {
            return true
        }
        return false
    }

    // MARK: Units

    private func units(_ bytes: [UInt8], _ range: Range<Int>) -> [Unit] {
        var units: [Unit] = []
        units.reserveCapacity(range.count)
        var at = range.lowerBound
        while at < range.upperBound {
            let unit = Self.unit(bytes, at)
            units.append(unit)
            at = unit.end
        }
        return units
    }

    /// The byte that begins at a place: `%2D`, `\u002d`, `\/` with any number of backslashes, or itself.
    private static func unit(_ bytes: [UInt8], _ at: Int) -> Unit {
        let plain = Unit(byte: bytes[at], start: at, end: at + 1)
        if bytes[at] == UInt8(ascii: "%") {
            guard at + 2 < bytes.count, let byte = hex(bytes[(at + 1)...(at + 2)]) else { return plain }
            return Unit(byte: byte, start: at, end: at + 3)
        }
        guard bytes[at] == UInt8(ascii: "\\") else { return plain }
        var after = at
        while after < bytes.count, after < at + 8, bytes[after] == UInt8(ascii: "\\") { after += 1 }
        guard after < bytes.count else { return plain }
        switch bytes[after] {
        case UInt8(ascii: "/"): return Unit(byte: bytes[after], start: at, end: after + 1)
        case UInt8(ascii: "u"):
            guard after + 4 < bytes.count, hex(bytes[(after + 1)...(after + 2)]) == 0,
                let byte = hex(bytes[(after + 3)...(after + 4)])
            else { return plain }
            return Unit(byte: byte, start: at, end: after + 5)
        default: return plain
        }
    }

    private static func hex(_ digits: ArraySlice<UInt8>) -> UInt8? {
        UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    // MARK: Matches

    private func spans(of units: [Unit]) -> [Range<Int>] {
        guard units.count >= 4 else { return [] }
        var spans: [Range<Int>] = []
        var at = 0
        var gram = UInt32(units[0].byte) << 16 | UInt32(units[1].byte) << 8 | UInt32(units[2].byte)
        while at + 4 <= units.count {
            gram = gram << 8 | UInt32(units[at + 3].byte)
            let length = grams.contains(gram) ? longest(units, at) : 0
            if length > 0 { spans.append(units[at].start..<units[at + length - 1].end) }
            at += 1
        }
        return spans
    }

    /// The length of the longest part of a key that begins at a place; 0 if it is too short to be one.
    private func longest(_ units: [Unit], _ at: Int) -> Int {
        var longest = 0
        for key in keys {
            for start in key.bytes.indices where key.bytes[start] == units[at].byte {
                var length = 0
                while start + length < key.bytes.count, at + length < units.count,
                    key.bytes[start + length] == units[at + length].byte
                {
                    length += 1
                }
                if length >= key.shortest { longest = max(longest, length) }
            }
        }
        return longest
    }

    private static func gram(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }

    private static func joined(_ spans: [Range<Int>]) -> [Range<Int>] {
        var joined: [Range<Int>] = []
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, span.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                joined.append(span)
            }
        }
        return joined
    }
}
