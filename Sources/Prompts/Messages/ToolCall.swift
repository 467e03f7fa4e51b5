public import JSON

/// A call of a tool that an assistant message makes.
public struct ToolCall: Sendable, Hashable {
    /// The call's id: the `tool` message with this ``Message/toolCallID`` answers it. The id of the item that it came in, where a
    /// dialect has items, is the block's ``Message/Origin/itemID``.
    public var id: String
    /// The tool to call; nothing says that it exists.
    public var name: String
    /// JSON text as received: it may be empty, cut off, not JSON at all, or break the tool's schema.
    public var arguments: String
    /// Keys that Étude does not know, kept as they came, such as Gemini's `extra_content`; also the `type` of a call that is
    /// not of a function.
    public var other: JSONObject

    /// A call of these parts.
    public init(id: String, name: String, arguments: String, other: JSONObject = JSONObject()) {
        self.id = id
        self.name = name
        self.arguments = arguments
        self.other = other
    }

    /// Whether it calls a tool of type `custom`, whose arguments are any text.
    public var isCustom: Bool { other["type"]?.stringValue == "custom" }
}
