/// Finding text in text without Foundation.
enum Substrings {
    /// The first place of `needle`, upper and lower case the same (ASCII).
    static func range(of needle: String, in text: String) -> Range<String.Index>? {
        let wanted = needle.utf8.map(lower)
        let bytes = text.utf8
        guard let first = wanted.first else { return nil }
        var start = bytes.startIndex
        while let place = bytes[start...].firstIndex(where: { lower($0) == first }) {
            var (at, matched) = (place, 0)
            while matched < wanted.count, at < bytes.endIndex, lower(bytes[at]) == wanted[matched] {
                at = bytes.index(after: at)
                matched += 1
            }
            if matched == wanted.count {
                return place..<at
            }
            start = bytes.index(after: place)
        }
        return nil
    }

    /// No more than `limit` characters, an ellipsis where more was.
    static func clipped(_ text: String, to limit: Int) -> String {
        let line = text.prefix(limit * 4).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count <= limit ? line : line.prefix(limit - 1) + "…"
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        0x41...0x5A ~= byte ? byte | 0x20 : byte
    }
}
