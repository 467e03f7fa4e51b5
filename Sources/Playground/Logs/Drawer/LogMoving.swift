package import TextUI

/// Moving through the log list.
extension AppState {
    /// The number of rows that the log list shows.
    package var logListHeight: Int {
        var wishes = wishes
        wishes.focus = .logs
        wishes.showsLogs = true
        return max(1, (Layout(size: size, wishes)?.panes[.logs]?.height ?? 4) - 3)
    }

    /// Handles a key of the log list or its filter.
    package mutating func pressInLogs(_ key: Key) {
        if logs.filter?.isActive == true { return typeInLogFilter(key) }
        if settings.keymap.command(for: key, in: .logs) == nil { sayMeaningless(key) }
        let asked = logs.askedToDelete
        pressCommand(key, in: .logs)
        // Any other key withdraws the question.
        if logs.askedToDelete == asked { logs.askedToDelete = nil }
    }

    /// Goes to the oldest log of all, loaded or not.
    package mutating func goToLastLog() {
        guard logs.start + logs.rows.count < logs.total || !logs.isTotalWhole else {
            return selectLog(logs.rows.count - 1)
        }
        ask(for: .last)
    }

    /// Goes to the newest log of all, loaded or not.
    package mutating func goToFirstLog() {
        guard logs.start > 0 else { return selectLog(0) }
        logs.goToStart()
        reloadLogs()
    }

    /// Moves the cursor by this many rows.
    package mutating func moveInLogs(by rows: Int) {
        selectLog(logs.selected + rows)
    }

    /// Moves the cursor to the nearest row.
    package mutating func selectLog(_ index: Int) {
        logs.select(index, height: logListHeight)
        return loadMoreLogs()
    }

    /// Handles a click: it selects a row, and opens the selected one.
    package mutating func clickedLog(_ index: Int) {
        guard logs.rows.indices.contains(index) else { return }
        return index == logs.selected ? openSelectedLog() : selectLog(index)
    }

    /// Scrolls the view by this many rows. The cursor stays in view.
    package mutating func scrollLogs(by lines: Int) {
        logs.scroll(by: lines, height: logListHeight)
        return loadMoreLogs()
    }

    /// Requests the log under the cursor, to show it.
    package mutating func openSelectedLog() {
        if let log = logs.selection { askForLog(log.id) }
    }
}
