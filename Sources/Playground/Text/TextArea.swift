package import TextUI

/// A text that can be typed into, drawn in a rectangle.
package enum TextArea {
    /// Draws the rows of a buffer from `top` on, its selection, and the cursor if it has it.
    ///
    /// - Returns: the row at the top, such that the cursor is visible.
    @discardableResult
    package static func draw(
        _ buffer: TextBuffer, in rect: Rect, on canvas: inout Canvas, style: Style, top: Int = 0, hasCursor: Bool
    ) -> Int {
        guard !rect.isEmpty else { return top }
        let layout = buffer.layout(width: rect.width)
        let top = hasCursor ? layout.top(height: rect.height, nearest: top) : min(top, max(0, layout.rowCount - 1))
        for (offset, row) in layout.rows(top..<(top + rect.height)).enumerated() {
            let y = rect.y + offset
            canvas.frame.put(row.text, at: Point(x: rect.x, y: y), style: style, clip: rect)
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
