package import RequestCore

/// Loading the pages of the log list as they are needed.
extension AppState {
    /// Opens the drawer and requests the newest logs.
    package mutating func openLogs() {
        logs.isOpen = true
        isSessionDirty = true
        ask(.logs(.watch(true)))
        return reloadLogs()
    }

    /// Opens the drawer and moves the focus to it, or closes it.
    package mutating func toggleLogs() {
        guard logs.isOpen else { return show(.logs) }
        closeLogs()
        if focus == .logs { focus = .thread }
    }

    /// Closes the drawer.
    package mutating func closeLogs() {
        logs.isOpen = false
        logs.filter?.isActive = false
        isSessionDirty = true
        ask(.logs(.watch(false)))
    }

    /// Requests the newest page again.
    package mutating func reloadLogs() { ask(for: .newest) }

    /// Shows what others have written, unless an answer is on its way already.
    package mutating func logsChanged() {
        if logs.isOpen, logs.awaited == nil { reloadLogs() }
    }

    /// Starts again from the first log, in another order.
    mutating func reorderLogs() {
        logs.goToStart()
        selectLog(0)
        reloadLogs()
    }

    /// Takes a requested page. Answers to older requests are dropped.
    package mutating func logsLoaded(_ serial: Int, _ page: [LogSummary], total: Int) {
        guard let awaited = logs.awaited, awaited.serial == serial else { return }
        logs.awaited = nil
        let height = logListHeight
        switch awaited.page {
        case .newest: logs.takeNewest(page, total: total, question: awaited.question, height: height)
        case .next: logs.takeNext(page, total: total, height: height)
        case .previous: logs.takePrevious(page, total: total, height: height)
        case .last(let start): logs.takeLast(page, from: start, total: total, height: height)
        }
        return loadMoreLogs()
    }

    /// Requests the next or previous page if the cursor is close to the end or beginning of the loaded rows.
    mutating func loadMoreLogs() {
        if let page = logs.neededPage { ask(for: page) }
    }

    mutating func ask(for page: LogsPane.Page) {
        var query = expect(page)
        switch page {
        case .newest: break
        case .next: query.query.offset = logs.start + logs.rows.count
        case .previous:
            query.query.offset = max(0, logs.start - LogsPane.pageSize)
            query.query.limit = logs.start - query.query.offset
        case .last(let start): query.query.offset = start
        }
        ask(.logs(.list(query.serial, query.query)))
    }

    /// Notes that a page is awaited.
    ///
    /// - Returns: the number of the request, and the query for the first page of the list.
    mutating func expect(_ page: LogsPane.Page) -> (serial: Int, query: LogQuery) {
        let serial = nextSerial()
        logs.awaited = LogsPane.Awaited(serial: serial, question: logs.asked, page: page)
        return (serial, logQuery)
    }

    /// The query for the first page of the list.
    var logQuery: LogQuery {
        let question = logs.asked
        return LogQuery(search: question.search, limit: LogsPane.pageSize, order: question.order)
    }
}
