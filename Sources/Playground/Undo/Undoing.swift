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
        if !undo(.undo, "undo", { $0.undo(from: $1) }) { say("nothing to undo") }
    }

    package mutating func redo() {
        if !undo(.redo, "redo", { $0.redo(from: $1) }) { say("nothing to redo") }
    }

    /// - Parameter word: `undo` or `redo`.
    /// - Returns: whether there was anything to do.
    private mutating func undo(
        _ edit: TextEdit, _ word: String, _ take: (inout History, History.Moment) -> History.Moment?
    ) -> Bool {
        if focus == .config, layers.isEmpty, editConfigText(edit) { return true }
        if undoesHistoryFirst, case .composer = thread.cursor { return step(word, take) || apply(edit) }
        return undoInText(edit, word) || step(word, take)
    }

    /// A step of the history; what is being changed in place is taken before.
    private mutating func step(
        _ word: String, _ take: (inout History, History.Moment) -> History.Moment?
    ) -> Bool {
        guard !isBusy() else { return true }
        let settled = draft.settledID
        settleTyping()
        guard let moment = take(&history, moment) else { return draft.settledID != settled }
        let change = change(to: moment, isUndo: word == "undo")
        restore(moment)
        // The next press goes on here, also where a question is in the composer again.
        undoesHistoryFirst = true
        say(change.map { "\(word)ne: \($0)" } ?? "\(word)ne")
        return true
    }

    /// What restoring a moment changes, in a phrase such as `temperature 0.7 → 0.2`; nil if it does not show.
    private func change(to moment: History.Moment, isUndo: Bool) -> String? {
        let isSamePrompt = moment.draft.name == draft.name && moment.draft.path == draft.path
        if moment.draft.documentID != draft.documentID, !isSamePrompt {
            return "back to \(Sanitiser.oneLine(moment.draft.name))"
        }
        if moment.draft.config != draft.config {
            let changes = ConfigDiff(from: draft.config, to: moment.draft.config).changes
            guard let first = changes.first else { return nil }
            let more = changes.count > 1 ? ", and \(changes.count - 1) more" : ""
            return DisplayWidth.truncating(Sanitiser.oneLine(first.phrase), to: 50) + more
        }
        return thread.tree.change(to: moment.tree, isUndo: isUndo)
    }

    /// A step of the text that is being typed. False: there is none, and the history's own steps are meant. A text has to be left
    /// first, since those steps could take away what it belongs to.
    private mutating func undoInText(_ edit: TextEdit, _ word: String) -> Bool {
        if apply(edit) { return true }
        guard focus == .thread, layers.isEmpty, let buffer = thread.buffer else { return false }
        if case .composer = thread.cursor, buffer.text.isEmpty { return false }
        if case .result = thread.cursor { return false }
        say("nothing more to \(word) in this text; press Esc to leave it")
        return true
    }

    /// - Returns: whether there was such a step.
    private mutating func apply(_ edit: TextEdit) -> Bool {
        guard focus == .thread, layers.isEmpty, var buffer = thread.buffer, buffer.apply(edit) else { return false }
        thread.setBuffer(buffer)
        isSessionDirty = true
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
