package import Prompts

/// How a change of the config becomes a version (Documentation/Architecture.md, "A config change").
extension AppState {
    /// To be called when a field or message was left, a choice made, or the draft saved: a new config is a new version.
    package mutating func settle() -> [Effect] {
        isSessionDirty = true
        let id = draft.config.versionID
        if id != draft.settledID {
            draft.parentID = draft.settledID
            draft.settledID = id
        }
        if draft.version?.id == id { return saveSession() }
        return [.saveVersion(draft.config, prompt: draft.name, parent: draft.parentID)] + saveSession()
    }

    /// Takes what is being typed into config and messages, before the prompt is replaced. A field whose text cannot be held is
    /// given up.
    package mutating func settleAll() -> [Effect] {
        let effects = settleFields() + settleTyping()
        config.field = nil
        return effects
    }

    package mutating func versionSaved(_ version: Version) -> [Effect] {
        guard version.prompt == draft.name, version.id == draft.settledID else { return [] }
        draft.version = Draft.SavedVersion(id: version.id, number: version.number)
        if draft.config == draft.base { draft.baseNumber = version.number }
        return [.loadVersions(prompt: draft.name)]
    }

    /// Takes a stored version into the draft, as F4 and the version list do. That of another prompt comes without file and values.
    package mutating func restoreVersion(_ version: Version) -> [Effect] {
        var effects = settleAll()
        rememberMoment()
        if version.prompt != draft.name {
            draft = Draft(name: version.prompt, config: version.config)
            draft.documentID = nextSerial()
            versions = []
            effects.append(.loadVersions(prompt: version.prompt))
        }
        draft.config = version.config
        draft.base = version.config
        draft.baseNumber = version.number
        draft.version = Draft.SavedVersion(id: version.id, number: version.number)
        draft.settledID = version.id
        draft.parentID = version.parent
        repairCursor()
        return effects + settle() + say("restored v\(version.number) \(version.id.short)")
    }
}
