/// What is known about a model. A field is nil if it is not known.
package struct ModelInfo: Sendable, Hashable {
    /// The name as the provider spells it.
    package var name: String
    /// The kind of model; `chat` for all that a playground can use.
    package var mode: String?
    /// In tokens.
    package var maxInputTokens: Int?
    /// In tokens.
    package var maxOutputTokens: Int?
    /// US dollars for one token of the prompt.
    package var inputPrice: Double?
    /// US dollars for one token of the answer.
    package var outputPrice: Double?
    /// US dollars for a prompt token from the provider's cache.
    package var cachedInputPrice: Double?
    /// Whether the model accepts images.
    package var supportsVision: Bool?
    /// Whether the model calls tools.
    package var supportsTools: Bool?
    /// Whether the model calls several tools in one answer.
    package var supportsParallelTools: Bool?
    /// Whether the model accepts a `json_schema`.
    package var supportsResponseSchema: Bool?
    /// Whether the model reasons before it answers.
    package var supportsReasoning: Bool?
    /// Whether the effort `none` turns reasoning off.
    package var supportsNoReasoning: Bool?
    /// The effort of a request that gives none.
    package var defaultReasoningEffort: String?
    /// The paths at which the model answers, `/v1` included; nil if they are not known.
    package var endpoints: [String]?
    /// The date on which the model is retired, such as `2026-10-23`.
    package var deprecationDate: String?

    /// Makes a model of which only the name is known.
    package init(name: String) { self.name = name }

    /// Whether more than the name is known.
    package var isDescribed: Bool { mode != nil }
}
