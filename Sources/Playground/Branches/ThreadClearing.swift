import Prompts
import RequestCore

/// Ending the thread: it becomes part of the prompt, or another one begins.
extension AppState {
    /// Makes the thread part of the prompt: its messages become template messages, as a file has them.
    package mutating func takeThreadIntoTemplate() {
        guard !isBusy() else { return }
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
        let tree = thread.tree
        thread = thread.emptied
        thread.tree = tree
        thread.tree.leave(from: 0, keeping: .all)
        isSessionDirty = true
        let said = count == 1 ? "1 message is" : "\(count) messages are"
        settle()
        beginTyping()
        let dropped = hasReasoning ? " without reasoning" : ""
        say("\(said) now part of the prompt\(dropped); ^_ undoes it")
    }
}

extension ThreadPane {
    /// The pane without a conversation. What is being written stays.
    package var emptied: ThreadPane {
        var pane = self
        pane.tree = ThreadTree()
        pane.edited = nil
        pane.results = [:]
        pane.folded = []
        pane.whole = []
        pane.cursor = .composer
        pane.top = nil
        return pane
    }
}
