package import TextUI

/// The cursor of the config pane and the field being typed into.
package struct ConfigPane: Sendable {
    /// A value being changed in place.
    package struct Field: Sendable, Hashable {
        package let row: ConfigRow
        package var buffer: TextBuffer
        /// What it began with: left so, nothing changes.
        package let original: String
        /// Why the text cannot be held; until the next key in it.
        package var problem: String?
    }

    package var cursor = ConfigRow.model
    /// Where the cursor stood among the rows, for when its row goes away.
    package var position = 0
    package var field: Field?
    /// The line at the top of the view.
    package var top = 0

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

/// How the cursor of the config pane moves.
extension AppState {
    /// The row that the config's keys are about.
    package var configRow: ConfigRow { config.row(in: configRows) }

    /// Puts the cursor on a row and scrolls to it.
    package mutating func moveConfigCursor(to row: ConfigRow) {
        let rows = configRows
        config.cursor = row
        config.position = config.index(in: rows)
        config.cursor = config.row(in: rows)
        revealConfigCursor()
    }

    /// Goes so many rows down, or up where negative.
    package mutating func moveConfigCursor(by steps: Int) {
        let rows = configRows
        let index = min(max(0, config.index(in: rows) + steps), rows.count - 1)
        moveConfigCursor(to: rows[index])
    }

    /// Goes to the other cell of a line that has two.
    package mutating func moveConfigCursorSideways(_ step: Int) {
        let row = configRow
        guard let cells = configLines.first(where: { $0.rows.contains(row) })?.rows,
            let index = cells.firstIndex(of: row),
            cells.indices.contains(index + step)
        else { return }
        moveConfigCursor(to: cells[index + step])
    }

    /// Scrolls the pane; the cursor stays where it is.
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

    /// The lines that the pane shows at once.
    private var configHeight: Int {
        let layout = Layout(size: size, focus: .config, showsLogs: logs.isOpen && size.width >= 100)
        return max(1, (layout?.panes[.config]?.height ?? 3) - 2)
    }
}
