/// What is known about a model. A field is nil if it is not known.
package struct ModelInfo: Sendable, Hashable {
    /// When a model of OpenAI's has to be asked by the Responses API.
    package enum ResponsesNeed: String, Sendable, Hashable {
        /// Chat completions does not offer it.
        case always
        /// With any function tool.
        case tools
        /// With a function tool, unless the effort of reasoning is `none`.
        case toolsWhileReasoning = "tools-while-reasoning"
    }

    /// The name as the provider spells it.
    package var name: String
    /// The preset of the provider that makes or serves it.
    package var provider: String?
    /// The kind of model; `chat` for all that a playground can use, `responses` for those on the Responses API only.
    package var mode: String?
    /// In tokens.
    package var maxInputTokens: Int?
    /// In tokens.
    package var maxOutputTokens: Int?
    /// The prices of tokens by tier and length.
    package var prices: [ModelPrice] = []
    /// Why the prices do not tell what an answer costs, such as cheaper hours; nil if they do.
    package var pricesVary: String?
    /// Whether the model accepts images.
    package var supportsVision: Bool?
    /// Whether the model accepts PDF files.
    package var supportsPDF: Bool?
    /// Whether the model calls tools.
    package var supportsTools: Bool?
    /// Whether the model can be made to call a tool.
    package var supportsForcedTools: Bool?
    /// Whether the model calls several tools in one answer.
    package var supportsParallelTools: Bool?
    /// Whether the model accepts a `json_schema`.
    package var supportsResponseSchema: Bool?
    /// Whether the model accepts fields for sampling, such as a temperature.
    package var supportsSampling: Bool?
    /// Whether the model reasons before it answers.
    package var supportsReasoning: Bool?
    /// Whether the effort `none` turns reasoning off.
    package var supportsNoReasoning: Bool?
    /// The effort of a request that gives none.
    package var defaultReasoningEffort: String?
    /// The paths at which the model answers, `/v1` included; nil if they are not known.
    package var endpoints: [String]?
    /// When it has to be asked by the Responses API; nil for never.
    package var needsResponses: ResponsesNeed?
    /// The date on which the model is retired, such as `2026-10-23`.
    package var deprecationDate: String?
    /// The model that its provider recommends in its place.
    package var successor: String?
    /// Where these facts come from.
    package var source: String?
    /// The page of the provider that has the prices.
    package var page: String?
    /// The date of these facts, such as `2026-11-30`.
    package var asOf: String?

    /// Makes a model of which only the name is known.
    package init(name: String) { self.name = name }

    /// Whether it is known what the model can do. Then an ability that nothing is said of is one that it lacks.
    package var hasAbilities: Bool {
        [supportsVision, supportsTools, supportsResponseSchema, supportsReasoning].contains { $0 != nil }
    }

    /// Whether more than the name is known.
    package var isDescribed: Bool { mode != nil }

    private var standardPrice: ModelPrice? { prices.first { $0.tier == nil && $0.above == 0 } }
    /// US dollars for one token of the prompt, at the standard tier.
    package var inputPrice: Double? { standardPrice?.input?.value }
    /// US dollars for one token of the answer, at the standard tier.
    package var outputPrice: Double? { standardPrice?.output?.value }
    /// US dollars for a prompt token from the provider's cache, at the standard tier.
    package var cachedInputPrice: Double? { standardPrice?.cached?.value }
}
