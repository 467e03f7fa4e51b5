/// Stores what a person has approved, outside the files that ask for it.
public protocol ToolApprovals: Sendable {
    /// Whether exactly this was approved.
    ///
    /// - Parameter fingerprint: of a ``ToolTrust``.
    func isApproved(_ fingerprint: String) async throws -> Bool
    /// Keeps an approval. Doing it twice has no further effect.
    ///
    /// - Parameter description: what was approved, for the person.
    func approve(_ fingerprint: String, description: String) async throws
}
