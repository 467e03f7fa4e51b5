import TextUI

/// A search in the lower border of what is searched: its words, the number of matches, its keys.
struct SearchLine {
    let buffer: TextBuffer
    let isActive: Bool
    /// The number of matches that have been found.
    let count: Int
    /// The present match, counted from 0.
    let current: Int
    /// Whether all has been looked through.
    var isComplete = true

    /// Draws it into the lower border of a rectangle.
    func draw(in rect: Rect, on canvas: inout Canvas) {
        let words = buffer.text
        let keys = isActive ? "Enter keep   Esc clear" : count == 0 ? "Esc clear" : "n N next   Esc clear"
        let tail = "  " + [words.isEmpty ? "" : numbers, keys].filter { !$0.isEmpty }.joined(separator: "   ") + " "
        let y = rect.maxY - 1
        let room = rect.width - 8 - DisplayWidth.of(tail)
        let field = BorderField(
            buffer: buffer, hasCursor: isActive, width: max(2, min(room, DisplayWidth.of(words) + 1)))
        let width = field.draw(at: Point(x: rect.x + 2, y: y), on: &canvas)
        let style = count == 0 && isComplete && !words.isEmpty ? canvas.theme[.warn] : canvas.theme[.dim]
        let right = Rect(x: rect.x + 2 + width, y: y, width: max(0, rect.width - 4 - width), height: 1)
        canvas.frame.put(StyledText(tail, style).truncated(to: right.width), at: right.origin)
    }

    /// `2 of 8`; `8+` while the rest is still looked through.
    private var numbers: String {
        guard isComplete else { return count == 0 ? "searching" : "\(Readable.count(count))+" }
        return count == 0 ? "no match" : "\(Readable.count(current + 1)) of \(Readable.count(count))"
    }
}

extension LogMatches {
    /// Marks what matches in a line that is drawn.
    ///
    /// - Parameters:
    ///   - text: the line's text.
    ///   - point: the cell of its first character.
    func mark(
        line: Int, _ text: String, at point: Point, current: Int, clip: Rect, on canvas: inout Canvas
    ) {
        for piece in pieces(inLine: line) {
            let from = Self.columns(of: text, before: piece.range.lowerBound)
            let to = Self.columns(of: text, before: piece.range.upperBound)
            let rect = Rect(x: point.x + from, y: point.y, width: to - from, height: 1).intersection(clip)
            let style = piece.match == current ? canvas.theme[.match].bold() : canvas.theme[.match]
            canvas.frame.restyle(rect) { $0 = style }
        }
    }

    private static func columns(of text: String, before offset: Int) -> Int {
        DisplayWidth.of(text[..<text.utf8.index(text.startIndex, offsetBy: min(offset, text.utf8.count))])
    }
}
