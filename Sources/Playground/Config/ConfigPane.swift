package import TextUI

/// The cursor of the config pane and the field being typed into.
package struct ConfigPane: Sendable {
    /// A value that is being edited in place.
    package struct Field: Sendable, Hashable {
        package let row: ConfigRow
        package var typed: FreshText
        /// The original value. If it is left like that, nothing changes.
        package let original: String
        /// Why the text is invalid, until the next key.
        package var problem: String?

        package var buffer: TextBuffer { typed.buffer }
    }

    package var cursor = ConfigRow.model
    /// The cursor's place among the rows, in case its row disappears.
    package var position = 0
    package var field: Field?
    /// The line at the top of the view.
    package var top = 0
    /// The number of the rest after which a choice on the row settles; nil where nothing waits for one.
    var rest: Int?

    package init() {}

    package var isEditing: Bool { field != nil }

    /// The cursor's place among rows that may have changed since.
    package func index(in rows: [ConfigRow]) -> Int {
        rows.firstIndex(of: cursor) ?? max(0, min(position, rows.count - 1))
    }

    /// The row of the cursor among rows that may have changed since.
    package func row(in rows: [ConfigRow]) -> ConfigRow {
        rows.isEmpty ? .model : rows[index(in: rows)]
    }
}

/// The movements of the config pane's cursor.
extension AppState {
    /// The row under the cursor.
    package var configRow: ConfigRow { config.row(in: configRows) }

    /// Puts the cursor on a row and scrolls to it.
    package mutating func moveConfigCursor(to row: ConfigRow) {
        let rows = configRows
        if row != config.cursor { settleRow() }
        config.cursor = row
        config.position = config.index(in: rows)
        config.cursor = config.row(in: rows)
        revealConfigCursor()
    }

    /// Moves down by this many lines, or up if negative. A line with two cells is one step.
    package mutating func moveConfigCursor(by steps: Int) {
        let row = configRow
        let lines = configLines.map(\.rows).filter { !$0.isEmpty }
        guard let line = lines.firstIndex(where: { $0.contains(row) }) else { return }
        let target = lines[min(max(0, line + steps), lines.count - 1)]
        if let first = target.first, !target.contains(row) { moveConfigCursor(to: first) }
    }

    /// Moves to the other cell of a line with two.
    package mutating func moveConfigCursorSideways(_ step: Int) {
        let row = configRow
        guard let cells = configLines.first(where: { $0.rows.contains(row) })?.rows,
            let index = cells.firstIndex(of: row),
            cells.indices.contains(index + step)
        else { return }
        moveConfigCursor(to: cells[index + step])
    }

    /// Scrolls the pane. The cursor stays where it is.
    package mutating func scrollConfig(by lines: Int) {
        config.top = max(0, min(config.top + lines, configLines.count - configHeight))
    }

    private mutating func revealConfigCursor() {
        let lines = configLines
        guard let line = lines.firstIndex(where: { $0.rows.contains(config.cursor) }) else { return }
        let height = configHeight
        config.top = max(line - height + 1, min(config.top, line))
        config.top = max(0, min(config.top, lines.count - height))
        if line <= 1 { config.top = 0 }
    }

    /// The number of lines that the pane shows.
    private var configHeight: Int {
        var wishes = wishes
        wishes.focus = .config
        wishes.showsLogs = logs.isOpen && size.width >= 100
        let layout = Layout(size: size, wishes)
        return max(1, (layout?.panes[.config]?.height ?? 3) - 2)
    }
}
