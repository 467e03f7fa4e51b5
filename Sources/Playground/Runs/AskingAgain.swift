import Prompts
import RequestCore
import TextUI

/// Asks again after an answer that breaks a schema, with the fault appended.
extension AppState {
    /// Sends the faults of the last answer back as results of its calls, or as the next message, and runs.
    package mutating func askAgain() {
        guard !isBusy() else { return }
        guard !answering.isActive else { return say("the calls are being answered; press Esc to stop them", .warning) }
        guard let last = thread.lastAnswer, let reask = reask(last) else {
            return say("the last answer fits its schema", .warning)
        }
        let (kept, before) = (thread, moment)
        if last.message.toolCalls.isEmpty {
            for message in reask.messages { thread.append(message) }
        } else {
            for (index, message) in reask.messages.enumerated() {
                thread.results[CallRef(entry: last.id, call: index)] = TextBuffer(message.text)
            }
            answering.results = [:]
        }
        startRun(withComposer: false, before: before)
        if run == nil { thread = kept }
    }

    /// The messages that ask again; nil if nothing is wrong with the answer, or if it has been answered.
    func reask(_ entry: ThreadEntry) -> Reask? {
        var config = draft.config
        config.responseFormat = entry.facts?.format
        return Reask(after: entry.message, of: config)
    }
}

extension ThreadPane {
    /// The answer at the end of the thread; nil if something follows it.
    var lastAnswer: ThreadEntry? {
        guard let last = entries.last, last.message.role == .assistant, last.failure == nil else { return nil }
        return last
    }
}
