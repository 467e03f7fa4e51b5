package import RequestCore
package import TextUI

/// The log drawer: what the store has answered so far, newest first, and where the cursor is in it.
package struct LogsPane: Sendable {
    /// An answer that is waited for.
    struct Awaited: Sendable {
        var serial: Int
        var search: String?
        /// The page after those that are here; else the newest one.
        var isNext: Bool
    }

    /// Logs asked for at once.
    package static let pageSize = 200

    /// Whether the drawer is shown.
    package var isOpen = false
    /// The pages loaded so far, without gaps.
    package private(set) var rows: [LogSummary] = []
    /// All logs that match, loaded or not.
    package private(set) var total = 0
    /// Whether the store has answered at all.
    package private(set) var isLoaded = false
    /// The row under the cursor; 0 where there are no rows.
    package private(set) var selected = 0
    /// The row at the top of the view.
    package private(set) var top = 0
    /// nil where the list shows every log.
    package var filter: LogFilter?
    var awaited: Awaited?
    var opening = LogOpening()
    var taken: TakenLog?
    /// What the rows were searched for.
    private var search: String?

    /// A closed drawer that has asked for nothing yet.
    package init() {}

    /// The log under the cursor.
    package var selection: LogSummary? { rows.indices.contains(selected) ? rows[selected] : nil }

    /// The row of a log; nil where it is not loaded.
    package func index(of id: String) -> Int? { rows.firstIndex { $0.id == id } }

    /// Moves the cursor to a row, or to the nearest there is, and the view with it.
    package mutating func select(_ index: Int, height: Int) {
        selected = max(0, min(index, rows.count - 1))
        if selected < top { top = selected }
        if selected >= top + height { top = selected - height + 1 }
    }

    /// Moves the view; the cursor stays in it.
    package mutating func scroll(by lines: Int, height: Int) {
        top = max(0, min(top + lines, rows.count - height))
        selected = max(0, min(max(selected, top), top + height - 1, rows.count - 1))
    }

    /// Whether the cursor is so near to the end of what is loaded that more should be asked for.
    var needsMore: Bool { awaited == nil && rows.count < total && selected >= rows.count - Self.pageSize / 4 }

    /// Takes in the newest page. Older pages stay where they join it; the cursor stays on its log.
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

    /// Shows what was said of an answer.
    mutating func judge(_ id: String, _ feedback: LogRecord.Feedback?) {
        if let index = index(of: id) { rows[index].feedback = feedback }
    }

    /// Takes in the page after the last; logs that came on top meanwhile have pushed some of it here already.
    mutating func takeNext(_ page: [LogSummary], total: Int) {
        let known = Set(rows.map(\.id))
        let new = page.filter { !known.contains($0.id) }
        rows += new
        self.total = new.isEmpty ? rows.count : max(total, rows.count)
    }
}

extension AppState {
    /// Rows that the log list shows at once.
    package var logListHeight: Int {
        let layout = Layout(size: size, focus: .logs, showsLogs: true)
        return max(1, (layout?.panes[.logs]?.height ?? 4) - 3)
    }

    /// Opens the drawer and asks for the newest logs.
    package mutating func openLogs() {
        logs.isOpen = true
        isSessionDirty = true
        return reloadLogs()
    }

    /// Opens the drawer and gives it the keys, or closes it.
    package mutating func toggleLogs() {
        guard logs.isOpen else { return show(.logs) }
        logs.isOpen = false
        logs.filter?.isActive = false
        isSessionDirty = true
        if focus == .logs { focus = .thread }
    }

    /// Asks for the newest page anew.
    package mutating func reloadLogs() {
        let search = logs.filter?.search
        let serial = nextSerial()
        logs.awaited = LogsPane.Awaited(serial: serial, search: search, isNext: false)
        ask(.logs(.list(serial, LogQuery(search: search, limit: LogsPane.pageSize))))
    }

    /// Takes in a page that was asked for; answers to older questions are dropped.
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

    /// Asks for the next page where the cursor comes near the end of those that are here.
    private mutating func loadMoreLogs() {
        guard logs.needsMore else { return }
        let search = logs.filter?.search
        let serial = nextSerial()
        logs.awaited = LogsPane.Awaited(serial: serial, search: search, isNext: true)
        ask(.logs(.list(serial, LogQuery(search: search, limit: LogsPane.pageSize, offset: logs.rows.count))))
    }

    /// A key for the log list or its filter.
    package mutating func pressInLogs(_ key: Key) {
        if logs.filter?.isActive == true { return typeInLogFilter(key) }
        return pressCommand(key, in: .logs)
    }

    /// Moves the cursor in the list by so many rows.
    package mutating func moveInLogs(by rows: Int) {
        selectLog(logs.selected + rows)
    }

    /// Puts the cursor on a row, or on the nearest there is.
    package mutating func selectLog(_ index: Int) {
        logs.select(index, height: logListHeight)
        return loadMoreLogs()
    }

    /// A first click selects, one on the selected row opens.
    package mutating func clickedLog(_ index: Int) {
        guard logs.rows.indices.contains(index) else { return }
        return index == logs.selected ? openSelectedLog() : selectLog(index)
    }

    /// Moves the view by so many rows; the cursor stays in it.
    package mutating func scrollLogs(by lines: Int) {
        logs.scroll(by: lines, height: logListHeight)
        return loadMoreLogs()
    }

    /// Asks for the log under the cursor, to show it.
    package mutating func openSelectedLog() {
        if let log = logs.selection { askForLog(log.id) }
    }
}
