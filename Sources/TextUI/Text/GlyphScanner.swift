/// A grapheme as a scanner meets it.
struct Glyph {
    /// The first of its scalars.
    var first: Unicode.Scalar
    /// Its length in UTF-8.
    var byteCount: Int
    /// True when the first scalar is all of it.
    var isSingle: Bool
    /// The columns it takes when it is drawn.
    var width: Int
    /// False when `Sanitiser.visible` draws it as something else.
    var isClean: Bool

    var isSpace: Bool { isSingle && first == " " }
    var isTab: Bool { isSingle && first == "\t" }

    /// True for `\n` and `\r\n`, the two that end a line; a lone `\r` is shown.
    var isLineBreak: Bool { isSingle ? first == "\n" : first == "\r" }
}

/// Iterates over the graphemes of a text, several times faster than `Character` where neighbours cannot join.
struct GlyphScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var offset = 0
    /// The bytes in which ends of graphemes were looked for: a measure of the work.
    private(set) var examined = 0

    /// The bytes of the longest grapheme that is drawn. What is longer is no writing of any language: it is cut into pieces of
    /// this length, each drawn as a replacement character, so that no single cell costs more than it shows.
    static let longestCluster = 256
    /// The first look for a grapheme's end; a string of this length needs no memory of its own.
    private static let shortWindow = 15

    /// Calls `body` with a scanner at the beginning of `text`. The scanner must not outlive the call.
    static func scan<Result>(_ text: Substring, _ body: (inout GlyphScanner) -> Result) -> Result {
        let result = text.utf8.withContiguousStorageIfAvailable { bytes in
            var scanner = GlyphScanner(bytes: bytes)
            return body(&scanner)
        }
        if let result { return result }
        return Array(text.utf8).withUnsafeBufferPointer { bytes in
            var scanner = GlyphScanner(bytes: bytes)
            return body(&scanner)
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The text between two offsets.
    func string(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    /// Goes on at `offset`, which must be a grapheme boundary.
    mutating func seek(_ offset: Int) {
        self.offset = offset
    }

    mutating func next() -> Glyph? {
        guard offset < bytes.count else { return nil }
        let first = bytes[offset]
        let after = offset + 1
        if first < 0x80 && first != 0x0D && (after == bytes.count || bytes[after] < 0x80) {
            offset = after
            let isClean = first >= 0x20 && first != 0x7F || first == 0x0A || first == 0x09
            return Glyph(
                first: Unicode.Scalar(first), byteCount: 1, isSingle: true, width: 1, isClean: isClean)
        }
        return nextBeyondASCII()
    }

    private mutating func nextBeyondASCII() -> Glyph? {
        let (scalar, length) = decode(at: offset)
        let after = offset + length
        let standsAlone = Self.standsAlone(scalar.value)
        if standsAlone && (after == bytes.count || Self.standsAlone(decode(at: after).scalar.value)) {
            offset = after
            return Self.single(scalar, length)
        }
        let cluster = clusterAtOffset()
        let count = cluster.utf8.count
        offset += count
        if count == length { return Self.single(scalar, length) }
        if count >= Self.longestCluster {
            return Glyph(first: "\u{FFFD}", byteCount: count, isSingle: false, width: 1, isClean: false)
        }
        return Self.cluster(cluster, first: scalar, byteCount: count)
    }

    /// The grapheme that begins at the offset, or its first ``longestCluster`` bytes.
    ///
    /// The standard library looks back from an index to the beginning of its grapheme: among a million flags, as far as the first
    /// of them. So it is asked about a text of its own that begins here, and about a longer one only where that was too short.
    private mutating func clusterAtOffset() -> Substring {
        var window = Self.shortWindow
        while true {
            let end = scalarBoundary(atOrBefore: min(offset + window, bytes.count))
            let text = string(offset..<end)
            examined += end - offset
            let first = text.prefix(1)
            if first.utf8.count < text.utf8.count || end == bytes.count || window >= Self.longestCluster {
                return first
            }
            window = min(window * 4, Self.longestCluster + 3)
        }
    }

    /// The nearest offset from here back at which a scalar begins.
    private func scalarBoundary(atOrBefore place: Int) -> Int {
        var place = place
        while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place -= 1 }
        return place
    }

    private static func single(_ scalar: Unicode.Scalar, _ length: Int) -> Glyph {
        let width = Sanitiser.isHidden(scalar) ? 0 : DisplayWidth.of(scalar)
        let drawn = width > 0 ? width : Sanitiser.visibleWidth(of: scalar)
        return Glyph(first: scalar, byteCount: length, isSingle: true, width: drawn, isClean: width > 0)
    }

    private static func cluster(_ text: Substring, first: Unicode.Scalar, byteCount: Int) -> Glyph {
        if first == "\r" {
            return Glyph(first: first, byteCount: byteCount, isSingle: false, width: 2, isClean: true)
        }
        if Sanitiser.needsVisibleForm(text.unicodeScalars) {
            let width = DisplayWidth.of(Sanitiser.visible(cluster: text))
            return Glyph(first: first, byteCount: byteCount, isSingle: false, width: width, isClean: false)
        }
        let width = DisplayWidth.ofCluster(text.unicodeScalars)
        return Glyph(first: first, byteCount: byteCount, isSingle: false, width: width, isClean: true)
    }

    /// True for scalars between any two of which there is always a grapheme boundary (Unicode Standard Annex 29):
    /// none of them extends, prepends, or joins as Hangul jamo and regional indicators do.
    private static func standsAlone(_ value: UInt32) -> Bool {
        switch value {
        case 0x0D: false
        case 0..<0x300, 0x370...0x482, 0x48A...0x52F: true
        case 0x2010...0x2027, 0x2030...0x205F, 0x20A0...0x20CF, 0x2100...0x2BFF: true
        case 0x3001...0x3029, 0x3041...0x3096, 0x30A0...0x30FF, 0x3400...0x9FFF: true
        case 0xAC00...0xD7A3, 0xFF01...0xFF60, 0x1F300...0x1F3FA, 0x1F400...0x1FAFF: true
        default: false
        }
    }

    /// The scalar that begins at an offset of valid UTF-8.
    private func decode(at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
        let first = UInt32(bytes[offset])
        func tail(_ index: Int) -> UInt32 { UInt32(bytes[offset + index]) & 0x3F }
        switch first {
        case 0..<0x80:
            return (Unicode.Scalar(UInt8(first)), 1)
        case 0..<0xE0:
            return (Unicode.Scalar((first & 0x1F) << 6 | tail(1)) ?? "\u{FFFD}", 2)
        case 0..<0xF0:
            return (Unicode.Scalar((first & 0x0F) << 12 | tail(1) << 6 | tail(2)) ?? "\u{FFFD}", 3)
        default:
            let value = (first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3)
            return (Unicode.Scalar(value) ?? "\u{FFFD}", 4)
        }
    }
}
