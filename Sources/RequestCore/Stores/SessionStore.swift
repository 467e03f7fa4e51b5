package import JSON

/// Stores what the playground shows whatever the conversation is: the theme, and whether the logs are open.
package protocol SessionStore: Sendable {
    /// What was stored last; nil on the first start.
    func loadSession() async throws -> JSONValue?
    func saveSession(_ session: JSONValue) async throws
}
