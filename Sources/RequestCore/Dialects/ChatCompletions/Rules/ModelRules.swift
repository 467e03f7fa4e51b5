internal import JSON
internal import Prompts

extension Lint {
    /// What this model is known to refuse. These are warnings only, because maps of models become outdated.
    static func modelFindings(
        _ info: ModelInfo, model: String, _ config: Config, _ messages: [Message], today: String
    ) -> [Finding] {
        guard info.isDescribed else {
            return [Finding(.note, "model", "\(model) is an old name without data; it may be gone")]
        }
        var findings = lifeFindings(info, model, today)
        func warn(_ place: String, _ text: String, _ fix: Finding.Fix? = nil) {
            findings.append(Finding(.warning, place, "\(model) " + text, fix: fix))
        }
        if info.hasChatEndpoint == false { warn("model", "is not offered by the chat-completions endpoint") }
        if info.supportsVision != true, messages.contains(where: { !$0.images.isEmpty }) {
            warn("messages", "cannot see images")
        }
        let hasTools = !config.enabledTools.isEmpty
        if hasTools, info.supportsTools != true { warn("tools", "cannot call tools") }
        if hasTools, config[.parallelToolCalls] != nil, info.supportsParallelTools != true {
            warn("parallel_tool_calls", "does not take this field", config.unsetting(.parallelToolCalls))
        }
        if case .jsonSchema = config.responseFormat, info.supportsResponseSchema != true {
            warn("response_format", "does not take json_schema; JSON mode may work")
        }
        if let limit = info.maxOutputTokens {
            for parameter in [Parameter.maxTokens, .maxCompletionTokens] {
                if let asked = config[parameter]?.intValue, asked > limit {
                    let fix = config.fix("set \(parameter.rawValue) to \(limit)") {
                        $0[parameter] = .number(JSONNumber(limit))
                    }
                    warn(parameter.rawValue, "gives \(limit) tokens at most", fix)
                }
            }
        }
        return findings + reasoningFindings(info, model, config, hasTools: hasTools)
    }

    private static func lifeFindings(_ info: ModelInfo, _ model: String, _ today: String) -> [Finding] {
        guard let date = info.deprecationDate, !today.isEmpty else { return [] }
        return date <= today
            ? [Finding(.warning, "model", "\(model) was retired on \(date)")]
            : [Finding(.note, "model", "\(model) will be retired on \(date)")]
    }

    private static func reasoningFindings(
        _ info: ModelInfo, _ model: String, _ config: Config, hasTools: Bool
    ) -> [Finding] {
        var findings: [Finding] = []
        func warn(_ place: String, _ text: String, _ fix: Finding.Fix? = nil) {
            findings.append(Finding(.warning, place, "\(model) " + text, fix: fix))
        }
        guard info.supportsReasoning == true else {
            if config[.reasoningEffort] != nil {
                warn("reasoning_effort", "does not reason and refuses this field", config.unsetting(.reasoningEffort))
            }
            return findings
        }
        if let tokens = config[.maxTokens] {
            let fix = config.fix("send it as max_completion_tokens") {
                $0[.maxCompletionTokens] = $0[.maxCompletionTokens] ?? tokens
                $0[.maxTokens] = nil
            }
            warn("max_tokens", "refuses this field; use max_completion_tokens", fix)
        }
        let set = config[.reasoningEffort]?.stringValue
        let effort = set ?? info.defaultReasoningEffort ?? "medium"
        let hint = info.supportsNoReasoning == true ? " unless reasoning_effort is none" : ""
        if effort != "none" {
            for (parameter, neutral) in samplingFields {
                guard let value = config[parameter], value.doubleValue == nil || value.doubleValue != neutral else {
                    continue
                }
                if parameter == .logprobs, value.boolValue == false { continue }
                warn(parameter.rawValue, "refuses this field\(hint)", config.unsetting(parameter))
            }
        }
        if hasTools, let rule = toolRule(model, effort: set) {
            warn("tools", rule, config.fix("set reasoning_effort to none") { $0[.reasoningEffort] = "none" })
        }
        return findings
    }

    /// The sampling fields that a model refuses while it reasons, with the one value that it accepts.
    private static let samplingFields: [(Parameter, Double?)] = [
        (.temperature, 1), (.topP, 1), (.presencePenalty, 0), (.frequencyPenalty, 0), (.logprobs, nil),
        (.topLogprobs, nil),
        (.logitBias, nil),
    ]

    /// The newest models reason with tools only over the Responses API.
    private static func toolRule(_ model: String, effort: String?) -> String? {
        if model.hasPrefix("gpt-5.6") {
            return effort == "none" ? nil : "takes tools here only with reasoning_effort none"
        }
        if model.hasPrefix("gpt-5.4") || model.hasPrefix("gpt-5.5") || model.hasPrefix("gpt-5.2") {
            return effort == nil || effort == "none" ? nil : "does not take tools together with reasoning_effort here"
        }
        return nil
    }
}
