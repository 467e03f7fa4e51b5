package import RequestCore
package import TextUI

/// The log drawer: the logs loaded so far, newest first, and the cursor.
package struct LogsPane: Sendable {
    /// A request whose answer has not come.
    struct Awaited: Sendable {
        var serial: Int
        var search: String?
        /// Whether the next page was requested, and not the newest one.
        var isNext: Bool
    }

    /// The number of logs in one request.
    package static let pageSize = 200

    /// Whether the drawer is shown.
    package var isOpen = false
    /// The pages loaded so far, without gaps.
    package private(set) var rows: [LogSummary] = []
    /// The number of all logs that match, loaded or not.
    package private(set) var total = 0
    /// Whether the store has answered yet.
    package private(set) var isLoaded = false
    /// The row under the cursor; 0 if there are no rows.
    package private(set) var selected = 0
    /// The row at the top of the view.
    package private(set) var top = 0
    /// The filter; nil if the list shows every log.
    package var filter: LogFilter?
    var awaited: Awaited?
    var opening = LogOpening()
    /// The search that gave the rows.
    private var search: String?

    /// Makes a closed, empty drawer.
    package init() {}

    /// The log under the cursor.
    package var selection: LogSummary? { rows.indices.contains(selected) ? rows[selected] : nil }

    /// The row of a log; nil if it is not loaded.
    package func index(of id: String) -> Int? { rows.firstIndex { $0.id == id } }

    /// Moves the cursor to the nearest row, and the view with it.
    package mutating func select(_ index: Int, height: Int) {
        selected = max(0, min(index, rows.count - 1))
        if selected < top { top = selected }
        if selected >= top + height { top = selected - height + 1 }
    }

    /// Scrolls the view. The cursor stays in view.
    package mutating func scroll(by lines: Int, height: Int) {
        top = max(0, min(top + lines, rows.count - height))
        selected = max(0, min(max(selected, top), top + height - 1, rows.count - 1))
    }

    /// Whether the cursor is so close to the end of the loaded rows that more should be requested.
    var needsMore: Bool { awaited == nil && rows.count < total && selected >= rows.count - Self.pageSize / 4 }

    /// Takes the newest page. Older pages stay if they join it, and the cursor stays on its log.
    mutating func takeNewest(_ page: [LogSummary], total: Int, search: String?, height: Int) {
        let known = selection?.id
        let from = selected
        if search == self.search, page.count == Self.pageSize, let last = page.last, let joint = index(of: last.id) {
            rows = page + rows[(joint + 1)...]
        } else {
            rows = page
        }
        self.search = search
        self.total = max(total, rows.count)
        isLoaded = true
        selected = known.flatMap(index(of:)) ?? 0
        if top > 0 { top = max(0, min(top + selected - from, rows.count - height)) }
        select(selected, height: height)
    }

    /// Shows the rating of an answer.
    mutating func judge(_ id: String, _ feedback: LogRecord.Feedback?) {
        if let index = index(of: id) { rows[index].feedback = feedback }
    }

    /// Takes the next page. New logs on top may have shifted some of its rows into the loaded ones.
    mutating func takeNext(_ page: [LogSummary], total: Int) {
        let known = Set(rows.map(\.id))
        let new = page.filter { !known.contains($0.id) }
        rows += new
        self.total = new.isEmpty ? rows.count : max(total, rows.count)
    }
}

extension AppState {
    /// The number of rows that the log list shows.
    package var logListHeight: Int {
        let layout = Layout(size: size, focus: .logs, showsLogs: true)
        return max(1, (layout?.panes[.logs]?.height ?? 4) - 3)
    }

    /// Opens the drawer and requests the newest logs.
    package mutating func openLogs() {
        logs.isOpen = true
        isSessionDirty = true
        return reloadLogs()
    }

    /// Opens the drawer and moves the focus to it, or closes it.
    package mutating func toggleLogs() {
        guard logs.isOpen else { return show(.logs) }
        logs.isOpen = false
        logs.filter?.isActive = false
        isSessionDirty = true
        if focus == .logs { focus = .thread }
    }

    /// Requests the newest page again.
    package mutating func reloadLogs() {
        let search = logs.filter?.search
        let serial = nextSerial()
        logs.awaited = LogsPane.Awaited(serial: serial, search: search, isNext: false)
        ask(.logs(.list(serial, LogQuery(search: search, limit: LogsPane.pageSize))))
    }

    /// Takes a requested page. Answers to older requests are dropped.
    package mutating func logsLoaded(_ serial: Int, _ page: [LogSummary], total: Int) {
        guard let awaited = logs.awaited, awaited.serial == serial else { return }
        logs.awaited = nil
        if awaited.isNext {
            logs.takeNext(page, total: total)
        } else {
            logs.takeNewest(page, total: total, search: awaited.search, height: logListHeight)
        }
        return loadMoreLogs()
    }

    /// Requests the next page if the cursor is close to the end of the loaded rows.
    private mutating func loadMoreLogs() {
        guard logs.needsMore else { return }
        let search = logs.filter?.search
        let serial = nextSerial()
        logs.awaited = LogsPane.Awaited(serial: serial, search: search, isNext: true)
        ask(.logs(.list(serial, LogQuery(search: search, limit: LogsPane.pageSize, offset: logs.rows.count))))
    }

    /// Handles a key of the log list or its filter.
    package mutating func pressInLogs(_ key: Key) {
        if logs.filter?.isActive == true { return typeInLogFilter(key) }
        return pressCommand(key, in: .logs)
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
