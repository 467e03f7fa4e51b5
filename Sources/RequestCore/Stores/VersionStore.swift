public import Prompts

/// Where versions are kept.
public protocol VersionStore: Sendable {
    /// Saves a config as a version of a prompt; content that is a version of it already is that version.
    ///
    /// - Parameter parent: the version that it was made from.
    func save(_ config: Config, prompt: String, parent: VersionID?) async throws -> Version
    /// Newest first.
    func versions(ofPrompt prompt: String) async throws -> [VersionSummary]
    /// The version of that id under that prompt.
    func version(_ id: VersionID, prompt: String) async throws -> Version?
    /// What a REF names. Throws ``FieldError`` in the person's words when it names nothing, or several.
    func resolve(_ reference: Reference) async throws -> Version
    /// Stored prompts with their newest version, most recent first; not those that are deleted.
    func prompts() async throws -> [PromptSummary]
}
