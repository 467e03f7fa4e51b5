package import TextUI

/// Draws a table: its head, and the rows in view.
///
/// The row under the cursor has `▸` and is reversed, in the column under the cursor the title is reversed too; marked rows have
/// `•`. In the head, `▴` and `▾` show the order of the rows, `‹` and `›` that there are more columns.
package struct TableView<Rows: TableRows> {
    private let columns: [TableColumn]
    private let manner: TableManner
    private let cursor: TableCursor
    private let rows: Rows
    /// Whether the keys go to the table.
    private let isFocused: Bool
    /// The cells that a remark needs before it takes the half of the column before it.
    private static var leastRemark: Int { 30 }

    /// - Parameter columns: all columns, in the table's own order.
    package init(
        _ columns: [TableColumn], manner: TableManner, cursor: TableCursor, rows: Rows, isFocused: Bool
    ) {
        self.columns = columns
        self.manner = manner
        self.cursor = cursor
        self.rows = rows
        self.isFocused = isFocused
    }

    /// Draws into a rectangle: the head in its first line, rows below.
    ///
    /// - Parameters:
    ///   - row: the target of clicks on a row; nil for none.
    ///   - head: the target of clicks on a title; nil for none.
    package func draw(
        in rect: Rect, on canvas: inout Canvas, row: ((Int) -> HitTarget)? = nil,
        head: ((TableColumn.ID) -> HitTarget)? = nil
    ) {
        let layout = TableLayout(columns, manner: manner, cursor: cursor.column, width: rect.width)
        let (line, body) = rect.removingTop(1)
        guard !line.isEmpty else { return }
        drawHead(layout, in: line, on: &canvas, target: head)
        let top = cursor.top(of: rows.count, height: body.height)
        for offset in 0..<max(0, min(body.height, rows.count - top)) {
            let line = Rect(x: body.x, y: body.y + offset, width: body.width, height: 1)
            draw(top + offset, layout, in: line, on: &canvas)
            if let row { canvas.hit(line, row(top + offset)) }
        }
    }

    private func drawHead(
        _ layout: TableLayout, in line: Rect, on canvas: inout Canvas, target: ((TableColumn.ID) -> HitTarget)?
    ) {
        let isPlain = canvas.borders == .ascii
        for place in layout.places {
            var title = StyledText(place.column.title, canvas.theme[.dim])
            if let sort = manner.sort, sort.column == place.column.id {
                let signs = isPlain ? ("v", "^") : ("▾", "▴")
                title.append(" " + (sort.isDescending ? signs.0 : signs.1), canvas.theme[.accent])
            }
            let cell = put(title, place, in: line, on: &canvas)
            if isFocused, cursor.column == place.column.id { canvas.markSelected(cell) }
            if let target { canvas.hit(cell, target(place.column.id)) }
        }
        if layout.hidesLeft {
            canvas.frame.put(isPlain ? "<" : "‹", at: Point(x: line.x + 1, y: line.y), style: canvas.theme[.accent])
        }
        if layout.hidesRight, line.width > 1 {
            canvas.frame.put(isPlain ? ">" : "›", at: Point(x: line.maxX - 1, y: line.y), style: canvas.theme[.accent])
        }
    }

    private func draw(_ index: Int, _ layout: TableLayout, in line: Rect, on canvas: inout Canvas) {
        let isPlain = canvas.borders == .ascii
        let theme = canvas.theme
        let remark = rows.remark(index, theme: theme)
        let start = remark.map { Self.start(of: $0, layout) } ?? layout.width
        for place in layout.places where place.x < start {
            let room = min(place.width, start - TableLayout.gap - place.x)
            guard room > 0 else { continue }
            let seen = TableLayout.Place(column: place.column, x: place.x, width: room)
            put(rows.cell(index, place.column.id, width: room, theme: theme), seen, in: line, on: &canvas)
        }
        if let remark {
            let room = max(0, layout.width - 1 - start)
            canvas.frame.put(
                remark.text.truncated(to: room), at: Point(x: line.x + start, y: line.y), clip: line)
        }
        if rows.isMarked(index) {
            canvas.frame.put(isPlain ? "*" : "•", at: line.origin, style: theme[.accent].bold())
        }
        if let sign = rows.sign(index, theme: theme) {
            canvas.frame.put(sign.truncated(to: 1), at: Point(x: line.x + 2, y: line.y), clip: line)
        }
        guard index == cursor.row else { return }
        canvas.frame.put(isPlain ? ">" : "▸", at: Point(x: line.x + 1, y: line.y), style: theme[.text], clip: line)
        guard isFocused else { return }
        var x = 0
        for drawn in layout.places where drawn.column.isDrawn {
            canvas.markSelected(Rect(x: line.x + x, y: line.y, width: drawn.x - x, height: 1))
            x = drawn.end
        }
        canvas.markSelected(Rect(x: line.x + x, y: line.y, width: line.width - x, height: 1))
    }

    /// The first cell of a remark.
    private static func start(of remark: TableRemark, _ layout: TableLayout) -> Int {
        let end = layout.width - 1
        let needed = min(remark.text.width, leastRemark)
        guard let place = layout.place(of: remark.column) else { return max(TableLayout.gutter, end - needed) }
        let behind = place.end + TableLayout.gap
        if end - behind >= needed { return behind }
        return max(place.x + place.width / 2, end - needed)
    }

    /// Puts a text into a cell of a row.
    ///
    /// - Returns: the rectangle of the cell.
    @discardableResult
    private func put(
        _ text: StyledText, _ place: TableLayout.Place, in line: Rect, on canvas: inout Canvas
    ) -> Rect {
        let cell = Rect(x: line.x + place.x, y: line.y, width: place.width, height: 1).intersection(line)
        let cut = text.truncated(to: cell.width)
        let indent = place.column.alignment == .right ? max(0, cell.width - cut.width) : 0
        canvas.frame.put(cut, at: Point(x: cell.x + indent, y: cell.y), clip: cell)
        return cell
    }
}
