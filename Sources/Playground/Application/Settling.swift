package import Prompts
import RequestCore
import TextUI

/// How a change of the config becomes a version (Documentation/Architecture.md, "A config change").
extension AppState {
    /// Makes a new config a new version. Called when a field or message was left, a choice made, or the draft saved.
    package mutating func settle() {
        isSessionDirty = true
        if let content = draft.settle() {
            ask(.version(.save(content, prompt: draft.name, parent: draft.parentID)))
        }
        saveSession()
    }

    /// Takes what is being typed into config and messages, before the prompt is replaced. A field whose text cannot be held is
    /// given up.
    package mutating func settleAll() {
        settleFields()
        settleTyping()
        config.field = nil
    }

    package mutating func versionSaved(_ version: SavedVersion, prompt: String) {
        guard prompt == draft.name, draft.wasStored(as: version) else { return }
        ask(.version(.list(prompt: draft.name)))
    }

    /// Takes a stored version that was asked for.
    ///
    /// - Parameter taken: the conversation of another prompt, with which that prompt is opened.
    mutating func versionLoaded(_ version: Version, _ taken: TakenConversation? = nil, _ tree: ThreadTree? = nil) {
        let name = Sanitiser.oneLine(version.prompt)
        let isOther = version.prompt != draft.name
        if isOther {
            open(version, taken, tree)
        } else {
            settleAll()
            rememberMoment()
        }
        draft.restore(version)
        repairCursor()
        settle()
        let restored = "restored v\(version.number) \(version.id.short)"
        if isOther { beginTyping() }
        say(isOther && taken?.isNew == true ? "\(restored); \(Self.heldElsewhere(name))" : restored)
    }

    /// Opens another prompt, without a file, with its own conversation.
    private mutating func open(_ version: Version, _ taken: TakenConversation?, _ tree: ThreadTree?) {
        leaveDocument()
        thread = thread.emptied
        thread.composer = ThreadPane.Composer()
        draft = Draft(name: version.prompt, config: version.config)
        draft.documentID = nextSerial()
        if let conversation = taken?.conversation {
            if let stored = Draft(conversation), stored.name == version.prompt, stored.file == nil {
                let document = draft.documentID
                draft = stored
                draft.documentID = document
                // What was being changed becomes a version, so the one asked for hides nothing.
                settle()
            }
            draft.conversation = conversation.id
            restoreThread(conversation, tree)
        }
        ask(.version(.list(prompt: version.prompt)))
    }
}

extension TakenConversation {
    /// Whether a new conversation begins because another process holds the one of the prompt.
    var isNew: Bool { conversation == nil && isHeldElsewhere }
}
