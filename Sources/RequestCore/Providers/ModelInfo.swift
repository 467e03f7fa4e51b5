/// What is known about a model. A field is nil if it is not known.
public struct ModelInfo: Sendable, Hashable {
    /// The name as the provider spells it.
    public var name: String
    /// The kind of model; `chat` for all that a playground can use.
    public var mode: String?
    /// In tokens.
    public var maxInputTokens: Int?
    /// In tokens.
    public var maxOutputTokens: Int?
    /// US dollars for one token of the prompt.
    public var inputPrice: Double?
    /// US dollars for one token of the answer.
    public var outputPrice: Double?
    /// US dollars for a prompt token from the provider's cache.
    public var cachedInputPrice: Double?
    /// Whether the model accepts images.
    public var supportsVision: Bool?
    /// Whether the model calls tools.
    public var supportsTools: Bool?
    /// Whether the model calls several tools in one answer.
    public var supportsParallelTools: Bool?
    /// Whether the model accepts a `json_schema`.
    public var supportsResponseSchema: Bool?
    /// Whether the model reasons before it answers.
    public var supportsReasoning: Bool?
    /// Whether the effort `none` turns reasoning off.
    public var supportsNoReasoning: Bool?
    /// The effort of a request that gives none.
    public var defaultReasoningEffort: String?
    /// The paths at which the model answers, `/v1` included; nil if they are not known.
    public var endpoints: [String]?
    /// The date on which the model is retired, such as `2026-10-23`.
    public var deprecationDate: String?

    /// Makes a model of which only the name is known.
    public init(name: String) { self.name = name }

    /// Whether more than the name is known.
    public var isDescribed: Bool { mode != nil }
}
