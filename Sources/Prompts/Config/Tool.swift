public import JSON

/// A function that the model may call.
public struct Tool: Sendable, Hashable {
    /// The name, as written; the API takes `^[a-zA-Z0-9_-]{1,64}$`.
    public var name: String
    /// The purpose of the tool; the model reads it.
    public var description: String?
    /// Whether arguments must keep to the schema; not sent when nil.
    public var strict: Bool?
    /// The JSON Schema of the arguments, as written; nil for a tool without arguments.
    public var parameters: JSONValue?
    /// Whether the tool is sent and part of the version. A disabled tool stays in the file and the draft.
    public var isEnabled: Bool
    /// The JSON of a tool that is not a function, such as `custom`; the other fields then only name the tool.
    public var raw: JSONValue?

    /// Makes a tool, enabled unless said otherwise.
    public init(
        name: String, description: String? = nil, strict: Bool? = nil, parameters: JSONValue? = nil,
        isEnabled: Bool = true, raw: JSONValue? = nil
    ) {
        self.name = name
        self.description = description
        self.strict = strict
        self.parameters = parameters
        self.isEnabled = isEnabled
        self.raw = raw
    }
}

/// Which tools the model may or must call.
public enum ToolChoice: Sendable, Hashable {
    case auto, none, required
    case function(name: String)
    /// Any other form (`allowed_tools`, `custom`), as its JSON.
    case other(JSONValue)
}
