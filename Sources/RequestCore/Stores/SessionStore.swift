package import JSON

/// Stores the state of the playground between sessions.
package protocol SessionStore: Sendable {
    /// The last session's state; nil on the first start.
    func loadSession() async throws -> JSONValue?
    func saveSession(_ session: JSONValue) async throws
}
