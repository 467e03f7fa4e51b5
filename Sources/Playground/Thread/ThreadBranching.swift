import Prompts
import RequestCore

/// Going on from another place: running again, forking, starting a new thread.
extension AppState {
    /// Removes everything after the selected message, and the message itself if it is an answer, and runs again.
    package mutating func regenerateFromSelected() {
        guard case .selected(.entry(let id)) = thread.cursor, let index = thread.index(of: id) else {
            return startRun()
        }
        let (kept, before) = (thread, moment)
        let keepsIt = thread.entries[index].message.role != .assistant
        thread.entries.removeSubrange((keepsIt ? index + 1 : index)...)
        thread.results = thread.results.filter { thread.index(of: $0.key.entry) != nil }
        thread.cursor = .composer
        let runBefore = run?.id
        startRun(withComposer: false, before: before)
        if run == nil || run?.id == runBefore { (thread.entries, thread.results) = (kept.entries, kept.results) }
    }

    /// Removes everything after the selected message. The rest stays in the logs, and undo brings it back.
    package mutating func forkFromSelected() {
        guard case .selected(.entry(let id)) = thread.cursor, let index = thread.index(of: id) else { return }
        guard run == nil else { return say("a run is in progress; press Esc to stop it", .warning) }
        rememberMoment()
        let answers = thread.answers(after: index).count
        thread.entries.removeSubrange((index + 1 + answers)...)
        isSessionDirty = true
        beginTyping()
        say("forked here; ^_ restores the rest")
    }

    /// Makes the thread part of the prompt: its messages become template messages, as a file has them.
    package mutating func takeThreadIntoTemplate() {
        guard run == nil else { return say("a run is in progress; press Esc to stop it", .warning) }
        settleFields()
        settleTyping()
        guard !thread.entries.isEmpty else { return say("the thread is empty") }
        guard thread.openCalls.isEmpty else {
            return say("a call still needs its result: run it, or delete the message that made it", .warning)
        }
        rememberMoment()
        let count = thread.entries.count
        let document = PromptDocument(config: draft.config, thread: thread.entries.map(\.message))
        draft.config = document.withThreadInTemplate.config
        let hasReasoning = thread.entries.contains { $0.message.reasoning != nil }
        draft.config.template = draft.config.template.map(\.asTemplate)
        thread = thread.emptied
        isSessionDirty = true
        let said = count == 1 ? "1 message is" : "\(count) messages are"
        settle()
        beginTyping()
        let dropped = hasReasoning ? " without reasoning" : ""
        say("\(said) now part of the prompt\(dropped); ^_ undoes it")
    }

    /// Starts a new thread with the same config.
    package mutating func newThread() {
        guard run == nil else { return say("a run is in progress; press Esc to stop it", .warning) }
        settleFields()
        settleTyping()
        guard !thread.entries.isEmpty else {
            beginTyping()
            return say("the thread is already empty")
        }
        rememberMoment()
        thread = thread.emptied
        isSessionDirty = true
        beginTyping()
        say("New thread. The old one is in the logs; ^_ restores it.")
    }
}

extension ThreadPane {
    /// The pane without a conversation. What is being written stays.
    package var emptied: ThreadPane {
        var pane = self
        pane.entries = []
        pane.results = [:]
        pane.folded = []
        pane.whole = []
        pane.cursor = .composer
        pane.top = nil
        return pane
    }
}
