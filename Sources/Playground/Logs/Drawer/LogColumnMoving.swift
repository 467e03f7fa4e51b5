import TextUI

/// The columns of the log list: the one under the cursor, their widths, and the order of the rows.
extension AppState {
    private var shownLogColumns: [TableColumn] { logs.manner.shown(LogTable.columns) }

    mutating func moveLogColumn(by step: Int) { logs.cursor.moveColumn(by: step, among: shownLogColumns) }

    /// Makes the column under the cursor wider, or narrower where the number is negative.
    mutating func resizeLogColumn(by step: Int) {
        guard let column = logs.cursor.column, let width = logLayout?.place(of: column)?.width else { return }
        changeManner(of: .logs) { $0.resize(column, from: width, by: step) }
    }

    mutating func sortLogs() {
        if let column = logs.cursor.column { sortLogs(by: column) }
    }

    /// Sorts the list by a column, in the other direction, or as at first: newest first.
    mutating func sortLogs(by column: TableColumn.ID) {
        guard let shown = LogTable.columns.first(where: { $0.id == column }) else { return }
        changeManner(of: .logs) { $0.sort(by: column, isDescendingFirst: LogTable.sortsDescending(shown)) }
    }

    /// A click on a title sorts by its column.
    package mutating func clickedLogHead(_ column: TableColumn.ID) {
        logs.cursor.go(to: column)
        sortLogs(by: column)
    }

    /// Where the columns of the list stand; nil if it is not shown.
    private var logLayout: TableLayout? {
        layout?.panes[.logs].map { rect in
            TableLayout(
                LogTable.columns, manner: logs.manner, cursor: logs.cursor.column, width: rect.inset(by: 1).width)
        }
    }
}
