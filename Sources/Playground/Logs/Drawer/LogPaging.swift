package import Logbook

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
        // After a restart, or in a window made narrower, they may be open and out of sight.
        guard logs.isOpen, layout?.panes[.logs] != nil else { return show(.logs) }
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

    /// Puts the logs into the order that was chosen: the loaded ones at once, and all of them when the store has answered.
    mutating func reorderLogs() {
        logs.reorder(height: logListHeight)
        guard logs.isOpen, logs.order != logs.wantedOrder || logs.awaited != nil else { return }
        logs.goToStart()
        reloadLogs()
    }

    /// Takes a requested page. Answers to older requests are dropped.
    package mutating func logsLoaded(_ serial: Int, _ page: [LogSummary], total count: LogCount) {
        guard let awaited = logs.awaited, awaited.serial == serial else { return }
        logs.awaited = nil
        logs.failure = nil
        logs.filter?.error = nil
        let total = logs.take(count, of: awaited)
        let height = logListHeight
        switch awaited.page {
        case .newest:
            logs.takeNewest(page, total: total, search: awaited.search, order: awaited.order, height: height)
        case .next: logs.takeNext(page, total: total, height: height)
        case .previous: logs.takePrevious(page, total: total, height: height)
        case .last: logs.takeLast(page, total: total, height: height)
        case .window(let restored): logs.takeWindow(page, restored: restored, total: total, height: height)
        }
        return loadMoreLogs()
    }

    /// Shows why a requested page does not come. The next change of the store asks again.
    mutating func logsNotListed(_ serial: Int, _ sentence: String) {
        guard logs.awaited?.serial == serial else { return }
        logs.awaited = nil
        logs.failure = sentence
        say(sentence, .error)
    }

    /// Requests the next or previous page if the cursor is close to the end or beginning of the loaded rows.
    mutating func loadMoreLogs() {
        if let page = logs.neededPage { ask(for: page) }
    }

    mutating func ask(for page: LogsPane.Page) {
        let awaited = expect(page)
        var question = awaited.question
        switch page {
        case .newest: question.countsAll = logs.awaited.map(logs.showsPart) ?? false
        case .next: if let last = logs.loaded.last { question.page = .after(logs.order.position(of: last)) }
        case .previous: if let first = logs.loaded.first { question.page = .before(logs.order.position(of: first)) }
        case .last:
            question.page = .oldest
            question.countsAll = true
        case .window(let restored):
            if logs.start > 0, let first = logs.loaded.first {
                // The first one is among them again.
                var above = logs.order.position(of: first)
                above.key += logs.order.isDescending ? 1 : -1
                question.page = .after(above)
            }
            question.limit = max(LogsPane.pageSize, logs.loaded.count + restored.count)
        }
        ask(.logs(.list(awaited.serial, question)))
    }

    /// Notes that a page is awaited.
    ///
    /// - Returns: the number of the request, and the question for the first page of the list.
    mutating func expect(_ page: LogsPane.Page) -> (serial: Int, question: LogQuestion) {
        let serial = nextSerial()
        logs.awaited = LogsPane.Awaited(
            serial: serial, search: logs.filter?.search, page: page, order: logs.wantedOrder)
        return (serial, logQuestion)
    }

    /// The question for the first page of the list.
    var logQuestion: LogQuestion {
        LogQuestion(filter: logs.filter?.search ?? "", order: logs.wantedOrder, offset: settings.timeZoneOffset)
    }
}
