import Evaluations
import RequestCore
import TextUI

/// Draws the grid of an evaluation: the head, the rows, and below them the row under the cursor.
enum GridView {
    static func draw(_ page: GridPage, _ state: AppState, hint: String, on canvas: inout Canvas) {
        guard let grid = page.grid(in: state), let layout = GridLayout(state, page) else {
            let inside = canvas.layer(LayerLayout.body(state.size), title: "Grid", hint: hint)
            return canvas.row(StyledText("…", canvas.theme[.dim]), at: inside.origin, width: inside.width)
        }
        canvas.layer(LayerLayout.body(state.size), title: "", hint: "")
        canvas.frame.fill(layout.box, style: canvas.theme.background)
        let inside = canvas.box(
            layout.box, title: title(grid), right: right(page, grid, layout, state),
            hint: page.search == nil ? legend(grid, canvas.borders) : "", isFocused: true)
        let text = GridText(grid: grid, theme: canvas.theme, marks: GridMarks(canvas.borders))
        drawHead(page, text, layout, inside, on: &canvas)
        drawRows(page, text, layout, on: &canvas)
        drawBars(layout, inside, text.marks, on: &canvas)
        if layout.isWide {
            GridDetailView.draw(page, state, text, layout, on: &canvas)
        } else if let detail = layout.detail {
            drawRule(detail.y - 1, layout, inside, text.marks, on: &canvas)
            GridBriefView.draw(page, state, text, layout, in: detail, on: &canvas)
        }
        guard let search = page.search else { return }
        let field = BorderField(
            buffer: search, hasCursor: page.isTyping, width: max(2, min(40, layout.box.width - 8)))
        field.draw(at: Point(x: layout.box.x + 2, y: layout.box.maxY - 1), on: &canvas)
    }

    private static func title(_ grid: OpenGrid) -> String {
        let record = grid.table.record
        let path = record.settings.data ?? record.settings.file
        let name = path?.split(separator: "/").last.map { Sanitiser.oneLine(String($0)) + " " } ?? ""
        return "Grid  \(name)\(record.dataset.prefix(8)) · \(Readable.count(record.rows)) × \(record.repeats)"
    }

    /// What the signs mean.
    private static func legend(_ grid: OpenGrid, _ borders: Borders) -> String {
        let (marks, record) = (GridMarks(borders), grid.table.record)
        let rule = record.settings.rowUnder.map { "\(Statistics.percent($0)) %" } ?? "most"
        let passes =
            record.repeats > 1 ? "\(rule) of \(record.repeats), by the checks of the row" : "by the checks of the row"
        return "\(marks.pass) \(marks.fail) \(passes)   \(marks.error) did not run   \(marks.waiting) waits"
    }

    private static func right(
        _ page: GridPage, _ grid: OpenGrid, _ layout: GridLayout, _ state: AppState
    ) -> String {
        let table = grid.table
        var parts: [String] = []
        if !grid.isWhole { parts.append("reading") }
        if table.answered < table.record.cellCount {
            parts.append("\(Readable.count(table.answered)) of \(Readable.count(table.record.cellCount))")
        }
        if table.errors > 0 { parts.append("\(table.errors) \(table.errors == 1 ? "error" : "errors")") }
        if state.grids.running[grid.id]?.isStopping == true {
            parts.append("stopping")
        } else if table.sent > 0 {
            parts.append("running \(table.sent)")
        }
        if !page.marks.isEmpty { parts.append("\(page.marks.count) marked") }
        if page.filter != .all { parts.append(page.filter.rawValue) }
        if layout.columns.count < table.record.columns.count {
            let labels = layout.columns.map { table.record.columns[$0.place].label }.joined(separator: " ")
            parts.append("\(labels) of \(table.record.columns.count)")
        }
        parts.append(
            page.order.isEmpty ? "no rows" : "row \(page.selection + 1) of \(Readable.count(page.order.count))")
        return parts.joined(separator: "   ")
    }

    private static func drawHead(
        _ page: GridPage, _ text: GridText, _ layout: GridLayout, _ inside: Rect, on canvas: inout Canvas
    ) {
        let head = Rect(x: inside.x, y: inside.y, width: inside.width, height: max(0, layout.rows.y - 1 - inside.y))
        guard head.height > 0 else { return }
        for column in layout.columns {
            var name = text.name(
                of: column.place, isBaseline: column.place == text.grid.table.baseline, withModel: !layout.isWide)
            if let sort = page.manner.sort,
                sort.column == GridLayout.id(of: text.grid.table.record.columns[column.place])
            {
                name.append(
                    " " + (sort.isDescending ? text.marks.descending : text.marks.ascending), canvas.theme[.accent])
            }
            canvas.row(name, at: Point(x: column.x + 1, y: head.y), width: column.width - 1)
        }
        for (offset, line) in layout.lines.enumerated() where offset + 1 < head.height {
            let y = head.y + offset + 1
            let title = StyledText(text.title(of: line), canvas.theme[.dim])
            canvas.row(title, at: Point(x: layout.labels.x + 1, y: y), width: layout.labels.width - 1)
            for column in layout.columns {
                canvas.row(
                    text.head(line, of: column.place), at: Point(x: column.x + 1, y: y), width: column.width - 1)
            }
        }
        drawRule(head.maxY, layout, inside, text.marks, on: &canvas)
    }

    private static func drawRows(
        _ page: GridPage, _ text: GridText, _ layout: GridLayout, on canvas: inout Canvas
    ) {
        let digits = String(text.grid.table.rows.count).count
        if page.order.isEmpty {
            let words = text.grid.table.rows.isEmpty ? "no cells yet" : "no row is like this; Esc shows all"
            canvas.row(
                StyledText(words, canvas.theme[.dim]), at: Point(x: layout.rows.x + 1, y: layout.rows.y),
                width: layout.rows.width - 2)
        }
        for offset in 0..<max(0, min(layout.rows.height, page.order.count - layout.top)) {
            let place = layout.top + offset
            let row = page.order[place]
            guard text.grid.table.rows.indices.contains(row) else { continue }
            let y = layout.rows.y + offset
            let isSelected = place == page.selection
            let isMarked = page.marks.contains(text.grid.table.rows[row].key)
            let label = StyledText(isMarked ? text.marks.marked : " ", canvas.theme[.accent].bold())
                .appending(isSelected ? "\(text.marks.cursor) " : "  ", canvas.theme[.accent])
                .appending(text.label(row: row, digits: digits))
            canvas.row(label, at: Point(x: layout.labels.x, y: y), width: layout.labels.width)
            let line = Rect(x: layout.rows.x, y: y, width: layout.rows.width, height: 1)
            canvas.hit(line, .layerRow(offset * (layout.columns.count + 1)))
            if isSelected { canvas.markSelected(layout.labels.moved(y: offset).withHeight(1)) }
            for (index, column) in layout.columns.enumerated() {
                let cell = Rect(x: column.x, y: y, width: column.width, height: 1)
                canvas.row(
                    text.cell(row: row, column: column.place), at: Point(x: column.x + 1, y: y), width: column.width - 1
                )
                canvas.hit(cell, .layerRow(offset * (layout.columns.count + 1) + index + 1))
                if isSelected, column.place == page.column { canvas.markSelected(cell) }
            }
        }
    }

    /// The lines between columns.
    private static func drawBars(_ layout: GridLayout, _ inside: Rect, _ marks: GridMarks, on canvas: inout Canvas) {
        let rule = layout.rows.y - 1
        for column in layout.columns {
            for y in inside.y..<layout.rows.maxY where y != rule {
                canvas.frame.put(marks.bar, at: Point(x: column.x - 1, y: y), style: canvas.theme[.border])
            }
        }
    }

    private static func drawRule(
        _ y: Int, _ layout: GridLayout, _ inside: Rect, _ marks: GridMarks, on canvas: inout Canvas
    ) {
        let style = canvas.theme[.border]
        canvas.frame.put(
            String(repeating: marks.line, count: inside.width), at: Point(x: inside.x, y: y), style: style)
        let cross = marks.bar == "|" ? "+" : y == layout.rows.y - 1 ? "┼" : "┴"
        for column in layout.columns { canvas.frame.put(cross, at: Point(x: column.x - 1, y: y), style: style) }
        let focus = canvas.theme[.focus]
        canvas.frame.put(marks.bar == "|" ? "+" : "├", at: Point(x: inside.x - 1, y: y), style: focus)
        canvas.frame.put(marks.bar == "|" ? "+" : "┤", at: Point(x: inside.maxX, y: y), style: focus)
    }
}

extension Rect {
    /// The rectangle with another height.
    fileprivate func withHeight(_ height: Int) -> Rect { Rect(x: x, y: y, width: width, height: height) }
}
