import TextUI

/// A part of the screen with a border: a pane or a layer. A drag selects within it.
struct ScreenArea: Sendable, Hashable {
    /// What is inside the border.
    let rect: Rect
    /// The rows of a page, which say how they go on from the ones above, by their lines on the screen.
    var flows: [Int: StyledRow] = [:]
}

extension Canvas {
    /// Notes that a line of the area that was begun last shows a row of a page.
    mutating func flow(_ row: StyledRow, y: Int) {
        guard !metrics.areas.isEmpty else { return }
        metrics.areas[metrics.areas.count - 1].flows[y] = row
    }
}

extension ScreenMetrics {
    /// Selecting from a cell of a pane or layer whose text stands on the screen only; nil where there is none.
    func screenSelection(at point: Point) -> VisualMode? {
        guard let area = areas.last(where: { $0.rect.contains(point) }), let frame else { return nil }
        let rows = (area.rect.y..<area.rect.maxY).map { y in
            let flow = area.flows[y]
            // A page's rows begin behind a column of space, and may end with one that belongs to the text.
            let text = flow.map { " " + $0.text.text } ?? frame.text(inRow: y, columns: area.rect.x..<area.rect.maxX)
            return StyledRow(
                StyledText(text),
                isContinuation: flow?.isContinuation ?? false, hangsSpace: flow?.hangsSpace ?? false,
                margin: flow.map { $0.margin + 1 } ?? 0)
        }
        let page = LogPage(rows: rows)
        let line = point.y - area.rect.y
        return VisualMode(.screen(area.rect), in: page, at: page.place(line: line, column: point.x - area.rect.x))
    }
}

extension Frame {
    /// The text of some columns of a row, without spaces at its end. What stands only half in them is left out.
    func text(inRow y: Int, columns: Range<Int>) -> String {
        var text = ""
        var x = columns.lowerBound
        while x < columns.upperBound {
            let cell = self[x: x, y: y]
            if cell.width > 0, x + cell.width <= columns.upperBound { text.append(cell.text) } else { text.append(" ") }
            x += max(1, cell.width)
        }
        while text.last == " " { text.removeLast() }
        return text
    }
}
