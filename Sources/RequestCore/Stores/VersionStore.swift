package import Prompts

/// Keeps the versions of prompts.
package protocol VersionStore: Sendable {
    /// Saves a content as a version of a prompt. Content that is a version of the prompt already stays that version.
    ///
    /// - Parameter parent: the version that the content was made from.
    func save(_ content: VersionContent, prompt: String, parent: VersionID?) async throws -> SavedVersion
    /// The versions of a prompt, newest first.
    func versions(ofPrompt prompt: String) async throws -> [VersionSummary]
    /// What the versions of a prompt change against their parents. One that cannot be read is left out.
    func changes(ofPrompt prompt: String) async throws -> [VersionID: VersionChange]
    /// The version with this id under this prompt; nil where there is none.
    func version(_ id: VersionID, prompt: String) async throws -> Version?
    /// The version that a REF names.
    ///
    /// - Throws: ``FieldError`` in the person's words when the REF names nothing, or several.
    func resolve(_ reference: Reference) async throws -> Version
    /// The stored prompts with their newest version, most recent first, without those that are deleted.
    func prompts() async throws -> [PromptSummary]
}

extension VersionStore {
    /// Saves a config as a version of a prompt; see ``save(_:prompt:parent:)-(VersionContent,_,_)``.
    package func save(_ config: Config, prompt: String, parent: VersionID?) async throws -> SavedVersion {
        try await save(VersionContent(config), prompt: prompt, parent: parent)
    }
}
