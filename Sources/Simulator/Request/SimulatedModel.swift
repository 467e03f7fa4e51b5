import RequestCore

/// What a model is known to refuse, told by its name. A name that is not known refuses nothing.
///
/// Which models chat completions refuses, as a whole or with tools, is the catalogue's to say.
///
/// Retired models stay usable: an offline model has nothing to switch off.
struct SimulatedModel: Equatable {
    /// Spends tokens on reasoning: `max_tokens` and sampling fields are refused.
    var reasons = false
    /// The values `reasoning_effort` may take; empty where the field is unknown to the model.
    var efforts: [String] = []
    var defaultEffort = "none"
    /// Tools are refused unless the effort is none, and with these words.
    var toolsNeedNoEffort: ToolRefusal?
    /// Tools are refused with every effort.
    var toolsNeedResponses = false
    var takesMaxTokens = true
    /// Whether the field `parallel_tool_calls` may be sent.
    var takesParallelField = true
    /// Whether several calls may come in one message.
    var callsInParallel = true
    var takesStop = true
    var vision = true
    var tools = true
    var jsonObject = true
    var jsonSchema = true
    var responsesOnly = false
    /// Whether the name is one the rules know.
    var isKnown = true
    var maxOutput: Int?
    var context: Int?

    enum ToolRefusal {
        case useResponses, orSetNone
    }

    static let unknown = SimulatedModel(
        efforts: ["none", "minimal", "low", "medium", "high", "xhigh", "max"], isKnown: false)

    /// The rules for a model by its name as sent.
    init(model: String) {
        let name = Self.withoutDate(model)
        if name.hasPrefix("gpt-5") {
            self = Self.gpt5(name)
        } else if name.hasPrefix("gpt-6") {
            self = Self.gpt6(name)
        } else if ["o1", "o3", "o4"].contains(where: { name == $0 || name.hasPrefix($0 + "-") }) {
            self = Self.oSeries(name)
        } else if name.hasPrefix("gpt-4.1") {
            self = SimulatedModel(maxOutput: 32768, context: 1_047_576)
        } else if name.hasPrefix("gpt-4o") || name == "chatgpt-4o-latest" {
            self = Self.gpt4o(name, model)
        } else if name.hasPrefix("gpt-4") {
            self = Self.gpt4(name)
        } else if name.hasPrefix("gpt-3.5-turbo") {
            self = Self.gpt35(name)
        } else {
            self = .unknown
        }
        let info = ModelCatalog.shared.info(for: model)
        switch info?.needsResponses {
        case .always: responsesOnly = true
        case .tools: toolsNeedResponses = true
        case .toolsWhileReasoning: toolsNeedNoEffort = toolsNeedNoEffort ?? .orSetNone
        case nil: break
        }
    }

    /// `gpt-4o-2024-08-06` without its date.
    private static func withoutDate(_ model: String) -> String {
        let parts = model.split(separator: "-", omittingEmptySubsequences: false)
        let tail = parts.suffix(3)
        let isDate = tail.map(\.count) == [4, 2, 2] && tail.allSatisfy { $0.allSatisfy(\.isNumber) }
        return isDate ? parts.dropLast(3).joined(separator: "-") : model
    }

    private static func gpt5(_ name: String) -> SimulatedModel {
        if name.hasSuffix("-chat-latest") {
            return SimulatedModel(takesMaxTokens: false, maxOutput: 16384, context: 128_000)
        }
        var rules = SimulatedModel(
            reasons: true, efforts: ["minimal", "low", "medium", "high"], defaultEffort: "medium",
            takesMaxTokens: false, maxOutput: 128_000)
        rules.responsesOnly = name.contains("-pro") || name.contains("-codex")
        guard name.hasPrefix("gpt-5."), let minor = name.dropFirst(6).prefix(while: \.isNumber).first?.wholeNumberValue
        else { return rules }
        rules.efforts = ["none", "low", "medium", "high"] + (minor > 1 ? ["xhigh"] : [])
        rules.defaultEffort = minor < 5 && !rules.responsesOnly ? "none" : "medium"
        if minor < 6 { rules.toolsNeedNoEffort = minor < 2 ? nil : .useResponses }
        return rules
    }

    private static func gpt6(_ name: String) -> SimulatedModel {
        let alwaysReasons = ModelCatalog.shared.info(for: name)?.supportsNoReasoning != true
        return SimulatedModel(
            reasons: true, efforts: (alwaysReasons ? [] : ["none"]) + ["low", "medium", "high", "xhigh"],
            defaultEffort: "medium", takesMaxTokens: false, maxOutput: 128_000)
    }

    private static func oSeries(_ name: String) -> SimulatedModel {
        var rules = SimulatedModel(
            reasons: true, efforts: ["low", "medium", "high"], defaultEffort: "medium", takesMaxTokens: false,
            takesParallelField: false, callsInParallel: false, maxOutput: 100_000, context: 200_000)
        rules.takesStop = !(name == "o3" || name.hasPrefix("o4"))
        rules.vision = name != "o3-mini"
        rules.responsesOnly = name.contains("-pro") || name.contains("-deep-research")
        if name.hasPrefix("o1-mini") || name.hasPrefix("o1-preview") {
            rules.vision = false
            rules.tools = false
            rules.jsonObject = false
            rules.jsonSchema = false
        }
        return rules
    }

    private static func gpt4o(_ name: String, _ model: String) -> SimulatedModel {
        var rules = SimulatedModel(maxOutput: 16384, context: 128_000)
        if model == "gpt-4o-2024-05-13" {
            rules.jsonSchema = false
            rules.maxOutput = 4096
        }
        if name.contains("audio") {
            rules.vision = false
            rules.jsonSchema = false
        }
        return rules
    }

    private static func gpt4(_ name: String) -> SimulatedModel {
        var rules = SimulatedModel(jsonSchema: false, maxOutput: 4096, context: 128_000)
        if name.hasPrefix("gpt-4-turbo") && name != "gpt-4-turbo-preview" {
            return rules
        }
        rules.vision = false
        if name.contains("vision") {
            rules.vision = true
            rules.tools = false
            rules.jsonObject = false
        } else if ["gpt-4", "gpt-4-0613", "gpt-4-0314"].contains(name) {
            rules.callsInParallel = false
            rules.jsonObject = false
            rules.context = 8192
        } else if name.hasPrefix("gpt-4-32k") {
            rules.callsInParallel = false
            rules.jsonObject = false
            rules.context = 32768
        }
        return rules
    }

    private static func gpt35(_ name: String) -> SimulatedModel {
        var rules = SimulatedModel(vision: false, jsonSchema: false, maxOutput: 4096, context: 16385)
        if name.hasPrefix("gpt-3.5-turbo-16k") {
            rules.tools = false
            rules.jsonObject = false
        } else if ["gpt-3.5-turbo-0613", "gpt-3.5-turbo-0301"].contains(name) {
            rules.jsonObject = false
            rules.callsInParallel = false
        }
        return rules
    }
}

extension SimulatedModel {
    /// Takes the greatest effort too, as the newest models do on the Responses API.
    mutating func takeMaximum() {
        if efforts.contains("xhigh"), !efforts.contains("max") { efforts.append("max") }
    }

    /// The members in the order of their declaration, each with its default.
    private init(
        reasons: Bool = false, efforts: [String] = [], defaultEffort: String = "none", takesMaxTokens: Bool = true,
        takesParallelField: Bool = true, callsInParallel: Bool = true, vision: Bool = true, jsonSchema: Bool = true,
        isKnown: Bool = true, maxOutput: Int? = nil, context: Int? = nil
    ) {
        self.reasons = reasons
        self.efforts = efforts
        self.defaultEffort = defaultEffort
        self.takesMaxTokens = takesMaxTokens
        self.takesParallelField = takesParallelField
        self.callsInParallel = callsInParallel
        self.vision = vision
        self.jsonSchema = jsonSchema
        self.isKnown = isKnown
        self.maxOutput = maxOutput
        self.context = context
    }
}
