package import Prompts

/// Stores versions.
package protocol VersionStore: Sendable {
    /// Saves a config as a version of a prompt. If the prompt already has a version with this content, it is that
    /// version.
    ///
    /// - Parameter parent: the version that it was made from.
    func save(_ config: Config, prompt: String, parent: VersionID?) async throws -> Version
    /// The versions of a prompt, newest first.
    func versions(ofPrompt prompt: String) async throws -> [VersionSummary]
    /// The version with this id of this prompt.
    func version(_ id: VersionID, prompt: String) async throws -> Version?
    /// The version that a REF names. Throws a readable ``FieldError`` if it names none, or several.
    func resolve(_ reference: Reference) async throws -> Version
    /// The stored prompts with their newest version, most recent first, without deleted ones.
    func prompts() async throws -> [PromptSummary]
}
