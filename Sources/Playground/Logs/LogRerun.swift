import JSON
import Prompts
package import RequestCore
import TextUI

/// Takes a log into the playground: its version as the config, its messages as the thread.
extension AppState {
    /// Requests the selected log to run it again, because the list has only a summary.
    package mutating func runSelectedLogAgain() {
        guard let log = logs.selection else { return }
        askForLog(log.id)
        logs.opening.rerun = log.id
    }

    /// Makes a new thread of the messages after the template, and requests the version of the run.
    ///
    /// The number of template messages is certain only when the version arrives: ``takeThread(for:)``.
    package mutating func runAgain(_ record: LogRecord) {
        guard run == nil else { return say("a run is in progress; press Esc to stop it", .warning) }
        let messages = record.conversation.messages.compactMap(\.message)
        let templateCount =
            draft.config.versionID == record.version
            ? draft.config.template.count : messages.prefix { $0.role == .system || $0.role == .developer }.count
        rememberMoment()
        setThread(Array(messages.dropFirst(templateCount)))
        logs.taken = LogsPane.TakenLog(version: record.version, messages: messages, threadCount: thread.entries.count)
        layers.removeAll()
        show(.thread)
        beginTyping()
        let time = Readable.time(record.createdAt, offset: settings.timeZoneOffset)
        let run = settings.keymap.label(of: "run").map { "; \($0) runs it" } ?? ""
        ask(.version(.load(record.version, prompt: record.prompt)))
        say("taken from the log of \(time)\(run)")
    }

    /// Adjusts the thread after a version was loaded: if it is the version of a log just taken, the thread begins
    /// directly after its template.
    ///
    /// - Returns: whether it is the version of that log.
    @discardableResult
    mutating func takeThread(for version: Version) -> Bool {
        guard let taken = logs.taken, taken.version == version.id else { return false }
        logs.taken = nil
        let exact = Array(taken.messages.dropFirst(version.config.template.count))
        if thread.entries.count == taken.threadCount, exact.count != taken.threadCount { setThread(exact) }
        return true
    }

    private mutating func setThread(_ messages: [Message]) {
        thread = thread.emptied
        for message in messages { thread.append(message) }
        isSessionDirty = true
    }
}

extension LogsPane {
    /// A log that was taken into the playground and is waiting for its version.
    struct TakenLog: Sendable {
        var version: VersionID
        /// The messages, including those of the template.
        var messages: [Message]
        /// The number of messages that were put into the thread.
        var threadCount: Int
    }
}
