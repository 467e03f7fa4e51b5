package import Logbook
import RequestCore
package import TextUI

/// The log drawer: the logs loaded so far, newest first, and the cursor. They are a window on all logs, without gaps.
package struct LogsPane: Sendable {
    /// A request whose answer has not come.
    struct Awaited: Sendable {
        var serial: Int
        var search: String?
        var page: Page
    }

    /// The pages that are requested.
    enum Page: Sendable {
        case newest
        /// The one behind the loaded rows.
        case next
        /// The one before them.
        case previous
        /// The last one of all.
        case last
    }

    /// The number of logs in one request.
    package static let pageSize = 200

    /// Whether the drawer is shown.
    package var isOpen = false
    /// The pages loaded so far, without gaps.
    package private(set) var rows: [LogSummary] = []
    /// The number of newer logs that are not loaded, after a jump to the end.
    package private(set) var start = 0
    /// The number of all logs that match, loaded or not.
    package private(set) var total = 0
    /// Whether all of them were counted; otherwise there are more than ``total``.
    package private(set) var isTotalWhole = true
    /// Whether the store has answered yet.
    package private(set) var isLoaded = false
    /// The row under the cursor; 0 if there are no rows.
    package private(set) var selected = 0
    /// The row at the top of the view.
    package private(set) var top = 0
    /// The filter; nil if the list shows every log.
    package var filter: LogFilterField?
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

    /// The page that the cursor is so close to that it should be requested.
    var neededPage: Page? {
        guard awaited == nil else { return nil }
        if start + rows.count < total || !isTotalWhole, selected >= rows.count - Self.pageSize / 4 { return .next }
        return start > 0 && selected < Self.pageSize / 4 ? .previous : nil
    }

    /// Takes the newest page. Older pages stay if they join it, and the cursor stays on its log.
    mutating func takeNewest(_ page: [LogSummary], total: Int, search: String?, height: Int) {
        guard start == 0 else {
            // The window is elsewhere: new logs on top move it.
            start = max(0, start + total - self.total)
            self.total = total
            return
        }
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
        // Who looks at the newest log goes on looking at the newest.
        selected = from == 0 ? 0 : known.flatMap(index(of:)) ?? 0
        if top > 0 { top = max(0, min(top + selected - from, rows.count - height)) }
        select(selected, height: height)
    }

    /// Takes the last page of all in the place of the loaded ones, with the cursor on its last log.
    mutating func takeLast(_ page: [LogSummary], total: Int, height: Int) {
        guard !page.isEmpty else { return }
        rows = page
        self.total = max(total, page.count)
        start = self.total - page.count
        isTotalWhole = true
        top = 0
        select(page.count - 1, height: height)
    }

    /// Takes the page before the loaded ones.
    mutating func takePrevious(_ page: [LogSummary], total: Int) {
        let known = Set(rows.map(\.id))
        let new = page.filter { !known.contains($0.id) }
        rows = new + rows
        start = new.isEmpty ? 0 : max(0, start - new.count)
        self.total = max(total, start + rows.count)
        selected += new.count
        top += new.count
    }

    /// Forgets the window, so that the newest page takes its place.
    mutating func goToStart() {
        guard start > 0 else { return }
        (rows, start, selected, top) = ([], 0, 0, 0)
    }

    /// Takes how many logs match.
    mutating func take(_ count: LogCount) { isTotalWhole = count.isWhole }

    /// Shows the rating of an answer.
    mutating func judge(_ id: String, _ feedback: LogRecord.Feedback?) {
        if let index = index(of: id) { rows[index].feedback = feedback }
    }

    /// Takes the next page. New logs on top may have shifted some of its rows into the loaded ones.
    mutating func takeNext(_ page: [LogSummary], total: Int) {
        let known = Set(rows.map(\.id))
        let new = page.filter { !known.contains($0.id) }
        rows += new
        self.total = new.isEmpty ? start + rows.count : max(total, start + rows.count)
        if page.count < Self.pageSize { isTotalWhole = true }
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
        logs.awaited = LogsPane.Awaited(serial: serial, search: search, page: .newest)
        ask(.logs(.list(serial, LogQuestion(filter: search ?? "", offset: settings.timeZoneOffset))))
    }

    /// Takes a requested page. Answers to older requests are dropped.
    package mutating func logsLoaded(_ serial: Int, _ page: [LogSummary], total count: LogCount) {
        guard let awaited = logs.awaited, awaited.serial == serial else { return }
        logs.awaited = nil
        logs.filter?.error = nil
        logs.take(count)
        let total = count.count
        switch awaited.page {
        case .newest: logs.takeNewest(page, total: total, search: awaited.search, height: logListHeight)
        case .next: logs.takeNext(page, total: total)
        case .previous: logs.takePrevious(page, total: total)
        case .last: logs.takeLast(page, total: total, height: logListHeight)
        }
        return loadMoreLogs()
    }

    /// Requests the next or previous page if the cursor is close to the end or beginning of the loaded rows.
    private mutating func loadMoreLogs() {
        if let page = logs.neededPage { ask(for: page) }
    }

    private mutating func ask(for page: LogsPane.Page) {
        let search = logs.filter?.search
        let serial = nextSerial()
        logs.awaited = LogsPane.Awaited(serial: serial, search: search, page: page)
        var question = LogQuestion(filter: search ?? "", offset: settings.timeZoneOffset)
        switch page {
        case .newest: break
        case .next: if let last = logs.rows.last { question.page = .after(last.position) }
        case .previous: if let first = logs.rows.first { question.page = .before(first.position) }
        case .last: question.page = .oldest
        }
        ask(.logs(.list(serial, question)))
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
