import Prompts
package import RequestCore
import TextUI

/// Prompts as a whole: begun, renamed, copied, archived, deleted.
extension AppState {
    /// An empty prompt; what there was can be come back to by undo.
    package mutating func newPrompt() {
        guard !isBusy(then: "begin another prompt") else { return }
        beginPrompt()
        say("new prompt; saving asks for its name")
    }

    private mutating func beginPrompt() {
        let model = settings.providers.resolved(nil).provider?.defaultModel
        begin(PromptDocument(config: Config(model: model)))
    }

    package mutating func openRename() {
        guard !isBusy(then: "rename") else { return }
        layers.push(LineInput.rename(draft.name))
        ask(.prompts(.list))
    }

    package mutating func openDuplicate() {
        layers.push(LineInput.duplicate(as: draft.name + "-2"))
        ask(.prompts(.list))
    }

    /// Gives the prompt another name, unless another one was opened meanwhile.
    mutating func rename(_ old: String, to name: String) {
        guard old == draft.name else { return }
        settleFields()
        settleTyping()
        ask(.prompts(.rename(old, to: name)))
    }

    /// Goes on with a copy of the prompt under another name.
    mutating func duplicate(as name: String) {
        settleFields()
        settleTyping()
        rememberMoment()
        if let folder = draftFolder {
            draft.config = PromptDocument(config: draft.config).rootingImages(from: folder).config
        }
        saveSession()
        draft.documentID = nextSerial()
        draft.conversation = nil
        draft.becomesCopy(named: name)
        draftReplaced()
        say("this is \(Sanitiser.oneLine(name)) now; the other one stays as it is")
    }

    package mutating func promptRenamed(_ old: String, to name: String) {
        guard draft.name == old else { return }
        let listed = versions
        draft.wasRenamed(to: name)
        versions = listed
        isSessionDirty = true
        let file = draft.path.map { "; a save writes the name into \(Sanitiser.oneLine(Self.lastPiece($0)))" } ?? ""
        ask(.version(.list(prompt: name)))
        saveSession()
        say("renamed to \(Sanitiser.oneLine(name))\(file)")
    }

    /// Puts the draft's prompt away, or takes it back.
    package mutating func movePrompt(_ move: PromptMove) {
        let name = draft.name
        guard move == .delete else { return ask(.prompts(.move(name, move))) }
        guard !isBusy(then: "delete") else { return }
        beginPrompt()
        deletedPrompt = name
        ask(.prompts(.move(name, .delete)))
    }

    package mutating func promptMoved(_ name: String, _ move: PromptMove) {
        let name = Sanitiser.oneLine(name)
        switch move {
        case .archive: return say("archived \(name); the Open list shows it under archived")
        case .unarchive, .undelete: return say("\(name) is unarchived")
        case .delete:
            let key = settings.keymap.label(of: "undo") ?? "undo"
            return say("deleted \(name); \(key) restores it. Files on disk stay as they are", .warning)
        }
    }
}
