public import JSON

/// The part of a prompt that a version freezes: everything that shapes an answer except the conversation itself.
///
/// A field that is not set is not sent.
public struct Config: Sendable, Hashable {
    /// The name of a provider; nil leaves the choice to the settings and the environment.
    public var provider: String?
    /// The model's name as the provider knows it.
    public var model: String?
    /// The plain request fields, as written.
    public var parameters: [Parameter: JSONValue]
    /// The form that the answer must have; not sent when nil.
    public var responseFormat: ResponseFormat?
    /// The tools in the order in which they are sent, disabled ones included.
    public var tools: [Tool]
    /// Which tools the model may or must call; not sent when nil.
    public var toolChoice: ToolChoice?
    /// Request fields without a place of their own. They are merged into the request last.
    public var extra: JSONObject
    /// The messages that every run begins with; their text may hold `{{variables}}`.
    public var template: [Message]

    /// Makes a config from its parts.
    public init(
        provider: String? = nil, model: String? = nil, parameters: [Parameter: JSONValue] = [:],
        responseFormat: ResponseFormat? = nil, tools: [Tool] = [], toolChoice: ToolChoice? = nil,
        extra: JSONObject = JSONObject(), template: [Message] = []
    ) {
        self.provider = provider
        self.model = model
        self.parameters = parameters
        self.responseFormat = responseFormat
        self.tools = tools
        self.toolChoice = toolChoice
        self.extra = extra
        self.template = template
    }

    /// The tools that are sent.
    public var enabledTools: [Tool] { tools.filter(\.isEnabled) }

    /// Returns the tool with this name, enabled or not.
    public func tool(named name: String) -> Tool? { tools.first { $0.name == name } }

    /// The value of a plain request field.
    public subscript(parameter: Parameter) -> JSONValue? {
        get { parameters[parameter] }
        set { parameters[parameter] = newValue }
    }
}
