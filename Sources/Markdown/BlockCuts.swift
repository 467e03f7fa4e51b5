/// Finds where a growing document can be cut, so that what stands before is read the same by itself.
///
/// That is a line that begins a block of its own: a blank line stands before it, it is not indented and no item of a
/// list, and no fence and no raw HTML is open. Where in doubt there is no cut; the whole is read anew at the end.
struct BlockCuts {
    /// The bytes that were looked at; they end with a line break.
    private var scanned = 0
    private var lastCut = 0
    private var isAfterBlank = false
    /// The fence that is open: its character and length.
    private var fence: (mark: UInt8, count: Int)?
    /// What ends the raw HTML that is open.
    private var htmlEnd: String?

    /// The last place to cut, in bytes; nil if there is none. The text is that of the last call, and more.
    mutating func lastCut(in text: String) -> Int? {
        var text = text
        text.withUTF8 { bytes in
            while let end = bytes[scanned...].firstIndex(of: UInt8(ascii: "\n")) {
                look(at: bytes[scanned..<end], from: scanned)
                scanned = end + 1
            }
        }
        return lastCut == 0 ? nil : lastCut
    }

    private mutating func look(at line: Slice<UnsafeBufferPointer<UInt8>>, from start: Int) {
        let indent = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
        let rest = line.dropFirst(indent)
        if let end = htmlEnd {
            if String(decoding: line, as: UTF8.self).lowercased().contains(end) { htmlEnd = nil }
            isAfterBlank = false
            return
        }
        if let open = fence {
            let count = rest.prefix { $0 == open.mark }.count
            if count >= open.count, rest.dropFirst(count).allSatisfy({ $0 <= 0x20 }) { fence = nil }
            isAfterBlank = false
            return
        }
        guard rest.contains(where: { $0 > 0x20 }) else {
            isAfterBlank = true
            return
        }
        if isAfterBlank, indent == 0, !Self.isItem(rest) { lastCut = start }
        isAfterBlank = false
        guard let mark = rest.first else { return }
        let count = rest.prefix { $0 == mark }.count
        if mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~"), count >= 3 { fence = (mark, count) }
        if mark == UInt8(ascii: "<") { htmlEnd = Self.endOfHTML(String(decoding: rest, as: UTF8.self).lowercased()) }
    }

    private static func isItem(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let first = line.first else { return false }
        if [UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+")].contains(first) { return true }
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    }

    /// What ends raw HTML that may hold blank lines (CommonMark 4.6, the first five kinds).
    private static func endOfHTML(_ line: String) -> String? {
        for name in ["pre", "script", "style", "textarea"] where line.hasPrefix("<" + name) {
            return line.contains("</" + name + ">") ? nil : "</" + name + ">"
        }
        for (start, end) in [("<!--", "-->"), ("<?", "?>"), ("<![cdata[", "]]>"), ("<!", ">")]
        where line.hasPrefix(start) {
            return line.contains(end) ? nil : end
        }
        return nil
    }
}
