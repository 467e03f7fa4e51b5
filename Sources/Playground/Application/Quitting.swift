import Prompts
import RequestCore

/// Leaving the playground, and what becomes of what is typed.
extension AppState {
    /// Settles and saves everything, then asks for the end.
    package mutating func quit() {
        if focus == .config { leaveConfig() }
        settleRow()
        settleTyping()
        if run != nil {
            stopRun()
            run?.endNow()
            finishRun()
        }
        endComparison()
        saveSession(touches: true)
        ask(.terminal(.quit))
    }

    /// Quits. While an evaluation runs, it asks once before.
    mutating func quitOrAsk() {
        guard !grids.running.isEmpty, !asksToQuit else { return quit() }
        asksToQuit = true
        let key = settings.keymap.label(of: "quit") ?? "^Q"
        say("An evaluation is running. \(key) again stops it and quits; what was answered is kept.", .warning)
    }

    mutating func stopOrAskToQuit() {
        if run != nil { return stopRun() }
        if stopEvaluation() { return }
        if isComparing { return stopComparison() }
        if let proposal = layers.top as? Proposal, proposal.isAsking { return leaveLayer() }
        if asksToQuit { return quit() }
        asksToQuit = true
        return say("Press ^C again to quit. Nothing will be lost.")
    }

    /// Why quitting now would lose something; nil where it would not, or where the person accepts it.
    package var lossOnQuit: String? {
        if acceptsLoss { return nil }
        if let unsavedBecause { return unsavedBecause }
        let snapshot = SessionSnapshot(self)
        let hasText =
            !snapshot.tree.path.isEmpty || !snapshot.writing.composer.isEmpty || !snapshot.writing.results.isEmpty
            || snapshot.writing.editor != nil || draft.config != draft.base || draft.isTextEdited
        return !canSaveSession && hasText ? "this session is not being saved" : nil
    }

    /// Asks once more before anything is lost.
    mutating func refuseToQuit() {
        guard let why = lossOnQuit else { return }
        acceptsLoss = true
        let key = settings.keymap.label(of: "quit") ?? "^Q"
        let ways = storeFailure == nil ? "" : ". " + waysToKeep
        say("Not saved. Press \(key) again to quit without saving: \(why)\(ways)", .error)
    }

    /// Says that nothing of this session stays, and does not try to save it.
    mutating func storeIsTemporary(_ sentence: String) {
        canSaveSession = false
        storeFailure = sentence
        say("Nothing of this session will be kept: \(sentence). \(waysToKeep)", .error)
    }

    /// How to keep by hand what is only in memory.
    private var waysToKeep: String {
        let save = settings.keymap.label(of: "file.save") ?? "^S"
        let export = settings.keymap.label(of: "logs.export") ?? "e"
        return "\(save) saves the prompt as a file, \(export) in the logs writes runs to one."
    }

    mutating func sessionSaved(_ document: Int, _ conversation: String?) {
        if let conversation {
            history.note(conversation, of: document)
            if draft.documentID == document { draft.conversation = conversation }
        }
        guard unsavedBecause != nil else { return }
        unsavedBecause = nil
        say("The session is saved again.")
    }

    /// Notes that what changed is not saved; another attempt follows. A failure that goes on is told once.
    mutating func sessionNotSaved(_ sentence: String) {
        isSessionDirty = true
        guard unsavedBecause != sentence else { return }
        unsavedBecause = sentence
        say("The session was not saved: \(sentence)", .error)
    }
}
