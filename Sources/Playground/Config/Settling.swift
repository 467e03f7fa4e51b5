package import Prompts

/// How a change of the config becomes a version (ARCHITECTURE, "A config change").
extension AppState {
    /// To be called when a field or message was left, a choice made, or the draft saved: a new config is a new version.
    package mutating func settle() -> [Effect] {
        isSessionDirty = true
        let id = draft.config.versionID
        if draft.version?.id == id { return saveSession() }
        return [.saveVersion(draft.config, prompt: draft.name, parent: parentVersion)] + saveSession()
    }

    /// The version that a new one would be made from.
    package var parentVersion: VersionID? { draft.version?.id }

    package mutating func versionSaved(_ version: Version) -> [Effect] {
        guard version.prompt == draft.name, version.id == draft.config.versionID else { return [] }
        draft.version = Draft.SavedVersion(id: version.id, number: version.number)
        if draft.config == draft.base { draft.baseNumber = version.number }
        return [.loadVersions(prompt: draft.name)]
    }

    /// Takes a stored version into the draft, as F4 and the version list do.
    package mutating func restoreVersion(_ version: Version) -> [Effect] {
        rememberMoment()
        draft.name = version.prompt
        draft.config = version.config
        draft.base = version.config
        draft.baseNumber = version.number
        draft.version = Draft.SavedVersion(id: version.id, number: version.number)
        return settle() + say("restored v\(version.number) \(version.id.short)")
    }
}
