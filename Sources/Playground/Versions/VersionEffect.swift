package import Prompts
package import RequestCore

/// What is asked about versions.
package enum VersionEffect: Sendable, Hashable {
    case save(VersionContent, prompt: String, parent: VersionID?)
    /// Loads a version for the draft; `opens` takes the conversation of its prompt, too.
    case load(VersionID, prompt: String, opens: Bool = false)
    case list(prompt: String)
    /// Loads what the logs say about a prompt's versions, and where they are deployed.
    case loadFacts(prompt: String)
    case compare(ComparedSide, ComparedSide, prompt: String)
    case annotate(VersionID, prompt: String, name: String?, note: String?)
    case deploy(PlannedMove, prompt: String, by: String)
}

/// What becomes of versions.
package enum VersionAction: Sendable {
    case saved(prompt: String, SavedVersion)
    /// A version that was loaded for the draft, with the conversation of its prompt where that is opened.
    case loaded(Version, TakenConversation? = nil, ThreadTree? = nil)
    case listed(prompt: String, [VersionSummary])
    case factsLoaded(prompt: String, VersionFacts)
    /// The difference between two versions, by their names.
    case compared(String, String, ConfigDiff)
    case deployed(prompt: String, DeployedVersion)
}
