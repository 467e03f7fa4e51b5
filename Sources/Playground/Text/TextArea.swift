package import Markdown
package import TextUI

/// A text that can be typed into, drawn in a rectangle.
package enum TextArea {
    /// Draws the rows of a buffer from `top` on, its selection, and the cursor if it has it.
    ///
    /// - Parameter marks: the parts of the text with a colour of their own.
    /// - Returns: the row at the top, such that the cursor is visible.
    @discardableResult
    package static func draw(
        _ buffer: TextBuffer, in rect: Rect, on canvas: inout Canvas, style: Style, top: Int = 0, hasCursor: Bool,
        marks: [SyntaxMark] = []
    ) -> Int {
        guard !rect.isEmpty else { return top }
        let layout = buffer.layout(width: rect.width)
        let top = hasCursor ? layout.top(height: rect.height, nearest: top) : min(top, max(0, layout.rowCount - 1))
        var colors = LineColors(marks)
        for (offset, row) in layout.rows(top..<(top + rect.height)).enumerated() {
            let y = rect.y + offset
            canvas.frame.put(row.text, at: Point(x: rect.x, y: y), style: style, clip: rect)
            for (columns, role) in colors.columns(of: row, in: buffer) {
                let colored = Rect(x: rect.x + columns.lowerBound, y: y, width: columns.count, height: 1)
                canvas.frame.restyle(colored.intersection(rect)) { $0 = canvas.theme[role] }
            }
            guard let selection = row.selection else { continue }
            let selected = Rect(x: rect.x + selection.lowerBound, y: y, width: selection.count, height: 1)
            canvas.markSelected(selected.intersection(rect))
        }
        if hasCursor {
            canvas.frame.cursor = Point(
                x: min(rect.x + layout.cursor.x, rect.maxX - 1), y: rect.y + layout.cursor.y - top)
        }
        return top
    }
}

/// The colours of the rows of a text, asked for from top to bottom.
private struct LineColors {
    private let marks: [SyntaxMark]
    /// The first mark that may reach into the row.
    private var next = 0
    /// A line, and where it begins in the text, in UTF-8.
    private var line = (number: 0, start: 0)

    init(_ marks: [SyntaxMark]) {
        self.marks = marks
    }

    mutating func columns(of row: TextRow, in buffer: TextBuffer) -> [(columns: Range<Int>, role: Theme.Role)] {
        guard !marks.isEmpty else { return [] }
        while line.number < row.line {
            line = (line.number + 1, line.start + buffer.lines[line.number].utf8.count + 1)
        }
        let start = line.start
        let range = (start + row.range.lowerBound)..<(start + row.range.upperBound)
        while next < marks.count, marks[next].range.upperBound <= range.lowerBound { next += 1 }
        return marks[next...].prefix { $0.range.lowerBound < range.upperBound }.compactMap { mark in
            let part = mark.range.clamped(to: range)
            return row.columns(of: (part.lowerBound - start)..<(part.upperBound - start)).map { ($0, mark.role) }
        }
    }
}
