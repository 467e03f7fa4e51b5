/// What becomes of a stored prompt as a whole.
public enum PromptMove: String, Sendable, Hashable, CaseIterable {
    /// Out of the way: it can be opened and named as before.
    case archive
    case unarchive
    /// Neither listed nor found. For a week it can be brought back, then it is removed with its logs.
    case delete
    /// Back to where it was, which may be the archive.
    case undelete
}

/// Changes of prompts as a whole.
public protocol PromptKeeper: Sendable {
    /// Gives a prompt, with its versions, deployments and logs, another name.
    ///
    /// - Throws: ``FieldError`` where there is no such prompt, or one of that name already.
    func rename(prompt: String, to name: String) async throws
    /// Archives or deletes a prompt, or takes it back.
    ///
    /// - Throws: ``FieldError`` where there is no such prompt, or it was deleted and is not to be brought back.
    func move(prompt: String, _ move: PromptMove) async throws
}
