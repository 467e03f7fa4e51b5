package import RequestCore
import TextUI

/// The log that was requested from the store, so that a late answer opens nothing.
struct LogOpening: Sendable {
    /// The requested log.
    private(set) var awaited: String?
    /// Logs that were requested earlier. Their answers are dropped.
    private var unwanted: Set<String> = []
    /// The log that goes into the playground instead of being shown.
    var rerun: String?
    /// The tab to show first; nil for the last one shown.
    var tab: LogView.Tab?

    mutating func ask(for id: String) {
        giveUp()
        unwanted.remove(id)
        awaited = id
    }

    mutating func giveUp() {
        if let awaited { unwanted.insert(awaited) }
        awaited = nil
        rerun = nil
        tab = nil
    }

    /// - Returns: whether to open the log. A log that was never requested here is opened, too.
    mutating func take(_ id: String) -> Bool {
        if awaited == id { awaited = nil }
        return unwanted.remove(id) == nil
    }
}

extension AppState {
    mutating func askForLog(_ id: String) {
        logs.opening.ask(for: id)
        ask(.logs(.load(id)))
    }

    /// Shows a log over the panes, in place of the one that is already open.
    package mutating func openLog(
        _ record: LogRecord, versionNumber: Int?, wire: WireRecord? = nil, conversation: String? = nil
    ) {
        let isRerun = logs.opening.rerun == record.id
        guard logs.opening.take(record.id) else { return }
        if isRerun {
            logs.opening.rerun = nil
            return runAgain(record)
        }
        if let index = logs.index(of: record.id) { logs.select(index, height: logListHeight) }
        var view = LogView(
            record: record, versionNumber: versionNumber, wire: wire, conversation: conversation,
            timeZoneOffset: settings.timeZoneOffset)
        let earlier = layers.top as? LogView
        if let earlier { view.goOn(from: earlier) }
        if let tab = logs.opening.tab { view.show(tab) }
        logs.opening.tab = nil
        if earlier == nil { layers.push(view) } else { layers.replaceTop(by: view) }
    }

    /// Shows the wire of the newest run.
    mutating func openWire() {
        guard let id = newestLogID else { return say("nothing has been run yet", .warning) }
        askForLog(id)
        logs.opening.tab = .wire
    }

    /// The log of the run under way, else of the newest answer in the thread.
    var newestLogID: String? { run?.logID ?? thread.entries.last { $0.facts?.logID != nil }?.facts?.logID }

    mutating func closeLog() {
        logs.opening.giveUp()
        if layers.top is LogView { layers.pop() }
    }

    /// Opens the next or previous log of the list.
    mutating func openNeighbour(of view: LogView, _ step: Int) {
        guard let index = logs.index(of: logs.opening.awaited ?? view.record.id) else {
            return say("this log is not in the list; press q to go back")
        }
        guard logs.rows.indices.contains(index + step) else {
            return say(step < 0 && logs.start == 0 ? "this is the newest log" : "this is the last log of the list")
        }
        selectLog(index + step)
        askForLog(logs.rows[index + step].id)
    }
}
