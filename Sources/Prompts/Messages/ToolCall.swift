/// One entry of an assistant message's `tool_calls`.
public struct ToolCall: Sendable, Hashable {
    /// Answered by the `tool` message with this `tool_call_id`.
    public var id: String
    /// The tool to call; nothing says that it exists.
    public var name: String
    /// JSON text as received: it may be empty, cut off, not JSON at all, or break the tool's schema.
    public var arguments: String

    /// A call of these parts.
    public init(id: String, name: String, arguments: String) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }
}
