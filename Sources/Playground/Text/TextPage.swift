import TextUI

/// Lines to read over the panes: scrolling by keys, and drawing.
struct TextPage {
    let lines: [StyledRow]
    private let rect: Rect

    /// - Parameter rows: returns the rows for a width in columns.
    init(_ size: Size, rows: (Int) -> [StyledRow]) {
        rect = LayerLayout.editor(size)
        lines = rows(max(12, rect.width - 4))
    }

    /// - Parameter lines: returns the lines for a width in columns, each of which stands for itself.
    init(_ size: Size, lines: (Int) -> [StyledText]) {
        self.init(size, rows: { lines($0).map { StyledRow($0) } })
    }

    private var height: Int { max(1, rect.height - 2) }
    private var last: Int { max(0, lines.count - height) }

    /// The line at the top after a key; nil for a key that does not scroll.
    func top(after key: Key, from top: Int) -> Int? {
        ListKeys.place(
            after: key == .space ? .pageDown : key, from: min(top, last), count: last + 1, page: height,
            hasLetters: true)
    }

    func draw(title: String, hint: String, top: Int, on canvas: inout Canvas) {
        let top = max(0, min(top, last))
        let position = last > 0 ? "\(top + 1)–\(min(lines.count, top + height)) of \(lines.count)" : ""
        let inside = canvas.layer(rect, title: title, right: position, hint: hint)
        for (offset, line) in lines.dropFirst(top).prefix(height).enumerated() {
            canvas.row(line.text, at: Point(x: inside.x + 1, y: inside.y + offset), width: inside.width - 2)
            canvas.flow(line, y: inside.y + offset)
        }
    }
}
