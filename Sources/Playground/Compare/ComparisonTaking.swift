import Prompts
import RequestCore
import TextUI

/// Going on with what a comparison has shown.
extension AppState {
    /// Puts the answer that is looked at into the thread, after the question that it answers.
    package mutating func takeComparedAnswer() {
        guard let comparison, let column = comparison.focused else { return }
        guard let answer = column.current, !answer.isUnderWay, let asked = comparison.asked else {
            return say(
                column.isUnderWay
                    ? "column \(column.label) is still answering" : "column \(column.label) has no answer yet",
                .warning)
        }
        guard answer.canBeTaken else { return say("this answer is empty; press r to ask again", .warning) }
        guard !isBusy() else { return }
        settleTyping()
        guard thread.messages.starts(with: asked) else {
            return say("The thread has changed since this was asked. Run the columns again first.", .warning)
        }
        take(answer.run.id, to: question(after: asked.count))
        layers.remove(ComparePage.self)
        isSessionDirty = true
        saveSession()
        beginTyping()
        let key = settings.keymap.label(of: "undo") ?? "undo"
        say("Took the answer of column \(column.label); the others are branches. \(key) undoes it.")
    }

    /// The message of the thread before which so many were asked; nil if there were none.
    private func question(after count: Int) -> Int? {
        count == 0 ? nil : thread.entries.filter(\.isMessage).prefix(count).last?.id
    }

    /// Puts the answers of all columns beside those that the question has already, and goes on with that of a run.
    private mutating func take(_ run: Int, to question: Int?) {
        let answers = (comparison?.columns ?? []).flatMap { column in
            column.groups.map { column.answers[$0[0]] }.filter(\.canBeTaken)
        }
        let known = thread.tree.children(of: question ?? ThreadTree.root).compactMap { thread.tree.entry($0) }
        func taken(_ answer: ComparedAnswer) -> ThreadEntry? {
            known.first { $0.facts?.logID != nil && $0.facts?.logID == answer.run.logID }
        }
        if let chosen = answers.first(where: { $0.run.id == run }).flatMap(taken) {
            rememberMoment()
            thread.tree.choose(chosen.id)
            return tookBranch()
        }
        let new = answers.filter { $0.run.id == run || taken($0) == nil }
        guard let place = new.firstIndex(where: { $0.run.id == run }) else { return }
        take(new.map(\.entry), chosen: place, to: question)
    }

    /// Moves the question back into the message being written, to change it and ask again.
    package mutating func editQuestion() {
        guard let comparison, !comparison.isUnderWay else {
            return say("columns are still answering; press Esc to stop them", .warning)
        }
        guard !isBusy() else { return }
        settleTyping()
        guard thread.composer.isEmpty || comparison.asked == nil else {
            return say("another message is being written; empty it first", .warning)
        }
        if thread.composer.isEmpty, let last = thread.entries.last(where: \.isMessage), last.message.role == .user,
            let index = thread.index(of: last.id)
        {
            rememberMoment()
            thread.tree.leave(from: index, keeping: .originals)
            thread.composer.take(last.message)
            isSessionDirty = true
        }
        thread.cursor = .composer
        layers.change(ComparePage.self) { $0.isWriting = true }
    }

    /// Makes the config of the column that keys are about the draft.
    package mutating func takeComparedConfig() {
        guard let column = comparison?.focused else { return }
        let recipe = column.recipe
        do throws(FieldError) {
            if case .version(let version) = recipe.source { versionLoaded(version) }
            var config = try recipe.config(of: draft.config)
            if let provider = recipe.provider { config.provider = provider }
            guard config != draft.config else {
                if case .draft = recipe.source { say("column \(column.label) is the draft already") }
                return
            }
            settleFields()
            changeConfig { $0 = config }
            say("The config of column \(column.label) is the draft now.")
        } catch {
            say(error.description, .error)
        }
    }

    /// Opens the log of the answer that is looked at.
    package mutating func openComparedLog() {
        guard let column = comparison?.focused else { return }
        guard let id = column.current?.run.logID else {
            return say("column \(column.label) has no log yet", .warning)
        }
        askForLog(id)
    }

    /// Copies the text of the answer that is looked at.
    package mutating func copyComparedAnswer() {
        guard let message = comparison?.focused?.current?.message, !message.text.isEmpty else {
            return say("this answer has no text", .warning)
        }
        ask(.terminal(.copy(message.text)))
    }
}

extension ComparedAnswer {
    /// The answer as a message of the thread.
    fileprivate var entry: ThreadEntry {
        var entry = ThreadEntry(id: ThreadTree.root, message: message, facts: facts)
        entry.failure = run.reply.error
        entry.alternatives = run.reply.choices.dropFirst().map(\.message)
        return entry
    }
}
