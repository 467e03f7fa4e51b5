import JSON
package import Prompts
package import RequestCore

/// What checks look at: an answer, with what was measured about it.
package struct Answer: Sendable, Hashable {
    /// The text; the calls as the API writes them where the answer has no text.
    package var output: String
    /// The model's words when it declined; nil if it did not.
    package var refusal: String?
    /// The calls of all rounds, in order.
    package var calls: [ToolCall]
    /// The tools that were offered.
    package var tools: [Tool]
    /// Why it ended; nil if the server did not say.
    package var finishReason: FinishReason?
    /// The milliseconds from sending to the end, of all rounds.
    package var latencyMS: Double
    /// US dollars; nil if they are not known.
    package var cost: Double?

    /// Creates an answer.
    package init(
        output: String, refusal: String? = nil, calls: [ToolCall] = [], tools: [Tool] = [],
        finishReason: FinishReason? = nil, latencyMS: Double = 0, cost: Double? = nil
    ) {
        self.output = output
        self.refusal = refusal
        self.calls = calls
        self.tools = tools
        self.finishReason = finishReason
        self.latencyMS = latencyMS
        self.cost = cost
    }

    /// The answer of a message.
    ///
    /// - Parameter earlier: the calls of earlier rounds.
    package init(
        message: Message, earlier: [ToolCall] = [], tools: [Tool] = [], finishReason: FinishReason? = nil,
        latencyMS: Double = 0, cost: Double? = nil
    ) {
        self.init(
            output: Self.output(of: message) ?? "", refusal: message.refusal, calls: earlier + message.toolCalls,
            tools: tools, finishReason: finishReason, latencyMS: latencyMS, cost: cost)
    }

    /// The text of an answer, else its refusal, else its calls as the API writes them; nil if it has none of these.
    package static func output(of message: Message) -> String? {
        if !message.content.isEmpty, !message.text.isEmpty || message.toolCalls.isEmpty { return message.text }
        if let refusal = message.refusal { return refusal }
        guard !message.toolCalls.isEmpty else { return nil }
        return message.json(.api { $0.url })["tool_calls"]?.compact
    }
}
