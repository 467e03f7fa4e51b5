public import JSON

/// A function that the model may call.
public struct Tool: Sendable, Hashable {
    /// `^[a-zA-Z0-9_-]{1,64}$` for the API; kept as written here.
    public var name: String
    /// What the tool is for; the model reads it.
    public var description: String?
    /// Whether arguments must keep to the schema; not sent when nil.
    public var strict: Bool?
    /// JSON Schema of the arguments, as written; nil for a tool without any.
    public var parameters: JSONValue?
    /// A disabled tool stays in the file and the draft, but is neither sent nor part of the version.
    public var isEnabled: Bool
    /// A tool that is not a function (`custom`, and whatever comes next), as the JSON it was; the other fields then only name it.
    public var raw: JSONValue?

    /// A tool, enabled unless said otherwise.
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

/// Whether and what the model has to call.
public enum ToolChoice: Sendable, Hashable {
    case auto, none, required
    case function(name: String)
    /// Any other form (`allowed_tools`, `custom`), as the JSON it was.
    case other(JSONValue)
}
