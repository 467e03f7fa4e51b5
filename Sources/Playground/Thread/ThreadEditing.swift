import JSON
package import Prompts
import RequestCore
package import TextUI

/// What the thread's keys do.
extension AppState {
    /// The text of a message on screen.
    package func message(_ ref: EntryRef) -> Message? {
        switch ref {
        case .template(let index):
            draft.config.template.indices.contains(index) ? draft.config.template[index] : nil
        case .entry(let id): thread.entry(id)?.message
        }
    }

    private mutating func setMessage(_ message: Message, _ ref: EntryRef) {
        switch ref {
        case .template(let index): draft.config.template[index] = message
        case .entry(let id):
            if let index = thread.index(of: id) { thread.entries[index].message = message }
        }
    }

    package var selectableEntries: [EntryRef] {
        thread.selectable(templateCount: draft.config.template.count)
    }

    /// Goes `steps` messages down, or up where negative; below the last one is the message being written.
    package mutating func moveSelection(_ steps: Int) -> [Effect] {
        let all = selectableEntries
        guard !all.isEmpty else { return beginTyping() }
        let current: Int
        if case .selected(let ref) = thread.cursor, let index = all.firstIndex(of: ref) {
            current = index
        } else {
            current = all.count
        }
        let target = current + steps
        if target >= all.count { return steps == 1 ? beginTyping() : select(all[all.count - 1]) }
        return select(all[max(0, target)])
    }

    package mutating func select(_ ref: EntryRef) -> [Effect] {
        thread.cursor = .selected(ref)
        reveal(ref)
        return []
    }

    /// Scrolls so that a message is in view.
    private mutating func reveal(_ ref: EntryRef) {
        guard let lines = metrics.entryLines[ref], metrics.threadHeight > 0 else { return }
        var top = metrics.threadTop
        if lines.upperBound > top + metrics.threadHeight { top = lines.upperBound - metrics.threadHeight }
        if lines.lowerBound < top { top = lines.lowerBound }
        setThreadTop(top)
    }

    /// Scrolls the thread by lines.
    package mutating func scrollThread(by lines: Int) -> [Effect] {
        setThreadTop(metrics.threadTop + lines)
        return []
    }

    private mutating func setThreadTop(_ top: Int) {
        let last = max(0, metrics.threadLines - metrics.threadHeight)
        thread.top = top >= last ? nil : max(0, top)
    }

    /// Puts the cursor into the first result that is missing, else into the message being written.
    package mutating func beginTyping() -> [Effect] {
        focus = .thread
        if let open = thread.openCalls.first(where: { (thread.results[$0]?.text ?? "").isEmpty }) {
            thread.cursor = .result(open)
        } else {
            thread.cursor = .composer
        }
        thread.top = nil
        return []
    }

    /// Leaves the text: what was changed in place becomes the message.
    package mutating func endTyping() -> [Effect] {
        var effects: [Effect] = []
        switch thread.cursor {
        case .editing(let ref):
            effects = finishEditing(ref)
            thread.cursor = .selected(ref)
        case .result(let call): thread.cursor = .selected(.entry(call.entry))
        case .composer:
            if let last = selectableEntries.last { thread.cursor = .selected(last) }
        case .selected: break
        }
        return effects
    }

    private mutating func finishEditing(_ ref: EntryRef) -> [Effect] {
        guard var message = message(ref), message.text != thread.editor.text else { return [] }
        rememberMoment()
        let others = message.content.filter { if case .text = $0 { false } else { true } }
        message.content = (thread.editor.text.isEmpty ? [] : [.text(thread.editor.text)]) + others
        setMessage(message, ref)
        isSessionDirty = true
        if case .template = ref { return settle() }
        return []
    }

    /// Changes the selected message in place.
    package mutating func editSelected() -> [Effect] {
        guard case .selected(let ref) = thread.cursor, let message = message(ref) else { return beginTyping() }
        if case .entry(let id) = ref, let open = thread.openCalls(of: id).first {
            thread.cursor = .result(open)
            return []
        }
        thread.editor = TextBuffer(message.text)
        thread.cursor = .editing(ref)
        return []
    }

    package mutating func copySelected() -> [Effect] {
        guard case .selected(let ref) = thread.cursor, let message = message(ref) else { return [] }
        var pieces = [message.text, message.refusal ?? ""].filter { !$0.isEmpty }
        pieces += message.toolCalls.map { "\($0.name) \($0.arguments)" }
        return [.copy(pieces.joined(separator: "\n"))]
    }

    /// Deletes the selected message, and with an answer the results of its calls; Ctrl-_ brings them back.
    package mutating func deleteSelected() -> [Effect] {
        guard case .selected(let ref) = thread.cursor else { return [] }
        let position = selectableEntries.firstIndex(of: ref) ?? 0
        rememberMoment()
        var effects: [Effect] = []
        switch ref {
        case .template(let index):
            draft.config.template.remove(at: index)
            effects = settle()
        case .entry(let id):
            guard let index = thread.index(of: id) else { return [] }
            let answers = thread.entries[index].message.toolCalls.isEmpty ? 0 : thread.answers(after: index).count
            thread.entries.removeSubrange(index...(index + answers))
        }
        isSessionDirty = true
        let left = selectableEntries
        if left.isEmpty { effects += beginTyping() } else { effects += select(left[min(position, left.count - 1)]) }
        return effects + say("deleted; ^_ brings it back")
    }

    /// Runs again from the selected message: what comes after it goes, an answer itself included.
    package mutating func regenerateFromSelected() -> [Effect] {
        guard case .selected(.entry(let id)) = thread.cursor, let index = thread.index(of: id) else {
            return startRun()
        }
        rememberMoment()
        let keepsIt = thread.entries[index].message.role != .assistant
        thread.entries.removeSubrange((keepsIt ? index + 1 : index)...)
        thread.results = [:]
        thread.cursor = .composer
        return startRun(withComposer: false)
    }

    /// Goes on from the selected message as if nothing had come after it; the undone rest stays in the logs and in undo.
    package mutating func forkFromSelected() -> [Effect] {
        guard case .selected(.entry(let id)) = thread.cursor, let index = thread.index(of: id) else { return [] }
        rememberMoment()
        let answers = thread.answers(after: index).count
        thread.entries.removeSubrange((index + 1 + answers)...)
        isSessionDirty = true
        return beginTyping() + say("forked here; ^_ brings the rest back")
    }

    package mutating func toggleFold() -> [Effect] {
        guard case .selected(let ref) = thread.cursor else { return [] }
        if thread.folded.remove(ref) == nil { thread.folded.insert(ref) }
        return []
    }

    /// A new conversation with the same config.
    package mutating func newThread() -> [Effect] {
        guard run == nil else { return say("a run is under way; Esc stops it", .warning) }
        rememberMoment()
        thread = thread.emptied
        isSessionDirty = true
        return beginTyping() + say("new thread; the old one is in the logs, ^_ brings it back")
    }

    /// A key in the text that has the cursor. False: it is no key of a text.
    package mutating func typeInThread(_ key: Key) -> Bool {
        guard var buffer = thread.buffer else { return false }
        if case .result = thread.cursor {
            buffer.wrapWidth = metrics.threadTextWidth - 6
        } else {
            buffer.wrapWidth = metrics.threadTextWidth
        }
        if case .result(let ref) = thread.cursor, key == .enter {
            acceptResult(ref)
            return true
        }
        if let stepped = leaveByArrow(key, buffer) { return stepped }
        guard let edit = TextBuffer.edit(for: key, isMultiline: true), buffer.apply(edit) || true else { return false }
        thread.setBuffer(buffer)
        thread.top = nil
        isSessionDirty = true
        return true
    }

    package mutating func pasteIntoThread(_ text: String) {
        guard var buffer = thread.buffer else { return }
        _ = buffer.apply(.insert(text))
        thread.setBuffer(buffer)
        isSessionDirty = true
    }

    /// Up in the first line and Down in the last one lead from field to field.
    private mutating func leaveByArrow(_ key: Key, _ buffer: TextBuffer) -> Bool? {
        guard key == .up || key == .down else { return nil }
        var moved = buffer
        guard !moved.apply(.move(key == .up ? .up : .down, selecting: false)) || moved.cursor == buffer.cursor else {
            return nil
        }
        switch (thread.cursor, key) {
        case (.editing, _): return true
        case (.composer, .up):
            if let last = thread.openCalls.last { thread.cursor = .result(last) } else { _ = moveSelection(-1) }
        case (.composer, _): break
        case (.result(let ref), _):
            let open = thread.openCalls
            guard let index = open.firstIndex(of: ref) else { break }
            if key == .down {
                thread.cursor = index + 1 < open.count ? .result(open[index + 1]) : .composer
            } else if index > 0 {
                thread.cursor = .result(open[index - 1])
            } else {
                _ = select(.entry(ref.entry))
            }
        default: return nil
        }
        return true
    }

    /// Goes on to the next result that is missing, else to the message being written.
    private mutating func acceptResult(_ ref: CallRef) {
        let open = thread.openCalls
        let index = open.firstIndex(of: ref) ?? 0
        let after = open[(index + 1)...] + open[..<index]
        let next = after.first { (thread.results[$0]?.text ?? "").isEmpty }
        thread.cursor = next.map(ThreadPane.Cursor.result) ?? .composer
    }

    package var moment: History.Moment {
        History.Moment(config: draft.config, inputs: draft.inputs, entries: thread.entries)
    }

    /// To be called before a change that Ctrl-_ shall take back.
    package mutating func rememberMoment() { history.remember(moment) }

    package mutating func undo() -> [Effect] {
        if focus == .config, overlays.isEmpty, editConfigText(.undo) { return [] }
        if thread.isTyping, focus == .thread, overlays.isEmpty, editThreadText(.undo) { return [] }
        guard let earlier = history.undo(from: moment) else { return say("nothing to undo") }
        return restore(earlier) + say("undone")
    }

    package mutating func redo() -> [Effect] {
        if focus == .config, overlays.isEmpty, editConfigText(.redo) { return [] }
        if thread.isTyping, focus == .thread, overlays.isEmpty, editThreadText(.redo) { return [] }
        guard let later = history.redo(from: moment) else { return say("nothing to redo") }
        return restore(later) + say("redone")
    }

    private mutating func editThreadText(_ edit: TextEdit) -> Bool {
        guard var buffer = thread.buffer, buffer.apply(edit) else { return false }
        thread.setBuffer(buffer)
        return true
    }

    private mutating func restore(_ moment: History.Moment) -> [Effect] {
        draft.config = moment.config
        draft.inputs = moment.inputs
        thread.entries = moment.entries
        if case .selected(let ref) = thread.cursor, message(ref) == nil { thread.cursor = .composer }
        isSessionDirty = true
        return settle()
    }
}

extension ThreadPane {
    /// The same pane without a conversation; what is being written stays.
    package var emptied: ThreadPane {
        var pane = self
        pane.entries = []
        pane.results = [:]
        pane.folded = []
        pane.cursor = .composer
        pane.top = nil
        return pane
    }
}
