internal import JSON
internal import Prompts

extension RuleID {
    /// The catalog has the model's name and no data about it.
    package static let modelWithoutData = RuleID("model-without-data")
    /// The model is retired.
    package static let retiredModel = RuleID("retired-model")
    /// The model will be retired.
    package static let retiringModel = RuleID("retiring-model")
    /// The endpoint does not offer the model.
    package static let modelElsewhere = RuleID("model-elsewhere")
    /// The model cannot see images.
    package static let noVision = RuleID("no-vision")
    /// The model cannot call tools.
    package static let noTools = RuleID("no-tools")
    /// The model cannot call several tools at once.
    package static let noParallelTools = RuleID("no-parallel-tools")
    /// The model does not take a schema for its answers.
    package static let noResponseSchema = RuleID("no-response-schema")
    /// The request asks for more tokens than the model gives.
    package static let outputLimit = RuleID("output-limit")
    /// The model does not reason.
    package static let noReasoning = RuleID("no-reasoning")
    /// A model that reasons takes its limit as another field.
    package static let reasoningLimit = RuleID("reasoning-limit")
    /// A model that reasons refuses a field for sampling.
    package static let reasoningSampling = RuleID("reasoning-sampling")
    /// The endpoint does not take an effort of reasoning that another one takes.
    package static let effortElsewhere = RuleID("effort-elsewhere")
    /// The model does not take tools while it reasons.
    package static let reasoningTools = RuleID("reasoning-tools")
}

extension Lint {
    /// Checks the request against what the model is known to refuse.
    ///
    /// These findings are warnings and notes only, because what the catalog says of models grows old.
    ///
    /// - Parameter dialect: chat completions, or Responses, which takes tools while a model reasons.
    static func modelFindings(
        _ info: ModelInfo, model: String, _ config: Config, _ messages: [Message], today: String,
        dialect: DialectID = .chat
    ) -> [Finding] {
        guard info.isDescribed else {
            return [Finding(.modelWithoutData, .note, .model, "\(model) is an old name without data; it may be gone")]
        }
        var findings = lifeFindings(info, model, today)
        func warn(_ rule: RuleID, _ place: Finding.Place, _ text: String, _ fix: Finding.Fix? = nil) {
            findings.append(Finding(rule, .warning, place, "\(model) " + text, fix: fix))
        }
        if dialect == .chat, info.hasChatEndpoint == false {
            warn(.modelElsewhere, .model, "is not offered by the chat-completions endpoint")
        }
        // Of some of the newest models only the name and the endpoint are known.
        func lacks(_ ability: Bool?) -> Bool { ability != true && info.hasAbilities }
        if lacks(info.supportsVision),
            messages.contains(where: { $0.role != .assistant && $0.images.contains { !$0.isDocument } })
        {
            warn(.noVision, .messages, "cannot see images")
        }
        let hasTools = !config.enabledTools.isEmpty
        if hasTools, lacks(info.supportsTools) { warn(.noTools, .tools, "cannot call tools") }
        if hasTools, config[.parallelToolCalls] != nil, lacks(info.supportsParallelTools) {
            warn(
                .noParallelTools, .parameter(.parallelToolCalls), "does not take this field",
                config.unsetting(.parallelToolCalls))
        }
        if case .jsonSchema = config.responseFormat, lacks(info.supportsResponseSchema) {
            warn(.noResponseSchema, .output, "does not take json_schema; JSON mode may work")
        }
        if let limit = info.maxOutputTokens {
            for parameter in [Parameter.maxTokens, .maxCompletionTokens] {
                if let asked = config[parameter]?.intValue, asked > limit {
                    let fix = config.fix("set \(parameter.rawValue) to \(limit)") {
                        $0[parameter] = .number(JSONNumber(limit))
                    }
                    warn(.outputLimit, .parameter(parameter), "gives \(limit) tokens at most", fix)
                }
            }
        }
        return findings + reasoningFindings(info, model, config, hasTools: hasTools, dialect)
    }

    /// The days before a model's end from which on a config that names it is worth a change.
    private static let daysOfWarning = 60

    /// Checks whether the model is or will be retired.
    static func lifeFindings(_ info: ModelInfo, _ model: String, _ today: String) -> [Finding] {
        guard let date = info.deprecationDate, !today.isEmpty else { return [] }
        let successor = info.successor.map { "; its provider recommends \($0)" } ?? ""
        if date <= today {
            return [Finding(.retiredModel, .warning, .model, "\(model) was retired on \(date)\(successor)")]
        }
        // A name without a date goes on with a newer model, unless only the person's settings know it.
        guard isPinned(model) || ModelCatalog.shared.info(for: model) == nil,
            let days = CivilDate.days(from: today, to: date), days <= daysOfWarning
        else { return [] }
        // Not a warning: the server takes the request today.
        let text = "\(model) will be retired on \(date), in \(days) \(days == 1 ? "day" : "days")\(successor)"
        return [Finding(.retiringModel, .note, .model, text)]
    }

    /// Whether a name means one model for good: it ends in a date, as `-2025-04-14`, `-20250929` or `-0613` do.
    private static func isPinned(_ model: String) -> Bool {
        let groups = model.split(separator: "-").suffix(3).map { $0.allSatisfy(\.isNumber) ? $0.count : 0 }
        return groups.last == 8 || groups.last == 4 || groups == [4, 2, 2]
    }

    private static func reasoningFindings(
        _ info: ModelInfo, _ model: String, _ config: Config, hasTools: Bool, _ dialect: DialectID
    ) -> [Finding] {
        var findings: [Finding] = []
        func warn(_ rule: RuleID, _ place: Finding.Place, _ text: String, _ fix: Finding.Fix? = nil) {
            findings.append(Finding(rule, .warning, place, "\(model) " + text, fix: fix))
        }
        guard info.supportsReasoning == true else {
            if config[.reasoningEffort] != nil, info.hasAbilities {
                warn(
                    .noReasoning, .parameter(.reasoningEffort), "does not reason and refuses this field",
                    config.unsetting(.reasoningEffort))
            }
            return findings
        }
        if dialect == .chat, let tokens = config[.maxTokens] {
            let fix = config.fix("send it as max_completion_tokens") {
                $0[.maxCompletionTokens] = $0[.maxCompletionTokens] ?? tokens
                $0[.maxTokens] = nil
            }
            warn(.reasoningLimit, .parameter(.maxTokens), "refuses this field; use max_completion_tokens", fix)
        }
        let set = config[.reasoningEffort]?.stringValue
        let effort = set ?? info.defaultReasoningEffort ?? "medium"
        let hint = info.supportsNoReasoning == true ? " unless reasoning_effort is none" : ""
        if effort != "none" {
            for (parameter, neutral) in samplingFields
            where dialect == .chat || !ResponsesRules.unsent.contains(parameter) {
                guard let value = config[parameter], value.doubleValue == nil || value.doubleValue != neutral else {
                    continue
                }
                if parameter == .logprobs, value.boolValue == false { continue }
                warn(
                    .reasoningSampling, .parameter(parameter), "refuses this field\(hint)",
                    config.unsetting(parameter))
            }
        }
        if dialect == .chat, info.refusesOnChat(effort: set) {
            warn(.effortElsewhere, .parameter(.reasoningEffort), "takes max only on the Responses API")
        }
        if dialect == .chat, hasTools, info.refusesToolsOnChat(effort: set) {
            if info.needsResponses == .tools {
                warn(.reasoningTools, .tools, "takes tools only on the Responses API")
            } else {
                let fix = config.fix("set reasoning_effort to none") { $0[.reasoningEffort] = "none" }
                warn(.reasoningTools, .tools, "takes tools here only with reasoning_effort none", fix)
            }
        }
        return findings
    }

    /// The sampling fields that a model refuses while it reasons, each with the value that it still takes.
    private static let samplingFields: [(Parameter, Double?)] = [
        (.temperature, 1), (.topP, 1), (.presencePenalty, 0), (.frequencyPenalty, 0), (.logprobs, nil),
        (.topLogprobs, nil),
        (.logitBias, nil),
    ]
}
