public import JSON

/// One message of a thread or template.
public struct Message: Sendable, Hashable {
    /// Who speaks.
    public var role: Role
    /// The API's `name` of the speaker.
    public var name: String?
    /// In order; empty when the message has no content (an assistant message that only calls tools).
    public var content: [ContentPart]
    /// The model's words when it declines.
    public var refusal: String?
    /// In the order of their `index`; only assistant messages have any.
    public var toolCalls: [ToolCall]
    /// Only on `tool` messages: the call that this one answers.
    public var toolCallID: String?
    /// Reasoning text that came with the answer; shown and logged, not part of a version.
    public var reasoning: String?
    /// Keys that Étude does not know, kept as they came.
    public var other: JSONObject

    /// A message of these parts.
    public init(
        role: Role, name: String? = nil, content: [ContentPart] = [], refusal: String? = nil,
        toolCalls: [ToolCall] = [], toolCallID: String? = nil, reasoning: String? = nil,
        other: JSONObject = JSONObject()
    ) {
        self.role = role
        self.name = name
        self.content = content
        self.refusal = refusal
        self.toolCalls = toolCalls
        self.toolCallID = toolCallID
        self.reasoning = reasoning
        self.other = other
    }

    /// A message of one text part.
    public init(_ role: Role, _ text: String) {
        self.init(role: role, content: [.text(text)])
    }

    /// The result of a tool call.
    public static func toolResult(_ text: String, for callID: String) -> Message {
        Message(role: .tool, content: [.text(text)], toolCallID: callID)
    }

    /// The text parts, joined by line breaks; empty when there are none.
    public var text: String {
        var pieces: [String] = []
        for case .text(let text) in content { pieces.append(text) }
        // Nearly always there is one; joining would copy it.
        return pieces.count == 1 ? pieces[0] : pieces.joined(separator: "\n")
    }

    /// The first of the calls, as answers were read before there could be several.
    @available(*, deprecated, message: "a message may have several calls: use toolCalls")
    public var toolCall: ToolCall? { toolCalls.first }

    /// The message with every text of its content changed.
    func changingTexts(_ change: (String) -> String) -> Message {
        var message = self
        message.content = content.map { part in
            guard case .text(let text) = part else { return part }
            return .text(change(text))
        }
        return message
    }

    /// The images, in order.
    public var images: [ImagePart] {
        content.compactMap { part in
            if case .image(let image) = part { image } else { nil }
        }
    }
}
