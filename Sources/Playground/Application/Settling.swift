package import Prompts

/// How a change of the config becomes a version (Documentation/Architecture.md, "A config change").
extension AppState {
    /// To be called when a field or message was left, a choice made, or the draft saved: a new config is a new version.
    package mutating func settle() {
        isSessionDirty = true
        let id = draft.config.versionID
        if id != draft.settledID {
            draft.parentID = draft.settledID
            draft.settledID = id
        }
        if draft.version?.id == id { return saveSession() }
        ask(.version(.save(draft.config, prompt: draft.name, parent: draft.parentID)))
        saveSession()
    }

    /// Takes what is being typed into config and messages, before the prompt is replaced. A field whose text cannot be held is
    /// given up.
    package mutating func settleAll() {
        settleFields()
        settleTyping()
        config.field = nil
    }

    package mutating func versionSaved(_ version: Version) {
        guard version.prompt == draft.name, version.id == draft.settledID else { return }
        draft.version = Draft.SavedVersion(id: version.id, number: version.number)
        if draft.config == draft.base { draft.baseNumber = version.number }
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
            versions = []
            ask(.version(.list(prompt: version.prompt)))
        }
        draft.config = version.config
        draft.base = version.config
        draft.baseNumber = version.number
        draft.version = Draft.SavedVersion(id: version.id, number: version.number)
        draft.settledID = version.id
        draft.parentID = version.parent
        repairCursor()
        settle()
    }
}
