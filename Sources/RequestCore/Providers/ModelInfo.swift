/// What is known of a model. A field is nil where nothing is known.
public struct ModelInfo: Sendable, Hashable {
    /// As the provider spells it.
    public var name: String
    /// `chat` for all that a playground can use.
    public var mode: String?
    /// In tokens.
    public var maxInputTokens: Int?
    /// In tokens.
    public var maxOutputTokens: Int?
    /// US dollars for one token, as the next two.
    public var inputPrice: Double?
    /// US dollars for one token of the answer.
    public var outputPrice: Double?
    /// For a prompt token that the provider had in its cache.
    public var cachedInputPrice: Double?
    /// Whether it takes images.
    public var supportsVision: Bool?
    /// Whether it calls tools.
    public var supportsTools: Bool?
    /// Whether it calls several tools in one answer.
    public var supportsParallelTools: Bool?
    /// Answers by a `json_schema`.
    public var supportsResponseSchema: Bool?
    /// Whether it thinks before it answers.
    public var supportsReasoning: Bool?
    /// Whether reasoning can be switched off by the effort `none`.
    public var supportsNoReasoning: Bool?
    /// The effort where the request says none.
    public var defaultReasoningEffort: String?
    /// Whether chat completions is among its endpoints.
    public var hasChatEndpoint: Bool?
    /// `2026-10-23`: from then on it is retired.
    public var deprecationDate: String?

    /// A model of which nothing is known but the name.
    public init(name: String) { self.name = name }

    /// Whether the map of models has more than the name.
    public var isDescribed: Bool { mode != nil }
}
