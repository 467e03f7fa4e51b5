import Prompts
import RequestCore

/// Going on from another place: running again, forking, going from branch to branch.
extension AppState {
    /// Runs again from the selected message: an answer gets another one beside it. What is there stays as a branch.
    package mutating func regenerateFromSelected() {
        guard case .selected(.entry(let id)) = thread.cursor, let index = thread.index(of: id) else {
            return startRun()
        }
        let keepsIt = thread.entries[index].message.role != .assistant
        run(from: keepsIt ? index + 1 : index)
    }

    /// Sends the thread as it is before a place. Where that cannot be, it stays as it was.
    private mutating func run(from place: Int) {
        let (kept, before) = (thread, moment)
        thread.tree.leave(from: place, keeping: .originals)
        thread.cursor = .composer
        let runBefore = run?.id
        startRun(withComposer: false, before: before)
        guard run != nil, run?.id != runBefore else {
            (thread.tree, thread.results) = (kept.tree, kept.results)
            return
        }
        guard let last = selectableEntries.last else { return }
        run?.selectsAnswer = true
        thread.cursor = .selected(last)
    }

    /// Ends the thread with the selected message. The rest stays as a branch.
    package mutating func forkFromSelected() {
        guard case .selected(.entry(let id)) = thread.cursor, let index = thread.index(of: id) else { return }
        guard !isBusy() else { return }
        let place = index + 1 + thread.answers(after: index).count
        guard place < thread.entries.count else { return say("nothing follows this message") }
        rememberMoment()
        thread.tree.leave(from: place, keeping: .all)
        isSessionDirty = true
        beginTyping()
        say("Forked here. What followed is kept as a branch; Esc and \(label("thread.tree")) show it.")
    }

    /// Goes to the branch beside the one at the selected message.
    ///
    /// - Parameter steps: 1 for the next, -1 for the one before.
    package mutating func stepBranch(_ steps: Int) {
        guard case .selected(.entry(let id)) = thread.cursor, let index = thread.index(of: id) else {
            return say("a template message has no branches; versions keep what it was", .warning)
        }
        guard !isBusy() else { return }
        let isLast = index + 1 + thread.answers(after: index).count >= thread.entries.count
        let isAlone = thread.tree.siblings(atPlace: index).count < 2
        let place = isAlone && isLast ? thread.entries.count : index
        guard thread.tree.step(steps, atPlace: place) else {
            return say(
                thread.tree.hasBranches
                    ? "there is one branch here; \(label("thread.tree")) shows all" : "there is one branch only",
                .warning)
        }
        tookBranch()
        if thread.entries.indices.contains(place) { select(.entry(thread.entries[place].id)) }
        let all = thread.tree.siblings(atPlace: place)
        let number = thread.entries.indices.contains(place) ? all.firstIndex(of: thread.entries[place].id) : nil
        if let number { say("branch \(number + 1) of \(all.count)") }
    }

    /// Does what follows when another branch has become the thread.
    mutating func tookBranch() {
        thread.edited = nil
        thread.top = nil
        repairCursor()
        isSessionDirty = true
    }

    /// Deletes the selected message with all that follows it on any branch.
    package mutating func deleteBranch() {
        guard case .selected(.entry(let id)) = thread.cursor, let index = thread.index(of: id) else {
            return say("select a message of the thread first", .warning)
        }
        guard !isBusy() else { return }
        rememberMoment()
        thread.tree.delete(from: index)
        tookBranch()
        let left = thread.entries
        if left.isEmpty { beginTyping() } else { select(.entry(left[min(index, left.count - 1)].id)) }
        say("deleted the branch; \(label("undo")) restores it")
    }

    /// Sends the selected question again, at the end of the thread.
    package mutating func sendAgain() {
        guard let ref = thread.cursor.entry, let message = message(ref), message.role == .user else {
            return say("select a user message first", .warning)
        }
        guard !isBusy() else { return }
        let (kept, before) = (thread, moment)
        thread.append(message)
        startRun(withComposer: false, before: before)
        if run == nil { thread = kept }
    }

    /// The keys of a command, for a sentence: its own, else those through the popup; its title where it has neither.
    func label(_ id: CommandID) -> String {
        if let key = settings.keymap.label(of: id) { return key }
        guard let command = Command.with(id: id) else { return id.name }
        guard let letter = command.popupKey, let popup = settings.keymap.label(of: "popup") else {
            return command.title
        }
        return "\(popup) \(letter)"
    }

    /// Puts answers to a question of the thread beside those that it has, as a comparison brings them.
    ///
    /// - Parameters:
    ///   - question: the message that was answered; nil for the end of the template, where there is no other.
    ///   - chosen: the place among them of the answer with which the thread goes on.
    package mutating func take(_ answers: [ThreadEntry], chosen: Int, to question: Int?) {
        guard !isBusy() else { return }
        guard answers.indices.contains(chosen), case let question = question ?? ThreadTree.root,
            question == ThreadTree.root || thread.tree.entry(question) != nil
        else { return say("the question is no longer in the thread", .warning) }
        rememberMoment()
        var ids: [Int] = []
        for answer in answers {
            ids.append(
                thread.tree.putAside(answer.message, after: question) { entry in
                    entry.facts = answer.facts
                    entry.failure = answer.failure
                    entry.alternatives = answer.alternatives
                })
        }
        thread.tree.choose(ids[chosen])
        tookBranch()
        select(.entry(ids[chosen]))
    }
}
