import Prompts
package import RequestCore
import TextUI

/// Prompts as a whole: begun, renamed, copied, archived, deleted.
extension AppState {
    /// An empty prompt; what there was can be come back to by undo.
    package mutating func newPrompt() -> [Effect] {
        guard run == nil else { return say("a run is under way; Esc stops it, then begin another prompt", .warning) }
        let model = settings.providers.resolved(nil).provider?.defaultModel
        return open(PromptDocument(config: Config(model: model)), path: nil) + say("a new prompt; a save names it")
    }

    package mutating func openRename() -> [Effect] {
        guard run == nil else { return say("a run is under way; Esc stops it, then rename", .warning) }
        return openNaming(.rename(draft.name), text: draft.name)
    }

    package mutating func openDuplicate() -> [Effect] { openNaming(.duplicate, text: draft.name + "-2") }

    private mutating func openNaming(_ purpose: LineInput.Purpose, text: String) -> [Effect] {
        overlays.append(.line(LineInput(purpose, text: text)))
        return [.loadPrompts]
    }

    /// Takes the name that was typed; one that cannot be, or is taken, leaves the dialog open.
    mutating func takeName(_ name: String, from input: LineInput) -> [Effect] {
        guard Reference.canBePrompt(name) else { return say(Reference.notAPrompt(Sanitiser.oneLine(name)), .error) }
        guard !input.prompts.contains(where: { $0.name == name }) else {
            return say("there is a prompt '\(Sanitiser.oneLine(name))' already", .error)
        }
        var effects = closeOverlay()
        if case .rename(let old) = input.purpose {
            if old != draft.name { return effects }
            return effects + settleFields() + settleTyping() + [.renamePrompt(old, to: name)]
        }
        effects += settleFields() + settleTyping()
        rememberMoment()
        if let folder = draftFolder {
            draft.config = PromptDocument(config: draft.config).rootingImages(from: folder).config
        }
        draft.documentID = nextSerial()
        draft.name = name
        draft.isNameInFile = true
        draft.path = nil
        draft.fingerprint = nil
        draft.version = nil
        draft.settledID = nil
        draft.parentID = nil
        versions = []
        isSessionDirty = true
        return effects + settle() + [.loadVersions(prompt: name)] + saveSession()
            + say("this is \(Sanitiser.oneLine(name)) now; the other one stays as it is")
    }

    package mutating func promptRenamed(_ old: String, to name: String) -> [Effect] {
        guard draft.name == old else { return [] }
        draft.name = name
        draft.isNameInFile = true
        isSessionDirty = true
        let file = draft.path.map { "; a save writes the name into \(Sanitiser.oneLine(Self.lastPiece($0)))" } ?? ""
        return [.loadVersions(prompt: name)] + saveSession() + say("renamed to \(Sanitiser.oneLine(name))\(file)")
    }

    /// Puts the draft's prompt away, or takes it back.
    package mutating func movePrompt(_ move: PromptMove) -> [Effect] {
        let name = draft.name
        guard move == .delete else { return [.movePrompt(name, move)] }
        guard run == nil else { return say("a run is under way; Esc stops it, then delete", .warning) }
        let effects = [Effect.movePrompt(name, .delete)]
        let opened = newPrompt()
        deletedPrompt = name
        return opened.filter { if case .wake = $0 { false } else { true } } + effects
    }

    package mutating func promptMoved(_ name: String, _ move: PromptMove) -> [Effect] {
        let name = Sanitiser.oneLine(name)
        switch move {
        case .archive: return say("archived \(name): the list of Open has it under archived")
        case .unarchive, .undelete: return say("\(name) is among the prompts again")
        case .delete:
            let key = settings.keymap.label(of: "undo") ?? "undo"
            return say("deleted \(name); \(key) brings it back. Files stay as they are", .warning)
        }
    }
}
