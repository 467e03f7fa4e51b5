import TextUI

/// Undo and redo: in a text its edits, elsewhere the last change of prompt or thread.
extension AppState {
    package var moment: History.Moment {
        History.Moment(
            draft: draft, entries: thread.entries, results: thread.results, written: thread.composer.message)
    }

    /// To be called before a change that Ctrl-_ shall take back.
    package mutating func rememberMoment() { history.remember(moment) }

    package mutating func undo() -> [Effect] {
        if focus == .config, overlays.isEmpty, editConfigText(.undo) { return [] }
        if let effects = undoInText(.undo) { return effects }
        guard run == nil else { return say("a run is under way; Esc stops it", .warning) }
        guard let earlier = history.undo(from: moment) else { return say("nothing to undo") }
        return restore(earlier) + say("undone")
    }

    package mutating func redo() -> [Effect] {
        if focus == .config, overlays.isEmpty, editConfigText(.redo) { return [] }
        if let effects = undoInText(.redo) { return effects }
        guard run == nil else { return say("a run is under way; Esc stops it", .warning) }
        guard let later = history.redo(from: moment) else { return say("nothing to redo") }
        return restore(later) + say("redone")
    }

    /// A step of the text that is being typed. nil: there is none, and the thread's own steps are meant. A message that is
    /// being changed in place has to be left first, since those steps could take it away.
    private mutating func undoInText(_ edit: TextEdit) -> [Effect]? {
        if undoesThreadFirst { return nil }
        guard focus == .thread, overlays.isEmpty, var buffer = thread.buffer else { return nil }
        if buffer.apply(edit) {
            thread.setBuffer(buffer)
            isSessionDirty = true
            return []
        }
        guard case .editing = thread.cursor else { return nil }
        return say("nothing more to undo in this text; Esc leaves it")
    }

    private mutating func restore(_ moment: History.Moment) -> [Effect] {
        let isOther = moment.draft.name != draft.name
        let parent = draft.settledID
        draft = moment.draft
        draft.version = nil
        draft.settledID = isOther ? nil : parent
        if isOther { versions = [] }
        restoreWritten(moment)
        thread.entries = moment.entries
        thread.results = moment.results.merging(thread.results) { $1.isEmpty ? $0 : $1 }
        repairCursor()
        isSessionDirty = true
        return settle() + (isOther ? [.loadVersions(prompt: draft.name)] : [])
    }

    /// Before a run the question was being written, after it it stands in the thread: it is to be in one of the two.
    private mutating func restoreWritten(_ moment: History.Moment) {
        let added = moment.entries.dropFirst(thread.entries.count).map(\.message)
        if thread.composer.isEmpty {
            thread.composer.take(moment.written)
        } else if moment.written.content.isEmpty, added.contains(thread.composer.message) {
            thread.composer = ThreadPane.Composer()
        }
    }
}
