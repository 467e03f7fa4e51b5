internal import JSON
internal import Prompts

/// How the effort of a config is said on this wire: as a budget, or as an effort beside adaptive thinking.
struct MessagesThinking {
    /// The fields to send; what the config's `extra` says comes over them.
    private(set) var thinking: JSONObject?
    /// `output_config.effort`.
    private(set) var effort: String?
    /// The budget that stands for an effort, in tokens.
    private(set) var budget: Int?
    /// The effort that is sent in place of one that the API does not know.
    private(set) var replacedEffort: String?

    /// The smallest budget that the API takes.
    static let leastBudget = 1024

    /// The budgets that other clients use for the efforts.
    private static let budgets = [
        "minimal": 1024, "low": 2048, "medium": 8192, "high": 16_384, "xhigh": 32_768, "max": 63_999,
    ]

    /// - Parameters:
    ///   - effort: the config's `reasoning_effort`; nil if it says none.
    ///   - model: nil for a model that is not Anthropic's.
    ///   - limit: the `max_tokens` of the request, which a budget has to stay below.
    ///   - showsText: whether the text of the thinking is asked for.
    ///   - isUnasked: whether a model that thinks by default is told to think without an effort, too.
    init(effort: String?, model: ClaudeModel?, limit: Int, showsText: Bool, isUnasked: Bool = true) {
        // From 4.7 on, the text of the thinking comes only to those who ask for it. Others may not know the field.
        let adaptive: JSONObject =
            model?.omitsThinking == true && showsText
            ? ["type": "adaptive", "display": "summarized"] : ["type": "adaptive"]
        guard let effort else {
            if model?.thinking == .adaptiveByDefault, isUnasked { thinking = adaptive }
            return
        }
        guard effort != "none" else {
            if model?.thinking != .never { thinking = ["type": .string(model?.thinkingOff ?? "disabled")] }
            return
        }
        switch model?.thinking {
        case .never: break
        case .budget:
            guard let wanted = Self.budgets[effort], limit > Self.leastBudget else { return }
            let budget = min(wanted, limit - 1)
            self.budget = budget
            thinking = ["type": "enabled", "budget_tokens": .number(JSONNumber(budget))]
        case .adaptive, .adaptiveByDefault, nil:
            thinking = adaptive
            self.effort = effort == "minimal" ? "low" : effort
            if effort == "minimal" { replacedEffort = "low" }
        }
    }
}
