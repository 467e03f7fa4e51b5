import JSON
package import Prompts
package import RequestCore
import TextUI

/// Takes a log into the playground: its version as the config, the values of its variables, its messages as the thread.
extension AppState {
    /// Requests the selected log to run it again, because the list has only a summary.
    package mutating func runSelectedLogAgain() {
        guard let log = logs.selection else { return }
        askForLog(log.id)
        logs.opening.rerun = log.id
    }

    /// Requests the version of a log. Until it comes, everything stays as it is.
    package mutating func runAgain(_ record: LogRecord) {
        guard !isBusy() else { return }
        ask(.logs(.loadVersion(of: record)))
    }

    /// Restores what was sent, as one step of undo.
    ///
    /// - Parameter version: the version of the log; nil where it is not stored any more.
    package mutating func takeLog(_ record: LogRecord, _ version: Version?) {
        guard !isBusy() else { return }
        guard let version else {
            let prompt = Sanitiser.oneLine(record.prompt)
            return say(
                "Version \(record.version.short) of \(prompt) is no longer stored. The log stays readable.", .error)
        }
        leaveDocument()
        let isOther = version.prompt != draft.name
        if isOther {
            // The conversation that the other prompt has already stays as it is.
            draft = Draft(name: version.prompt, config: version.config)
            draft.documentID = nextSerial()
            thread.composer = ThreadPane.Composer()
        }
        draft.restore(version)
        if let inputs = record.inputs { draft.inputs = inputs }
        thread = thread.emptied
        let server = settings.providers.resolved(record.provider).provider?.baseURL ?? ""
        let asked = record.bound(
            record.conversation.messages.compactMap(\.message), config: version.config, server: server)
        for message in asked.dropFirst(version.config.template.count) { thread.append(message) }
        layers.removeAll()
        show(.thread)
        draftReplaced()
        beginTyping()
        let time = Readable.time(record.createdAt, offset: settings.timeZoneOffset)
        let key = settings.keymap.label(of: "run").map { "; \($0) runs it" } ?? ""
        let usesVariables = !version.config.variableNames.isEmpty
        guard record.inputs == nil, usesVariables else { return say("taken from the log of \(time)\(key)") }
        say("taken from the log of \(time), which has no values of variables: yours stay", .warning)
    }
}
