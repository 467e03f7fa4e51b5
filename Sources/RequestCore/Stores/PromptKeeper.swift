/// A change of a stored prompt as a whole.
package enum PromptMove: String, Sendable, Hashable, CaseIterable {
    /// Moves the prompt out of the way. It can be opened and named as before.
    case archive
    case unarchive
    /// Neither lists nor finds the prompt any more. It can be restored for a week; then it is removed with its logs.
    case delete
    /// Restores the prompt to where it was, which may be the archive.
    case undelete
}

/// Changes of prompts as a whole.
package protocol PromptKeeper: Sendable {
    /// Renames a prompt with its versions, deployments and logs.
    ///
    /// - Throws: ``FieldError`` if there is no such prompt, or if the name is taken.
    func rename(prompt: String, to name: String) async throws
    /// Archives, deletes or restores a prompt.
    ///
    /// - Throws: ``FieldError`` if there is no such prompt, or if it was deleted and is not being restored.
    func move(prompt: String, _ move: PromptMove) async throws
}
