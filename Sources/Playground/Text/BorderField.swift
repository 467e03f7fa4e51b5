import TextUI

/// A one-line text that is typed in a border, after a `/`.
struct BorderField {
    let buffer: TextBuffer
    let hasCursor: Bool
    /// The columns of the text, including the cursor's.
    let width: Int

    /// - Returns: the columns drawn.
    @discardableResult
    func draw(at point: Point, on canvas: inout Canvas) -> Int {
        let layout = buffer.layout(width: max(2, width))
        canvas.frame.fill(Rect(x: point.x, y: point.y, width: width + 3, height: 1), style: canvas.theme.background)
        canvas.frame.put(" / ", at: point, style: canvas.theme[.accent])
        let clip = Rect(x: point.x + 3, y: point.y, width: width, height: 1)
        // The row that has the cursor, where the text is longer than the field.
        let row = hasCursor ? layout.cursor.y : 0
        canvas.frame.put(layout.row(row).text, at: clip.origin, style: canvas.theme[.text], clip: clip)
        if hasCursor {
            canvas.frame.cursor = Point(x: min(clip.x + layout.cursor.x, clip.maxX - 1), y: point.y)
        }
        return width + 3
    }
}
