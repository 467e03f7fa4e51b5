public import JSON

/// One message of a thread or template.
public struct Message: Sendable, Hashable {
    /// Who speaks.
    public var role: Role
    /// The API's `name` of the speaker.
    public var name: String?
    /// What it says and does, in order.
    ///
    /// ``content``, ``refusal``, ``toolCalls`` and ``reasoning`` are the blocks of a kind.
    public var blocks: [Block]
    /// Only on `tool` messages: the call that this one answers.
    public var toolCallID: String?
    /// Only on `tool` messages: whether the tool failed, for servers that are told so.
    public var isError: Bool
    /// Keys that Étude does not know, kept as they came.
    public var other: JSONObject

    /// A message of these parts, in the order reasoning, content, refusal, calls.
    public init(
        role: Role, name: String? = nil, content: [ContentPart] = [], refusal: String? = nil,
        toolCalls: [ToolCall] = [], toolCallID: String? = nil, reasoning: String? = nil, isError: Bool = false,
        other: JSONObject = JSONObject()
    ) {
        var blocks: [Block] = []
        blocks.reserveCapacity(content.count + toolCalls.count + 2)
        if let reasoning { blocks.append(Block(.reasoning(Reasoning(reasoning)))) }
        for part in content { blocks.append(Block(.part(part))) }
        if let refusal { blocks.append(Block(.refusal(refusal))) }
        for call in toolCalls { blocks.append(Block(.call(call))) }
        self.init(
            role: role, name: name, blocks: blocks, toolCallID: toolCallID, isError: isError, other: other)
    }

    /// A message of blocks in an order of their own.
    public init(
        role: Role, name: String? = nil, blocks: [Block], toolCallID: String? = nil, isError: Bool = false,
        other: JSONObject = JSONObject()
    ) {
        self.role = role
        self.name = name
        self.blocks = blocks
        self.toolCallID = toolCallID
        self.isError = isError
        self.other = other
    }

    /// A message of one text part.
    public init(_ role: Role, _ text: String) {
        self.init(role: role, content: [.text(text)])
    }

    /// The result of a tool call.
    public static func toolResult(_ text: String, for callID: String, isError: Bool = false) -> Message {
        Message(role: .tool, content: [.text(text)], toolCallID: callID, isError: isError)
    }

    /// The text parts; empty when there are none. Line breaks stand between those of a person. An answer is one text, which
    /// servers cut where sources are cited.
    public var text: String {
        var pieces: [String] = []
        for block in blocks { if case .part(.text(let text)) = block.content { pieces.append(text) } }
        // Nearly always there is one; joining would copy it.
        return pieces.count == 1 ? pieces[0] : pieces.joined(separator: role == .assistant ? "" : "\n")
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
        blocks.compactMap { block in
            if case .part(.image(let image)) = block.content { image } else { nil }
        }
    }
}
