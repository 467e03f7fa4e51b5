package import Logbook
import RequestCore
import TextUI

/// The log drawer: the logs loaded so far, newest first unless they are sorted, and the cursor. They are a window on all logs,
/// without gaps.
package struct LogsPane: Sendable {
    /// A request whose answer has not come.
    struct Awaited: Sendable {
        var serial: Int
        var search: String?
        var page: Page
        var order: LogOrder
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
        /// The loaded rows again, with logs that were restored among them.
        case window(restored: Set<String>)
    }

    /// The number of logs in one request.
    package static let pageSize = 200

    /// Whether the drawer is shown.
    package var isOpen = false
    /// The pages loaded so far, without gaps; the rounds of one run stand together.
    package private(set) var rows: [LogSummary] = []
    /// The number of logs before them that are not loaded, after a jump.
    package private(set) var start = 0
    /// The number of all logs that match, loaded or not.
    package private(set) var total = 0
    /// Whether all of them were counted; otherwise there are more than ``total``.
    package private(set) var isTotalWhole = true
    /// ``total`` for the screen, with a plus where more were not counted.
    var totalWords: String { Readable.count(total) + (isTotalWhole ? "" : "+") }
    /// Whether the store has answered yet.
    package private(set) var isLoaded = false
    /// The row and the column under the cursor.
    package var cursor = TableCursor()
    /// What the person has changed of the table.
    package var manner = TableManner()
    /// The marked logs, by their ids.
    package var marks = TableMarks<String>()
    /// The rows of the drawer with its border; nil where nobody has chosen them.
    package var chosenHeight: Int?
    /// Whether the drawer's border is being dragged.
    package var isDragged = false
    /// The filter; nil if the list shows every log.
    package var filter: LogFilterField?
    /// The saved filters, as far as they have been asked for.
    var savedFilters: [SavedFilter] = []
    /// The name under which the present filter was saved last.
    var savedName: String?
    /// The file that logs were added to last, as rows.
    var dataset: String?
    /// The file that logs were exported to last.
    var exportPath: String?
    /// The logs that are deleted if the key is pressed again.
    var askedToDelete: [String]?
    var awaited: Awaited?
    /// Why the newest request had no answer; nil where it had one.
    var failure: String?
    var opening = LogOpening()
    /// The search that gave the rows.
    private var search: String?
    /// The order in which the store gave the rows.
    private(set) var order = LogOrder.newestFirst
    /// The rows in that order, which pages are asked for by.
    private(set) var loaded: [LogSummary] = []

    /// Makes a closed, empty drawer.
    package init() {}

    /// The order in which the store is to give the rows.
    var wantedOrder: LogOrder { manner.sort.flatMap(LogTable.order) ?? .newestFirst }

    /// The row under the cursor; 0 if there are no rows.
    package var selected: Int { cursor.row }

    /// The row at the top of the view.
    package var top: Int { cursor.top }

    /// The log under the cursor.
    package var selection: LogSummary? { rows.indices.contains(selected) ? rows[selected] : nil }

    /// The row of a log; nil if it is not loaded.
    package func index(of id: String) -> Int? { rows.firstIndex { $0.id == id } }

    /// Moves the cursor to the nearest row, and the view with it.
    package mutating func select(_ index: Int, height: Int) { cursor.select(index, of: rows.count, height: height) }

    /// Scrolls the view. The cursor stays in view.
    package mutating func scroll(by lines: Int, height: Int) {
        cursor.scroll(by: lines, of: rows.count, height: height)
    }

    /// Brings the cursor into a view of another height.
    package mutating func keepInView(height: Int) { select(selected, height: height) }

    /// The page that the cursor is so close to that it should be requested.
    var neededPage: Page? {
        guard awaited == nil else { return nil }
        if start + rows.count < total || !isTotalWhole, selected >= rows.count - Self.pageSize / 4 { return .next }
        return start > 0 && selected < Self.pageSize / 4 ? .previous : nil
    }

    /// Takes the newest page. Older pages stay if they join it, and the cursor stays on its log.
    mutating func takeNewest(
        _ page: [LogSummary], total: Int, search: String?, order: LogOrder, height: Int
    ) {
        // Another question has another list, whose beginning this is.
        let isSame = search == self.search && order == self.order
        if !isSame { goToStart() }
        guard start == 0 else {
            // The window is elsewhere: new logs on top move it.
            start = max(0, start + total - self.total)
            self.total = total
            return
        }
        let joint =
            isSame && page.count == Self.pageSize
            ? page.last.flatMap { last in loaded.firstIndex { $0.id == last.id } } : nil
        // Who looks at the newest log goes on looking at the newest.
        let known = selected == 0 ? nil : selection?.id
        (self.search, self.order) = (search, order)
        show(joint.map { page + loaded[($0 + 1)...] } ?? page)
        self.total = max(total, rows.count)
        isLoaded = true
        cursor.follow(
            to: known.flatMap(index(of:)) ?? 0, of: rows.count, height: height, staysOnTop: true)
    }

    /// Takes the last page of all in the place of the loaded ones, with the cursor on its last log.
    mutating func takeLast(_ page: [LogSummary], total: Int, height: Int) {
        guard !page.isEmpty else { return }
        take(page, at: max(0, total - page.count), total: total)
        isTotalWhole = true
        select(page.count - 1, height: height)
    }

    /// Takes a page in the place of the loaded ones, with the cursor on its first log.
    mutating func take(_ page: [LogSummary], at start: Int, total: LogCount) {
        isTotalWhole = total.isWhole
        take(page, at: start, total: total.count)
    }

    /// Takes a page in the place of the loaded ones, with the cursor on its first log.
    mutating func take(_ page: [LogSummary], at start: Int, total: Int) {
        show(page)
        self.start = start
        self.total = max(total, start + page.count)
        let column = cursor.column
        cursor = TableCursor()
        if let column { cursor.go(to: column) }
    }

    /// Takes the page before the loaded ones.
    mutating func takePrevious(_ page: [LogSummary], total: Int, height: Int) {
        let known = Set(loaded.map(\.id))
        let new = page.filter { !known.contains($0.id) }
        start = new.isEmpty ? 0 : max(0, start - new.count)
        add(height: height) { new + $0 }
        self.total = max(total, start + rows.count)
    }

    /// Takes the next page. New logs on top may have shifted some of its rows into the loaded ones.
    mutating func takeNext(_ page: [LogSummary], total: Int, height: Int) {
        let known = Set(loaded.map(\.id))
        let new = page.filter { !known.contains($0.id) }
        add(height: height) { $0 + new }
        self.total = new.isEmpty ? start + rows.count : max(total, start + rows.count)
        if page.count < Self.pageSize { isTotalWhole = true }
    }

    /// Takes the loaded rows again. The cursor goes to the first of the restored logs that is among them.
    mutating func takeWindow(_ page: [LogSummary], restored: Set<String>, total: Int, height: Int) {
        show(page)
        self.total = max(total, start + rows.count)
        select(rows.firstIndex { restored.contains($0.id) } ?? selected, height: height)
    }

    /// Takes out logs that are deleted. The cursor stays at its place.
    mutating func remove(_ ids: Set<String>, height: Int) {
        marks.remove(ids)
        let left = loaded.filter { !ids.contains($0.id) }
        total = max(0, total - (loaded.count - left.count))
        show(left)
        select(selected, height: height)
    }

    /// Forgets the window, so that the newest page takes its place.
    mutating func goToStart() {
        guard start > 0 else { return }
        take([], at: 0, total: total)
    }

    /// Whether the answer to a question is the list of which a part elsewhere is shown now.
    func showsPart(of awaited: Awaited) -> Bool {
        start > 0 && awaited.search == search && awaited.order == order
    }

    /// Takes how many logs match. What was counted before stays where another page was not counted to the end.
    ///
    /// - Returns: how many match, as far as that is known.
    mutating func take(_ count: LogCount, of awaited: Awaited) -> Int {
        if case .newest = awaited.page {} else if !count.isWhole, count.count < total { return total }
        isTotalWhole = count.isWhole
        return count.count
    }

    /// Puts the rows into the order that was chosen. The cursor stays on its log.
    mutating func reorder(height: Int) { add(height: height) { $0 } }

    /// Shows the rating of an answer.
    mutating func judge(_ id: String, _ feedback: LogRecord.Feedback?) {
        if let index = loaded.firstIndex(where: { $0.id == id }) { loaded[index].feedback = feedback }
        if let index = index(of: id) { rows[index].feedback = feedback }
    }

    /// Changes the loaded rows; the cursor stays on its log, at its place on the screen.
    private mutating func add(height: Int, _ change: ([LogSummary]) -> [LogSummary]) {
        let known = selection?.id
        show(change(loaded))
        if let index = known.flatMap(index(of:)) { cursor.follow(to: index, of: rows.count, height: height) }
    }

    private mutating func show(_ logs: [LogSummary]) {
        loaded = logs
        let wanted = wantedOrder
        if let sort = manner.sort {
            // What the store has not ordered is ordered here, as far as it is loaded.
            rows = order == wanted && LogTable.order(sort) != nil ? logs : LogTable.sorted(logs, by: sort)
        } else {
            rows = RunGroups.grouped(
                order == wanted ? logs : LogTable.sorted(logs, by: .init("time", isDescending: true)))
        }
    }
}
