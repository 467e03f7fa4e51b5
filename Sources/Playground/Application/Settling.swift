package import Prompts

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

    /// Takes a stored version that was asked for. Where it is the version of a log just taken, the footer goes on saying so.
    mutating func versionLoaded(_ version: Version) {
        let isOfLog = takeThread(for: version) && notice != nil
        takeVersion(version)
        if !isOfLog { say("restored v\(version.number) \(version.id.short)") }
    }

    /// Takes a stored version into the draft. That of another prompt comes without file and values.
    private mutating func takeVersion(_ version: Version) {
        settleAll()
        rememberMoment()
        if version.prompt != draft.name {
            draft = Draft(name: version.prompt, config: version.config)
            draft.documentID = nextSerial()
            ask(.version(.list(prompt: version.prompt)))
        }
        draft.restore(version)
        repairCursor()
        settle()
    }
}
