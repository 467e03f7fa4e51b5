package import TextUI

/// A search in the open tab of a log.
package struct LogSearch: Sendable {
    /// The typed text, on one line.
    package var buffer = TextBuffer(isMultiline: false)
    /// Whether keys are typed into the search.
    package var isActive = true
    /// The present match, counted from 0. `n` goes on from it.
    package var current = 0
    /// The line at the top when the search began. Typing searches from there.
    var origin = 0

    init(origin: Int) { self.origin = origin }

    /// The words of the search. Empty words find nothing.
    package var words: String { buffer.text }
}

/// The matches of a text in a page. Case does not matter, and a match may go over the end of a wrapped line.
struct LogMatches: Sendable {
    /// The part of a match in one line.
    struct Piece: Sendable, Hashable {
        var match: Int
        var line: Int
        /// The UTF-8 offsets in the line's text.
        var range: Range<Int>
    }

    /// The pieces in the order of their lines.
    private(set) var pieces: [Piece] = []
    /// The first line of each match.
    private(set) var lines: [Int] = []

    var count: Int { lines.count }

    init() {}

    init(of words: String, in page: LogPage) {
        let wanted = Self.folded(words)
        guard !wanted.isEmpty else { return }
        var paragraph = Paragraph()
        page.forEachText { line, text, isContinuation, hangsSpace in
            if !isContinuation {
                find(wanted, in: paragraph)
                paragraph.clear()
            }
            paragraph.append(text, line: line, hangsSpace: hangsSpace)
        }
        find(wanted, in: paragraph)
    }

    /// The wrapped lines of one line of the source.
    private struct Paragraph {
        var bytes: [UInt8] = []
        var parts: [(line: Int, start: Int, count: Int)] = []

        mutating func clear() {
            bytes.removeAll(keepingCapacity: true)
            parts.removeAll(keepingCapacity: true)
        }

        mutating func append(_ text: Substring, line: Int, hangsSpace: Bool) {
            let start = bytes.count
            LogMatches.fold(text, into: &bytes)
            parts.append((line, start, bytes.count - start))
            if hangsSpace { bytes.append(UInt8(ascii: " ")) }
        }
    }

    private mutating func find(_ wanted: [UInt8], in paragraph: Paragraph) {
        let bytes = paragraph.bytes
        var at = 0
        var firstPart = 0
        while at + wanted.count <= bytes.count {
            guard bytes[at] == wanted[0], bytes[at..<(at + wanted.count)].elementsEqual(wanted) else {
                at += 1
                continue
            }
            while firstPart + 1 < paragraph.parts.count, paragraph.parts[firstPart + 1].start <= at { firstPart += 1 }
            add(at..<(at + wanted.count), paragraph.parts[firstPart...])
            at += wanted.count
        }
    }

    private mutating func add(_ range: Range<Int>, _ parts: ArraySlice<(line: Int, start: Int, count: Int)>) {
        let match = lines.count
        lines.append(parts.first?.line ?? 0)
        for part in parts {
            guard part.start < range.upperBound else { return }
            let inside = range.clamped(to: part.start..<(part.start + part.count))
            guard !inside.isEmpty else { continue }
            let offsets = (inside.lowerBound - part.start)..<(inside.upperBound - part.start)
            pieces.append(Piece(match: match, line: part.line, range: offsets))
        }
    }

    /// The text of a page in small letters: a line for each one of the source, however it is wrapped.
    static func text(of page: LogPage) -> [UInt8] {
        var bytes: [UInt8] = []
        page.forEachText { line, text, isContinuation, hangsSpace in
            if !isContinuation, line > 0 { bytes.append(UInt8(ascii: "\n")) }
            fold(text, into: &bytes)
            if hangsSpace { bytes.append(UInt8(ascii: " ")) }
        }
        return bytes
    }

    /// A text in small letters.
    static func folded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        fold(Substring(text), into: &bytes)
        return bytes
    }

    /// How often a text stands in another one, both in small letters. An empty one stands nowhere.
    static func count(of wanted: [UInt8], in bytes: [UInt8]) -> Int {
        guard !wanted.isEmpty, bytes.count >= wanted.count else { return 0 }
        return bytes.withUnsafeBufferPointer { bytes in
            wanted.withUnsafeBufferPointer { wanted in
                var (at, count) = (0, 0)
                let last = bytes.count - wanted.count
                while at <= last {
                    var length = 0
                    while length < wanted.count, bytes[at + length] == wanted[length] { length += 1 }
                    count += length == wanted.count ? 1 : 0
                    at += length == wanted.count ? length : 1
                }
                return count
            }
        }
    }

    /// Whether a text stands in another one, whatever the case of its letters.
    ///
    /// - Parameter wanted: in small letters.
    static func contains(_ wanted: [UInt8], _ text: String) -> Bool {
        guard let first = wanted.first else { return false }
        let isPlain = wanted.allSatisfy { $0 < 0x80 }
        let found =
            isPlain
            ? text.utf8.withContiguousStorageIfAvailable { bytes -> Bool in
                func small(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
                var at = 0
                while at <= bytes.count - wanted.count {
                    if small(bytes[at]) == first, wanted.indices.allSatisfy({ small(bytes[at + $0]) == wanted[$0] }) {
                        return true
                    }
                    at += 1
                }
                return false
            } : nil
        return found ?? (count(of: wanted, in: folded(text)) > 0)
    }

    /// Turns capitals into small letters with the same number of bytes, so that offsets stay.
    private static func fold(_ text: Substring, into bytes: inout [UInt8]) {
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
        if isPlain {
            for byte in text.utf8 { bytes.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) }
            return
        }
        for scalar in text.unicodeScalars {
            let small = scalar.properties.lowercaseMapping
            let own = String(Character(scalar))
            bytes.append(contentsOf: small.utf8.count == own.utf8.count ? small.utf8 : own.utf8)
        }
    }

    /// The pieces in a line.
    func pieces(inLine line: Int) -> ArraySlice<Piece> {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].line < line { low = middle + 1 } else { high = middle }
        }
        return pieces[low...].prefix { $0.line == line }
    }

    /// The first match in a line or below it, else the first of all.
    func first(from line: Int) -> Int { lines.firstIndex { $0 >= line } ?? 0 }
}
