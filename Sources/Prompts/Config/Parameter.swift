public import JSON

/// A request field that stands on its own and is a plain JSON value.
///
/// The cases are in the order of the canonical JSON (Documentation/Format.md, section 2). The raw value is the API's
/// name.
/// `model`, `response_format`, `tools`, `tool_choice` and the messages have types of their own in ``Config``.
public enum Parameter: String, Sendable, Hashable, CaseIterable {
    case temperature
    case topP = "top_p"
    case maxTokens = "max_tokens"
    case maxCompletionTokens = "max_completion_tokens"
    case stop
    case presencePenalty = "presence_penalty"
    case frequencyPenalty = "frequency_penalty"
    case seed
    case reasoningEffort = "reasoning_effort"
    case verbosity
    case n
    case logprobs
    case topLogprobs = "top_logprobs"
    case logitBias = "logit_bias"
    case parallelToolCalls = "parallel_tool_calls"

    /// The values that the API reference allows.
    public enum Shape: Sendable, Hashable {
        case number(ClosedRange<Double>)
        /// A whole number; without bounds any signed 64-bit integer.
        case integer(ClosedRange<Int>?)
        case boolean
        /// A string, or one to four strings.
        case strings
        /// One of these words. Other words are passed on, since servers have their own.
        case choice([String])
        case object
    }

    /// The shape that the API reference gives this field.
    public var shape: Shape {
        switch self {
        case .temperature: .number(0...2)
        case .topP: .number(0...1)
        case .maxTokens, .maxCompletionTokens: .integer(1...Int.max)
        case .stop: .strings
        case .presencePenalty, .frequencyPenalty: .number(-2...2)
        case .seed: .integer(nil)
        case .reasoningEffort: .choice(["none", "minimal", "low", "medium", "high", "xhigh", "max"])
        case .verbosity: .choice(["low", "medium", "high"])
        case .n: .integer(1...128)
        case .logprobs, .parallelToolCalls: .boolean
        case .topLogprobs: .integer(0...20)
        case .logitBias: .object
        }
    }

    /// Returns what is wrong with a value for this field, as a sentence without the field's name; nil when nothing is.
    public func complaint(about value: JSONValue) -> String? {
        switch shape {
        case .number(let range):
            guard let number = value.doubleValue else { return "must be a number, for example \(example)" }
            return range.contains(number)
                ? nil : "must lie between \(plain(range.lowerBound)) and \(plain(range.upperBound))"
        case .integer(let range):
            guard case .number(let number) = value, number.isInteger else { return "must be a whole number" }
            guard let integer = number.intValue else { return "must fit a signed 64-bit integer" }
            guard let range, !range.contains(integer) else { return nil }
            return range.upperBound == Int.max
                ? "must be at least \(range.lowerBound)"
                : "must lie between \(range.lowerBound) and \(range.upperBound)"
        case .boolean:
            return value.boolValue == nil ? "must be true or false" : nil
        case .strings:
            if value.stringValue != nil { return nil }
            guard let items = value.arrayValue, items.allSatisfy({ $0.stringValue != nil }) else {
                return "must be a text or a list of texts"
            }
            return (1...4).contains(items.count) ? nil : "must have one to four texts"
        case .choice:
            return value.stringValue == nil ? "must be a word, for example \(example)" : nil
        case .object:
            return value.objectValue == nil ? "must be a JSON object" : nil
        }
    }

    private var example: String {
        switch shape {
        case .choice(let words): words.first ?? ""
        default: self == .temperature ? "0.7" : "0.5"
        }
    }

    private func plain(_ bound: Double) -> String { JSONNumber(bound)?.canonicalText ?? "\(bound)" }
}
