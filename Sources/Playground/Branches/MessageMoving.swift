import Prompts
import RequestCore
import TextUI

/// Messages by hand: inserted, moved, copied. A message goes with the results of its calls.
extension AppState {
    /// Begins a message beside the selected one, which is written in place. One that is left empty goes.
    package mutating func insertMessage(after: Bool) {
        guard case .selected(let ref) = thread.cursor, let selected = message(ref) else { return beginTyping() }
        guard !isBusy() else { return }
        let isAnswer = after ? selected.role != .assistant : selected.role == .user
        switch ref {
        case .template(let index):
            let role: Role = after && selected.role == .user ? .assistant : .user
            rememberMoment()
            let place = after ? index + 1 : index
            draft.config.template.insert(Message(role: role, content: [.text("")]), at: place)
            return edit(new: .template(place))
        case .entry(let id):
            guard let index = thread.index(of: id) else { return }
            let place = after ? index + group(at: index).count : index
            rememberMoment()
            thread.insert(Message(role: isAnswer ? .assistant : .user, content: [.text("")]), at: place)
            return edit(new: .entry(thread.entries[place].id))
        case .system: return
        }
    }

    private mutating func edit(new ref: EntryRef) {
        thread.cursor = .selected(ref)
        isSessionDirty = true
        editSelected()
    }

    /// The message at a place of the thread, and the results of its calls.
    private func group(at index: Int) -> Range<Int> {
        let answers = thread.entries[index].message.toolCalls.isEmpty ? 0 : thread.answers(after: index).count
        return index..<(index + 1 + answers)
    }

    /// Moves the selected message past `steps` others, up if negative.
    package mutating func moveMessage(_ steps: Int) {
        guard case .selected(let ref) = thread.cursor else { return }
        guard !isBusy() else { return }
        switch ref {
        case .template(let index):
            let target = index + steps
            guard draft.config.template.indices.contains(target) else {
                return say("the message cannot move further within the template", .warning)
            }
            rememberMoment()
            draft.config.template.swapAt(index, target)
            select(.template(target))
            settle()
        case .entry(let id):
            guard let index = thread.index(of: id) else { return }
            let own = group(at: index)
            let starts = thread.standing
            guard let row = starts.firstIndex(of: index), starts.indices.contains(row + steps) else {
                return say("the message cannot move further within the thread", .warning)
            }
            let other = group(at: starts[row + steps])
            let (upper, lower) = steps < 0 ? (other, own) : (own, other)
            rememberMoment()
            thread.rewrite(from: upper.lowerBound) { entries in
                let above = entries[..<upper.count]
                entries.removeFirst(upper.count)
                entries.insert(contentsOf: above, at: lower.count)
            }
            if case .selected(let ref) = thread.cursor { select(ref) }
        case .system: return
        }
        isSessionDirty = true
        say("moved; \(label("undo")) moves it back")
    }

    /// Puts a copy of the selected message below it.
    package mutating func duplicateMessage() {
        guard case .selected(let ref) = thread.cursor, let message = message(ref) else { return }
        guard !isBusy() else { return }
        guard message.toolCalls.isEmpty, message.role != .tool else {
            return say("a message with calls cannot be there twice: the ids of calls are unique", .warning)
        }
        rememberMoment()
        switch ref {
        case .template(let index):
            draft.config.template.insert(message, at: index + 1)
            select(.template(index + 1))
            settle()
        case .entry(let id):
            guard let index = thread.index(of: id) else { return }
            thread.insert(message, at: index + 1)
            select(.entry(thread.entries[index + 1].id))
        case .system: return
        }
        isSessionDirty = true
        say("duplicated; \(label("thread.edit")) edits the copy")
    }

    /// Puts what is being written at the end of the thread, and sends nothing.
    package mutating func addMessage() {
        guard !isBusy() else { return }
        guard !thread.composer.isEmpty else { return say("type the message first", .warning) }
        guard thread.openCalls.isEmpty else { return say("a call still needs its result", .warning) }
        settleTyping()
        rememberMoment()
        let role = thread.composer.role
        _ = thread.commit()
        thread.composer.role = role == .user ? .assistant : .user
        isSessionDirty = true
        beginTyping()
        say("added without a run; the next message is from the \(thread.composer.role.rawValue)")
    }
}
