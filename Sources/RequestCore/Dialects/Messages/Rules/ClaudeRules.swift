internal import JSON
internal import Prompts

extension RuleID {
    /// The model refuses fields for sampling, or two of them together.
    package static let claudeSampling = RuleID("claude-sampling")
    /// The model refuses a tool choice that forces a call.
    package static let forcedTools = RuleID("forced-tools")
    /// The model does not go on with an assistant message that stands last.
    package static let prefill = RuleID("prefill")
    /// The model refuses the way in which it is told to think.
    package static let thinkingForm = RuleID("thinking-form")
}

/// What one of Anthropic's models is known to refuse.
///
/// These findings are warnings only, because what is known of models grows old.
struct ClaudeRules {
    private let model: ClaudeModel
    private let name: String
    private let config: Config
    private let body: MessagesBody
    private let lastRole: Role?

    init(_ model: ClaudeModel, _ request: RenderedRequest, _ body: MessagesBody) {
        self.model = model
        self.body = body
        name = request.model
        config = request.config
        lastRole = request.messages.last?.role
    }

    /// All findings.
    var findings: [Finding] { samplingFindings + toolFindings + thinkingFindings + formatFindings }

    private func warning(
        _ rule: RuleID, _ place: Finding.Place, _ text: String, _ fix: Finding.Fix? = nil
    ) -> Finding {
        Finding(rule, .warning, place, "\(name) \(text)", fix: fix)
    }

    /// What the request says about thinking, the config's `extra` included.
    private var thinking: JSONValue? { body.json["thinking"] }

    private var hasBudget: Bool { thinking?["type"]?.stringValue == "enabled" }

    private var samplingFindings: [Finding] {
        var findings: [Finding] = []
        for (parameter, isNeutral) in [
            (Parameter.temperature, config[.temperature]?.doubleValue == 1), (.topP, false),
        ] where config[parameter] != nil && !isNeutral {
            if !model.takesSampling {
                let text = "refuses this field, as every Claude from 4.7 on"
                findings.append(
                    warning(.claudeSampling, .parameter(parameter), text, config.unsetting(parameter)))
            } else if hasBudget, parameter == .temperature {
                findings.append(
                    warning(
                        .claudeSampling, .parameter(parameter), "refuses this field while it thinks with a budget",
                        config.unsetting(parameter)))
            }
        }
        if !model.takesSampling, config.extra["top_k"] != nil {
            let fix = config.fix("unset top_k") { $0.extra["top_k"] = nil }
            findings.append(warning(.claudeSampling, .field("extra.top_k"), "refuses this field", fix))
        }
        if model.takesSampling, model.refusesBothSampling, config[.temperature] != nil, config[.topP] != nil {
            findings.append(
                warning(
                    .claudeSampling, .parameter(.topP), "refuses top_p together with temperature",
                    config.unsetting(.topP)))
        }
        return findings
    }

    private var toolFindings: [Finding] {
        var findings: [Finding] = []
        let isForced = ["any", "tool"].contains(body.json["tool_choice"]?["type"]?.stringValue)
        let fix = config.fix("set tool_choice to auto") { $0.toolChoice = .auto }
        if isForced, !model.takesForcedTools {
            findings.append(warning(.forcedTools, .choice, "refuses a choice that forces a call", fix))
        } else if isForced, hasBudget {
            let text = "refuses a choice that forces a call while it thinks with a budget"
            findings.append(warning(.forcedTools, .choice, text, fix))
        }
        guard lastRole == .assistant else { return findings }
        if !model.takesPrefill {
            findings.append(
                warning(.prefill, .messages, "does not go on with an assistant message that stands last"))
        } else if hasBudget {
            findings.append(
                warning(.prefill, .messages, "does not go on with an assistant message while it thinks"))
        }
        return findings
    }

    private var thinkingFindings: [Finding] {
        let effort = Finding.Place.parameter(.reasoningEffort)
        if model.thinking == .never, config[.reasoningEffort] != nil {
            return [
                Finding(
                    .noReasoning, .warning, effort, "is left out: \(name) does not think",
                    fix: config.unsetting(.reasoningEffort))
            ]
        }
        switch thinking?["type"]?.stringValue {
        case "enabled":
            let place = config.extra["thinking"] == nil ? effort : .field("extra.thinking")
            if model.refusesBudget {
                return [warning(.thinkingForm, place, "refuses a budget; {\"type\": \"adaptive\"} works")]
            }
            let budget = thinking?["budget_tokens"]?.intValue
            if let budget, budget < MessagesThinking.leastBudget {
                return [warning(.thinkingForm, place, "needs a budget of 1024 tokens or more")]
            }
            if let budget, let limit = body.json["max_tokens"]?.intValue, budget >= limit {
                return [warning(.thinkingForm, place, "needs a budget below max_tokens, which is \(limit)")]
            }
            return []
        case "disabled" where model.thinkingOff != "disabled":
            let place = config.extra["thinking"] == nil ? effort : .field("extra.thinking")
            let text =
                model.thinkingOff == nil
                ? "always thinks and refuses to be told otherwise" : "takes between_tools, not disabled"
            return [warning(.thinkingForm, place, text)]
        case "adaptive" where model.thinking == .budget || model.thinking == .never:
            return [warning(.thinkingForm, .field("extra.thinking"), "takes a budget, not adaptive")]
        default:
            let isSmall = config[.maxTokens] ?? config[.maxCompletionTokens]
            if model.thinking == .budget, config[.reasoningEffort].map({ $0 != "none" }) == true,
                body.thinking.budget == nil,
                isSmall != nil
            {
                return [
                    warning(.thinkingForm, effort, "does not think: max_tokens leaves no room for a budget of 1024")
                ]
            }
            return []
        }
    }

    private var formatFindings: [Finding] {
        guard body.json["output_config"]?["format"] != nil, !model.takesSchema else { return [] }
        return [warning(.noResponseSchema, .output, "does not take json_schema")]
    }
}
