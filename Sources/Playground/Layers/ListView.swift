import TextUI

/// A list with a row under the cursor, and the line that filters it.
enum ListView {
    /// Draws the rows around the selected one and records them for clicks.
    ///
    /// - Parameter row: returns the texts at the left and at the right of a row.
    static func draw(
        count: Int, selection: Int, in rect: Rect, on canvas: inout Canvas,
        row: (Int, Theme) -> (left: StyledText, right: StyledText)
    ) {
        let top = top(count: count, selection: selection, height: rect.height)
        for index in top..<max(top, min(count, top + rect.height)) {
            let place = Rect(x: rect.x, y: rect.y + index - top, width: rect.width, height: 1)
            let isSelected = index == selection
            let (left, right) = row(index, canvas.theme)
            let marked = StyledText(isSelected ? " ▸ " : "   ", canvas.theme[.accent]).appending(left)
            canvas.row(
                marked, right: right.isEmpty ? right : right.appending(" "), at: place.origin, width: place.width,
                isSelected: isSelected)
            canvas.hit(place, .layerRow(index))
        }
    }

    /// The first row of a view with the selected row near its middle.
    static func top(count: Int, selection: Int, height: Int) -> Int {
        max(0, min(selection - height / 2, count - height))
    }
}

/// The line above a list that filters it.
enum FilterLine {
    static func draw(_ buffer: TextBuffer, in inside: Rect, on canvas: inout Canvas) {
        let line = Rect(x: inside.x + 1, y: inside.y, width: inside.width - 2, height: 1)
        TextArea.draw(buffer, in: line, on: &canvas, style: canvas.theme[.text], hasCursor: true)
    }
}
