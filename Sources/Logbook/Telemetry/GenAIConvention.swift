/// The names that OpenTelemetry has for generative AI.
///
/// From open-telemetry/semantic-conventions-genai at 024a4f9 (`docs/gen-ai/client-inference.md`, `model/gen-ai`), read on 30 November
/// 2026. All of it is still in development there, so the names are in this file and in no other.
enum GenAIConvention {
    /// How the value of a request's field is written.
    enum Kind {
        case double, int, bool, text, texts
    }

    static let operationName = "gen_ai.operation.name"
    static let chat = "chat"
    static let executeTool = "execute_tool"
    static let providerName = "gen_ai.provider.name"
    static let requestModel = "gen_ai.request.model"
    static let requestStream = "gen_ai.request.stream"
    static let choiceCount = "gen_ai.request.choice.count"
    static let reasoningLevel = "gen_ai.request.reasoning.level"
    static let outputType = "gen_ai.output.type"
    static let responseID = "gen_ai.response.id"
    static let responseModel = "gen_ai.response.model"
    static let finishReasons = "gen_ai.response.finish_reasons"
    /// Seconds.
    static let timeToFirstChunk = "gen_ai.response.time_to_first_chunk"
    static let inputTokens = "gen_ai.usage.input_tokens"
    static let outputTokens = "gen_ai.usage.output_tokens"
    static let cacheReadTokens = "gen_ai.usage.cache_read.input_tokens"
    static let cacheWriteTokens = "gen_ai.usage.cache_write.input_tokens"
    static let reasoningTokens = "gen_ai.usage.reasoning.output_tokens"
    static let conversationID = "gen_ai.conversation.id"
    static let promptName = "gen_ai.prompt.name"
    static let promptVersion = "gen_ai.prompt.version"
    /// The name of a variable follows.
    static let promptVariable = "gen_ai.prompt.variable."
    static let systemInstructions = "gen_ai.system_instructions"
    static let inputMessages = "gen_ai.input.messages"
    static let outputMessages = "gen_ai.output.messages"
    static let toolDefinitions = "gen_ai.tool.definitions"
    static let toolName = "gen_ai.tool.name"
    static let toolType = "gen_ai.tool.type"
    static let toolCallID = "gen_ai.tool.call.id"
    static let toolDescription = "gen_ai.tool.description"
    static let toolCallArguments = "gen_ai.tool.call.arguments"
    static let toolCallResult = "gen_ai.tool.call.result"
    static let evaluationEvent = "gen_ai.evaluation.result"
    static let evaluationName = "gen_ai.evaluation.name"
    static let evaluationScore = "gen_ai.evaluation.score.value"
    static let evaluationLabel = "gen_ai.evaluation.score.label"
    static let evaluationExplanation = "gen_ai.evaluation.explanation"
    static let errorType = "error.type"
    static let serverAddress = "server.address"
    static let serverPort = "server.port"
    static let resendCount = "http.request.resend_count"
    static let apiType = "openai.api.type"
    static let systemFingerprint = "openai.response.system_fingerprint"
    static let requestServiceTier = "openai.request.service_tier"
    static let serviceTier = "openai.response.service_tier"

    /// What has no name there.
    static let logID = "etude.log.id"
    static let versionNumber = "etude.version.number"
    static let cost = "etude.cost_usd"
    static let source = "etude.source"

    /// The fields of a request's body with a name of their own, in each dialect's words.
    static let requestFields: [(field: String, attribute: String, kind: Kind)] = [
        ("temperature", "gen_ai.request.temperature", .double), ("top_p", "gen_ai.request.top_p", .double),
        ("top_k", "gen_ai.request.top_k", .double), ("max_tokens", "gen_ai.request.max_tokens", .int),
        ("max_completion_tokens", "gen_ai.request.max_tokens", .int),
        ("max_output_tokens", "gen_ai.request.max_tokens", .int), ("seed", "gen_ai.request.seed", .int),
        ("frequency_penalty", "gen_ai.request.frequency_penalty", .double),
        ("presence_penalty", "gen_ai.request.presence_penalty", .double),
        ("stop", "gen_ai.request.stop_sequences", .texts), ("stop_sequences", "gen_ai.request.stop_sequences", .texts),
        ("reasoning_effort", reasoningLevel, .text),
    ]

    /// The names of providers that are known there, by Étude's presets.
    static let providers = [
        "openai": "openai", "azure": "azure.ai.openai", "groq": "groq", "mistral": "mistral_ai", "deepseek": "deepseek",
        "xai": "x_ai", "gemini": "gcp.gemini", "anthropic": "anthropic",
    ]
}
