import TextUI

/// A place in the lines of a page.
package struct PagePlace: Sendable, Hashable, Comparable {
    package var line: Int
    /// The UTF-8 offset in the line's text, at the beginning of a grapheme.
    package var offset: Int

    package static func < (left: PagePlace, right: PagePlace) -> Bool {
        left.line == right.line ? left.offset < right.offset : left.line < right.line
    }
}

/// A selection in a page, and the moves of its cursor. The grapheme under the cursor belongs to it, as in vi.
struct PageSelection: Sendable {
    /// How the cursor moves.
    enum Motion: Hashable, Sendable {
        case left, right, up, down, wordForward, wordBack, wordEnd, lineStart, lineEnd, first, last
        /// By so many lines, up if negative.
        case lines(Int)
    }

    private(set) var page: LogPage
    private(set) var anchor: PagePlace
    private(set) var cursor: PagePlace
    /// Whether whole lines are selected.
    var takesLines = false
    /// The column that up and down try to keep.
    private var goal: Int?

    init(in page: LogPage, at place: PagePlace) {
        self.page = page
        anchor = place
        cursor = place
        cursor = clamped(place)
        anchor = cursor
    }

    private func text(_ line: Int) -> String { page.line(line).left.text }

    /// The nearest place that is on a grapheme.
    private func clamped(_ place: PagePlace) -> PagePlace {
        let line = max(0, min(place.line, page.lineCount - 1))
        guard page.lineCount > 0 else { return PagePlace(line: 0, offset: 0) }
        let stops = Self.stops(of: text(line))
        return PagePlace(line: line, offset: stops.last { $0 <= place.offset } ?? 0)
    }

    /// Where the graphemes of a text begin; one stop at 0 for an empty text.
    private static func stops(of text: String) -> [Int] {
        guard !text.isEmpty else { return [0] }
        return text.indices.map { text.utf8.distance(from: text.startIndex, to: $0) }
    }

    // MARK: Moving

    mutating func move(_ motion: Motion) {
        guard page.lineCount > 0 else { return }
        switch motion {
        case .up: moveLines(-1)
        case .down: moveLines(1)
        case .lines(let count): moveLines(count)
        case .first: moveLines(-page.lineCount)
        case .last: moveLines(page.lineCount)
        default:
            goal = nil
            cursor = target(of: motion)
        }
    }

    /// Moves the cursor to a place, as the mouse does.
    mutating func move(to place: PagePlace) {
        goal = nil
        cursor = clamped(place)
    }

    /// Goes on in a page that has this one's lines further down.
    mutating func move(into page: LogPage, by lines: Int) {
        self.page = page
        anchor = clamped(PagePlace(line: anchor.line + lines, offset: anchor.offset))
        cursor = clamped(PagePlace(line: cursor.line + lines, offset: cursor.offset))
    }

    /// Begins the selection anew at the cursor.
    mutating func restart() { anchor = cursor }

    /// Moves the cursor to the other end.
    mutating func swapEnds() {
        goal = nil
        (anchor, cursor) = (cursor, anchor)
    }

    private mutating func moveLines(_ count: Int) {
        let column = goal ?? page.column(of: cursor)
        goal = column
        let line = max(0, min(cursor.line + count, page.lineCount - 1))
        cursor = page.place(line: line, column: column)
    }

    private func target(of motion: Motion) -> PagePlace {
        let stops = Self.stops(of: text(cursor.line))
        let index = stops.lastIndex { $0 <= cursor.offset } ?? 0
        switch motion {
        case .left: return PagePlace(line: cursor.line, offset: stops[max(0, index - 1)])
        case .right: return PagePlace(line: cursor.line, offset: stops[min(index + 1, stops.count - 1)])
        case .lineStart: return PagePlace(line: cursor.line, offset: 0)
        case .lineEnd: return PagePlace(line: cursor.line, offset: stops[stops.count - 1])
        case .wordForward: return step(from: cursor, forward: true) { $0 != .space && $0 != $1 }
        case .wordBack: return step(from: cursor, forward: false) { $0 != .space && $0 != $1 }
        case .wordEnd: return step(from: cursor, forward: true, looksAhead: true) { $0 != .space && $0 != $1 }
        case .up, .down, .first, .last, .lines: return cursor
        }
    }

    /// The kinds of characters that words are made of.
    private enum Kind { case space, word, sign }

    private static func kind(_ character: Character) -> Kind {
        if character.isWhitespace { return .space }
        return character.isLetter || character.isNumber || character == "_" ? .word : .sign
    }

    /// The next place at which a word begins or, looking ahead, ends; across lines, at most to the page's end.
    ///
    /// - Parameter isEdge: from the kind of a character, and of its neighbour on the outer side.
    private func step(
        from start: PagePlace, forward: Bool, looksAhead: Bool = false, _ isEdge: (Kind, Kind) -> Bool
    ) -> PagePlace {
        var line = start.line
        var isFirstLine = true
        var last = start
        while line >= 0, line < page.lineCount {
            let text = text(line)
            let stops = Self.stops(of: text)
            let kinds = text.map(Self.kind)
            let places = forward ? Array(kinds.indices) : kinds.indices.reversed()
            for index in places
            where !isFirstLine || (forward ? stops[index] > start.offset : stops[index] < start.offset) {
                let outer = looksAhead ? index + 1 : index - 1
                let neighbour = kinds.indices.contains(outer) ? kinds[outer] : .space
                if isEdge(kinds[index], neighbour) { return PagePlace(line: line, offset: stops[index]) }
                last = PagePlace(line: line, offset: stops[index])
            }
            isFirstLine = false
            line += forward ? 1 : -1
        }
        return last
    }

    // MARK: What is selected

    /// The first and the last selected place.
    private var ends: (first: PagePlace, last: PagePlace) {
        anchor < cursor ? (anchor, cursor) : (cursor, anchor)
    }

    var lines: ClosedRange<Int> { ends.first.line...ends.last.line }

    /// The UTF-8 offsets of what is selected in a line; nil if nothing is. Margins are not.
    func range(inLine line: Int) -> Range<Int>? {
        guard lines.contains(line), page.lineCount > 0 else { return nil }
        let content = page.line(line)
        let text = content.left.text
        let margin = text.prefix(content.margin).utf8.count
        guard !takesLines else { return margin..<max(margin, text.utf8.count) }
        let from = line == ends.first.line ? ends.first.offset : 0
        var to = text.utf8.count
        if line == ends.last.line { to = Self.stops(of: text).first { $0 > ends.last.offset } ?? to }
        return max(from, margin)..<max(from, margin, to)
    }

    /// What is selected, with wrapped lines joined.
    var text: String {
        var result = ""
        var hangs = false
        for line in lines {
            guard let range = range(inLine: line) else { continue }
            let content = page.line(line)
            let bytes = content.left.text.utf8
            if line > lines.lowerBound {
                result += content.isContinuation ? (hangs ? " " : "") : "\n"
            }
            let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
            result += content.left.text[start..<bytes.index(start, offsetBy: range.count)]
            hangs = content.hangsSpace
        }
        return result
    }
}

extension LogPage {
    /// The column of a place, from the beginning of the line's text.
    func column(of place: PagePlace) -> Int { column(inLine: place.line, offset: place.offset) }

    func column(inLine line: Int, offset: Int) -> Int {
        guard line < lineCount else { return 0 }
        let text = self.line(line).left.text
        return DisplayWidth.of(text[..<text.utf8.index(text.startIndex, offsetBy: min(offset, text.utf8.count))])
    }

    /// The place under a column of a line's text: the last grapheme that begins there or before.
    func place(line: Int, column: Int) -> PagePlace {
        guard line >= 0, line < lineCount else { return PagePlace(line: 0, offset: 0) }
        var place = PagePlace(line: line, offset: 0)
        var (offset, at) = (0, 0)
        for character in self.line(line).left.text {
            guard at <= column else { break }
            place.offset = offset
            offset += String(character).utf8.count
            at += DisplayWidth.of(character)
        }
        return place
    }
}
