import Prompts
import TextUI

/// Undo and redo: in a text its edits, elsewhere the last change of prompt or thread.
extension AppState {
    package var moment: History.Moment {
        History.Moment(
            draft: draft, tree: thread.tree, results: thread.results, written: thread.composer.message)
    }

    /// To be called before a change that Ctrl-_ shall take back.
    package mutating func rememberMoment() {
        history.remember(moment)
        undoesHistoryFirst = true
    }

    package mutating func undo() {
        if !undo(.undo, "undone", { $0.undo(from: $1) }) { say("nothing to undo") }
    }

    package mutating func redo() {
        if !undo(.redo, "redone", { $0.redo(from: $1) }) { say("nothing to redo") }
    }

    /// - Returns: whether there was anything to do.
    private mutating func undo(
        _ edit: TextEdit, _ done: String, _ take: (inout History, History.Moment) -> History.Moment?
    ) -> Bool {
        if focus == .config, layers.isEmpty, editConfigText(edit) { return true }
        if undoesHistoryFirst, case .composer = thread.cursor { return step(done, take) || undoInText(edit) }
        return undoInText(edit) || step(done, take)
    }

    /// A step of the history; what is being changed in place is taken before.
    private mutating func step(
        _ done: String, _ take: (inout History, History.Moment) -> History.Moment?
    ) -> Bool {
        guard !isBusy() else { return true }
        let settled = draft.settledID
        settleTyping()
        guard let moment = take(&history, moment) else { return draft.settledID != settled }
        let change = change(to: moment)
        restore(moment)
        say(change.map { "\(done): \($0)" } ?? done)
        return true
    }

    /// What restoring a moment changes, in a phrase such as `temperature 0.7 → 0.2`; nil if it does not show.
    private func change(to moment: History.Moment) -> String? {
        let isSamePrompt = moment.draft.name == draft.name && moment.draft.path == draft.path
        if moment.draft.documentID != draft.documentID, !isSamePrompt {
            return "back to \(Sanitiser.oneLine(moment.draft.name))"
        }
        if moment.draft.config != draft.config {
            let changes = ConfigDiff(from: draft.config, to: moment.draft.config).changes
            guard let first = changes.first else { return nil }
            let more = changes.count > 1 ? ", and \(changes.count - 1) more" : ""
            return DisplayWidth.truncating(Sanitiser.oneLine("\(first.field) \(first.text)"), to: 50) + more
        }
        return thread.tree.change(to: moment.tree)
    }

    /// A step of the text that is being typed. False: there is none, and the history's own steps are meant. A message that is
    /// being changed in place has to be left first, since those steps could take it away.
    private mutating func undoInText(_ edit: TextEdit) -> Bool {
        guard focus == .thread, layers.isEmpty, var buffer = thread.buffer else { return false }
        if buffer.apply(edit) {
            thread.setBuffer(buffer)
            isSessionDirty = true
            return true
        }
        guard case .editing = thread.cursor else { return false }
        say("nothing more to undo in this text; press Esc to leave it")
        return true
    }

    private mutating func restore(_ moment: History.Moment) {
        let isOther = moment.draft.documentID != draft.documentID
        if isOther { saveSession() }
        draft.goBack(to: moment.draft)
        let later = thread.tree
        if isOther {
            // What is being written belongs to its prompt.
            thread.composer = ThreadPane.Composer()
            thread.composer.take(moment.written)
            thread.results = moment.results
        } else {
            if thread.entries != moment.tree.path { restoreWritten(moment) }
            thread.results = moment.results.merging(thread.results) { $1.isEmpty ? $0 : $1 }
        }
        thread.tree = moment.tree
        if !isOther { thread.tree.keepAnswers(of: later) }
        thread.edited = nil
        repairCursor()
        isSessionDirty = true
        if isOther, let name = deletedPrompt, name == draft.name {
            deletedPrompt = nil
            ask(.prompts(.move(name, .undelete)))
            settle()
            return ask(.version(.list(prompt: name)))
        }
        settle()
        if isOther { ask(.version(.list(prompt: draft.name))) }
    }

    /// Before a run the question was being written, after it it stands in the thread: it is to be in one of the two.
    private mutating func restoreWritten(_ moment: History.Moment) {
        let added = moment.tree.path.dropFirst(thread.entries.count).map(\.message)
        if thread.composer.isEmpty {
            thread.composer.take(moment.written)
        } else if moment.written.content.isEmpty, added.contains(thread.composer.message) {
            thread.composer = ThreadPane.Composer()
        }
    }
}
