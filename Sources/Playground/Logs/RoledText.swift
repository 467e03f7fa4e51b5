import JSON
import Markdown
import TextUI

/// A long text whose pieces have roles of the theme. Styles are made only for the visible rows.
struct RoledText: Sendable {
    private struct Mark {
        /// The UTF-8 offset from the beginning of the text.
        var offset: Int
        var role: Theme.Role
    }

    private(set) var text = ""
    private var marks: [Mark] = []

    mutating func append(_ piece: String, _ role: Theme.Role = .text) {
        guard !piece.isEmpty else { return }
        mark(text.utf8.count, role)
        text += piece
    }

    /// Ends the current line, if there is one.
    mutating func endLine() {
        if !text.isEmpty { append("\n") }
    }

    /// Appends `label  value`. The value may come from anywhere and stays on one line.
    mutating func append(label: String, _ value: String, _ role: Theme.Role = .text) {
        endLine()
        append(label + String(repeating: " ", count: max(1, 16 - DisplayWidth.of(label))), .dim)
        append(Sanitiser.oneLine(value), role)
    }

    /// Appends a value in several lines, with keys, strings and numbers in their colours.
    mutating func append(json: JSONValue) {
        append(json.pretty(), language: "json")
    }

    /// Appends source code in the colours of its language.
    mutating func append(_ code: String, language: String) {
        let start = text.utf8.count
        mark(start, .text)
        for part in SyntaxMark.marks(of: code, language: language) {
            mark(start + part.range.lowerBound, part.role)
            mark(start + part.range.upperBound, .text)
        }
        text += code
    }

    private mutating func mark(_ offset: Int, _ role: Theme.Role) {
        if marks.last?.offset == offset { marks.removeLast() }
        if marks.last?.role != role { marks.append(Mark(offset: offset, role: role)) }
    }

    /// The rows of the text at a width, as UTF-8 ranges.
    func rows(width: Int) -> [Range<Int>] {
        text.isEmpty ? [] : TextWrapper.wrap(text, width: width).map(\.range)
    }

    /// The text in a range, without a line break at its end.
    func text(in range: Range<Int>) -> Substring {
        let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
        var piece = text[start..<text.utf8.index(start, offsetBy: range.count)]
        if piece.last == "\n" || piece.last == "\r\n" { piece.removeLast() }
        return piece
    }

    /// Whether a row that begins at an offset goes on with the line above.
    func goesOn(at offset: Int) -> Bool {
        guard offset > 0 else { return false }
        return text.utf8[text.utf8.index(text.startIndex, offsetBy: offset - 1)] != UInt8(ascii: "\n")
    }

    /// The text in a range, each piece in the style of its role.
    ///
    /// - Parameter columns: the columns of a row. Spaces that hang over its edge are left out, since a text that is too wide is
    ///   drawn with an ellipsis in the place of its last letters.
    func styled(_ range: Range<Int>, _ theme: Theme, columns: Int = .max) -> StyledText {
        var piece = text(in: range)
        while piece.last == " ", DisplayWidth.of(piece) > columns { piece.removeLast() }
        let end = range.lowerBound + piece.utf8.count
        var result = StyledText()
        var at = range.lowerBound
        var index = firstMark(after: at) - 1
        while at < end {
            let next = index + 1 < marks.count ? min(end, marks[index + 1].offset) : end
            let role = marks.indices.contains(index) ? marks[index].role : .text
            if next > at { result.append(String(text(in: at..<next)), theme[role]) }
            at = max(at, next)
            index += 1
        }
        return result
    }

    /// The index of the first mark behind an offset.
    private func firstMark(after offset: Int) -> Int {
        var low = 0
        var high = marks.count
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].offset <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
