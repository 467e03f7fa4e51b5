import JSON
import RequestCore

/// What Anthropic's models refuse, in the API's words. A name that is no Claude's refuses nothing.
enum MessagesModelRules {
    /// Checks the fields of a request against its model.
    static func check(_ object: JSONObject, _ name: String) throws(MessagesRefusal) {
        guard let model = ClaudeModel(name) else { return }
        if let limit = object["max_tokens"]?.intValue, limit > model.outputLimit {
            throw MessagesRefusal(
                "max_tokens: \(limit) > \(model.outputLimit), which is the maximum allowed number of output tokens for \(name)"
            )
        }
        try checkSampling(object, model)
        try checkThinking(object, model)
        let isForced = ["any", "tool"].contains(object["tool_choice"]?["type"]?.stringValue)
        if isForced, !model.takesForcedTools {
            throw MessagesRefusal("tool_choice: tool_choice that forces tool use is not supported on this model")
        }
        if isForced, object["thinking"]?["type"] == "enabled" {
            throw MessagesRefusal("Thinking may not be enabled when tool_choice forces tool use.")
        }
        if !model.takesPrefill, object["messages"]?.arrayValue?.last?["role"] == "assistant" {
            throw MessagesRefusal(
                "This model does not support assistant message prefill. The conversation must end with a user message.")
        }
        if !model.takesSchema, object["output_config"]?["format"] != nil {
            throw MessagesRefusal("output_config.format: structured outputs are not supported on this model")
        }
    }

    private static func checkSampling(_ object: JSONObject, _ model: ClaudeModel) throws(MessagesRefusal) {
        if !model.takesSampling {
            for key in ["temperature", "top_p", "top_k"] {
                guard let value = object[key], key != "temperature" || value.doubleValue != 1 else { continue }
                throw MessagesRefusal("`\(key)` is deprecated for this model")
            }
        }
        if model.refusesBothSampling, object["temperature"] != nil, object["top_p"] != nil {
            throw MessagesRefusal(
                "`temperature` and `top_p` cannot both be specified for this model. Please use only one.")
        }
        if object["thinking"]?["type"] == "enabled", let value = object["temperature"]?.doubleValue, value != 1 {
            throw MessagesRefusal("`temperature` may only be set to 1 when thinking is enabled.")
        }
    }

    private static func checkThinking(_ object: JSONObject, _ model: ClaudeModel) throws(MessagesRefusal) {
        switch object["thinking"]?["type"]?.stringValue {
        case "enabled":
            guard !model.refusesBudget, model.thinking != .never else {
                throw MessagesRefusal("\"thinking.type.enabled\" is not supported for this model.")
            }
            guard let budget = object["thinking"]?["budget_tokens"]?.intValue else {
                throw MessagesRefusal("thinking.enabled.budget_tokens: Field required")
            }
            guard budget >= 1024 else {
                throw MessagesRefusal(
                    "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024")
            }
            guard budget < object["max_tokens"]?.intValue ?? 0 else {
                throw MessagesRefusal("`max_tokens` must be greater than `thinking.budget_tokens`.")
            }
        case "adaptive" where model.thinking == .budget || model.thinking == .never:
            throw MessagesRefusal("adaptive thinking is not supported on this model")
        case "disabled" where model.thinkingOff != "disabled":
            throw MessagesRefusal("\"thinking.type.disabled\" is not supported for this model.")
        default: break
        }
    }
}
