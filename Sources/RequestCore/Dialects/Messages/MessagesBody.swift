internal import JSON
internal import Prompts

/// Writes the body of a request, and notes what of the config has no counterpart.
///
/// What the API lacks is left out; what only this model refuses is sent, because the server has the last word.
struct MessagesBody {
    /// The limit of an answer if neither the config nor anything else gives one.
    private static let usualLimit = 4096
    /// The longest answer that Anthropic's clients ask for without streaming: more could take over ten minutes.
    private static let longestWithoutStream = 21_333

    /// Parameters without a counterpart, except `n`.
    private static let foreign: [Parameter] = [
        .presencePenalty, .frequencyPenalty, .seed, .verbosity, .logprobs, .topLogprobs, .logitBias,
    ]
    /// Fields of `extra` that are written elsewhere.
    private static let ownFields: Set<String> = [
        "stream", "stream_options", "tools", "output_config", "metadata", "user", "safety_identifier", "service_tier",
        LegacyFunctionCall.marker,
    ]

    /// The body.
    private(set) var json = JSONObject()
    /// What has no counterpart, or is sent as something else.
    private(set) var findings: [Finding] = []
    /// The messages as they are sent.
    let turns: MessagesTurns
    /// How the model is told to think.
    let thinking: MessagesThinking
    /// The tools as they are sent.
    let tools: MessagesTools

    private let request: RenderedRequest

    /// Writes the body of a request.
    init(_ request: RenderedRequest, imageURL: @escaping @Sendable (ImagePart) -> String) {
        self.request = request
        let config = request.config
        let model = ClaudeModel(request.model)
        tools = MessagesTools(config)
        turns = Self.turns(request, tools: .array(tools.tools), imageURL: imageURL)
        let limit = Self.limit(of: request, model)
        thinking = MessagesThinking(
            effort: config[.reasoningEffort]?.stringValue, model: model, limit: limit?.intValue ?? Self.usualLimit,
            showsText: request.asksForReasoning, isUnasked: request.asksForThinking)
        json["model"] = .string(request.model)
        json["max_tokens"] = limit
        json["system"] = turns.systemJSON
        json["messages"] = turns.messagesJSON
        if !tools.tools.isEmpty { json["tools"] = .array(tools.tools) }
        json["tool_choice"] = tools.choice.map(JSONValue.object)
        json["temperature"] = config[.temperature]
        json["top_p"] = config[.topP]
        json["stop_sequences"] = config[.stop].map { $0.stringValue == nil ? $0 : .array([$0]) }
        if !lacksThinking { json["thinking"] = thinking.thinking.map(JSONValue.object) }
        writeOutput(config)
        writePerson(config.extra)
        if request.streams { json["stream"] = true }
        writeExtra(config.extra)
        noteParameters(config)
        findings += tools.findings + turns.findings
    }

    /// The messages of a request as they are sent.
    static func turns(
        _ request: RenderedRequest, tools: JSONValue, imageURL: @escaping @Sendable (ImagePart) -> String
    ) -> MessagesTurns {
        let isBound = request.messages.contains { $0.blocks.contains { $0.origin?.prefix != nil } }
        let kept = isBound ? hashed(request, tools: tools).keeping : nil
        return MessagesTurns(request, tools: tools, kept: kept, imageURL: imageURL)
    }

    /// The messages with images by their hashes, as what is bound to them knows them.
    static func hashed(_ request: RenderedRequest, tools: JSONValue) -> MessagesTurns {
        MessagesTurns(request, tools: tools) { image in image.facts.map { "sha256:" + $0.sha256 } ?? image.url }
    }

    private static func limit(of request: RenderedRequest, _ model: ClaudeModel?) -> JSONValue? {
        if let own = request.config[.maxCompletionTokens] ?? request.config[.maxTokens] { return own }
        let most = request.info?.maxOutputTokens ?? model?.outputLimit ?? usualLimit
        return .number(JSONNumber(request.streams ? most : min(most, longestWithoutStream)))
    }

    /// Whether a tool loop goes on from an answer without thinking, which a request with a budget is refused for.
    private var lacksThinking: Bool {
        guard thinking.budget != nil, let last = turns.turns.last, last.results > 0,
            let answer = turns.turns.dropLast().last
        else { return false }
        return !["thinking", "redacted_thinking"].contains(answer.blocks.first?["type"]?.stringValue)
    }

    // MARK: Fields

    private mutating func writeOutput(_ config: Config) {
        var output = JSONObject()
        output["effort"] = thinking.effort.map(JSONValue.string)
        switch config.responseFormat {
        case nil, .text: break
        case .jsonSchema(let named):
            if let schema = named.schema {
                output["format"] = ["type": "json_schema", "schema": schema]
            } else {
                leaveOut(.output, .warning, "needs a schema here")
            }
            if named.description != nil { leaveOut(.output, .note, "the description of the schema has no place") }
        case .jsonObject: leaveOut(.output, .warning, "Messages has no JSON mode; a json_schema works")
        case .other: leaveOut(.output, .warning, "Messages takes json_schema only")
        }
        for member in config.extra["output_config"]?.objectValue?.members ?? [] { output[member.key] = member.value }
        if !output.isEmpty { json["output_config"] = .object(output) }
    }

    private mutating func writePerson(_ extra: JSONObject) {
        var person = extra["metadata"]?["user_id"]
        for key in ["safety_identifier", "user"] where extra[key] != nil { person = person ?? extra[key] }
        if let person { json["metadata"] = ["user_id": person] }
        let others = (extra["metadata"]?.objectValue?.keys ?? []).filter { $0 != "user_id" }
        if !others.isEmpty {
            leaveOut(
                .field("extra.metadata"), .note, "Messages takes user_id only, not \(others.joined(separator: ", "))")
        }
    }

    private mutating func writeExtra(_ extra: JSONObject) {
        if let tier = extra["service_tier"] {
            if ["auto", "standard_only"].contains(tier.stringValue) {
                json["service_tier"] = tier
            } else {
                leaveOut(.field("extra.service_tier"), .note, "Messages takes auto and standard_only")
            }
        }
        for member in DialectFields.sent(extra, by: .messages).members where !Self.ownFields.contains(member.key) {
            json[member.key] = member.value
        }
    }

    private mutating func noteParameters(_ config: Config) {
        for parameter in Self.foreign where config[parameter] != nil {
            leaveOut(.parameter(parameter), .warning, "Messages has no such field", config.unsetting(parameter))
        }
        if let count = config[.n]?.intValue, count > 1 {
            let text = "has no counterpart in Messages; \(count) requests are sent, each with its own log"
            findings.append(Finding(.repeatedRequest, .note, .parameter(.n), text))
        }
        if let effort = thinking.replacedEffort {
            findings.append(
                Finding(
                    .sentAsOther, .note, .parameter(.reasoningEffort),
                    "is sent as \(effort), the least that Messages has"))
        }
        if let budget = thinking.budget {
            let text =
                lacksThinking
                ? "is left out: the last answer has no thinking to go on from"
                : "is sent as a budget of \(budget) tokens for thinking"
            findings.append(Finding(.sentAsOther, .note, .parameter(.reasoningEffort), text))
        }
    }

    private mutating func leaveOut(
        _ place: Finding.Place, _ severity: Finding.Severity, _ why: String, _ fix: Finding.Fix? = nil
    ) {
        findings.append(Finding(.noCounterpart, severity, place, "is left out: \(why)", fix: fix))
    }
}
