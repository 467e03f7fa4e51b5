import Prompts
import RequestCore
import TextUI

/// Going on with what a comparison has shown.
extension AppState {
    /// Puts the answer that is looked at into the thread, after the question that it answers.
    package mutating func takeComparedAnswer() {
        guard let comparison, let column = comparison.focused else { return }
        guard let answer = column.current, let facts = answer.facts, let asked = comparison.asked else {
            let isUnderWay = column.isUnderWay
            return say(
                isUnderWay ? "column \(column.label) is still answering" : "column \(column.label) has no answer yet",
                .warning)
        }
        guard answer.canBeTaken else { return say("this answer is empty; press r to ask again", .warning) }
        guard run == nil else { return say("a run is in progress; press Esc to stop it", .warning) }
        settleTyping()
        guard thread.messages.starts(with: asked) else {
            return say("The thread has changed since this was asked. Run the columns again first.", .warning)
        }
        rememberMoment()
        let end = thread.entries.indices.filter { thread.entries[$0].isMessage }.dropFirst(asked.count).first
        if let end { thread.entries.removeSubrange(end...) }
        thread.results = thread.results.filter { thread.index(of: $0.key.entry) != nil }
        thread.append(answer.run.reply, facts: facts)
        layers.remove(ComparePage.self)
        isSessionDirty = true
        saveSession()
        beginTyping()
        let key = settings.keymap.label(of: "undo") ?? "undo"
        say("The answer of column \(column.label) is in the thread now; \(key) takes it back.")
    }

    /// Moves the question back into the message being written, to change it and ask again.
    package mutating func editQuestion() {
        guard let comparison, !comparison.isUnderWay else {
            return say("columns are still answering; press Esc to stop them", .warning)
        }
        guard run == nil else { return say("a run is in progress; press Esc to stop it", .warning) }
        settleTyping()
        guard thread.composer.isEmpty || comparison.asked == nil else {
            return say("another message is being written; empty it first", .warning)
        }
        if thread.composer.isEmpty, let last = thread.entries.last(where: \.isMessage), last.message.role == .user,
            let index = thread.index(of: last.id)
        {
            rememberMoment()
            thread.entries.removeSubrange(index...)
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
