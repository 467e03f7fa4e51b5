internal import JSON

/// Reads one choice of an answer, chunk by chunk or whole.
///
/// A chat message has fields and no order: whatever comes first, its blocks are reasoning, text, refusal, then calls.
struct ChoiceDecoder: Sendable {
    private static let knownKeys: Set<String> = ["index", "delta", "message", "finish_reason", "usage", "error", "p"]
    private static let knownMessageKeys: Set<String> = [
        "role", "content", "refusal", "tool_calls", "function_call", "reasoning", "reasoning_content", "p",
    ]

    /// The numbers of a message's blocks.
    enum Block {
        static let (reasoning, text, refusal, firstCall) = (0, 1, 2, 3)
    }

    private let index: Int
    private var calls = ToolCallTracker()
    private var extras = JSONObject()
    private var hasContent = false

    init(index: Int) {
        self.index = index
    }

    /// Reads a choice of a chunk. A stream may also contain a whole `message`, which counts if nothing came before
    /// it.
    mutating func take(_ choice: JSONObject, into events: inout [RunEvent]) {
        if case .object(let delta) = choice["delta"] {
            take(message: delta, isWhole: false, into: &events)
        } else if case .object(let message) = choice["message"], !hasContent {
            take(message: message, isWhole: true, into: &events)
        }
        for member in choice.members where !Self.knownKeys.contains(member.key) {
            ExtraMerge.add(member.value, to: member.key, of: &extras)
        }
        if let reason = choice["finish_reason"]?.stringValue {
            events.append(.finished(choice: index, reason: ChatCompletions().finishReason(reason)))
        }
    }

    /// Adds the events that are known only at the end: ids for calls without one, and what was collected.
    mutating func finish(into events: inout [RunEvent]) {
        for delta in calls.finish() { take(delta, into: &events) }
        for member in extras.members { events.append(.extra(choice: index, key: member.key, member.value)) }
        extras = JSONObject()
    }

    private mutating func take(message: JSONObject, isWhole: Bool, into events: inout [RunEvent]) {
        let before = events.count
        // One loop without look-ups, because this runs for every token.
        for member in message.members {
            switch (member.key, member.value) {
            case (_, .null), ("role", _): break
            case ("content", let content): take(content: content, into: &events)
            case ("refusal", .string(let text)): takeRefusal(text, into: &events)
            case ("reasoning_content", .string(let text)): takeReasoning(text, into: &events)
            case ("reasoning", .string(let text)):
                // A server in transition sends the same text under both names.
                if message["reasoning_content"]?.stringValue?.isEmpty ?? true { takeReasoning(text, into: &events) }
            case ("tool_calls", let list): take(calls: list, isWhole: isWhole, into: &events)
            case ("function_call", let function):
                guard function.objectValue != nil else { break }
                if let delta = calls.takeLegacy(CallPiece(function: function)) {
                    take(delta, into: &events)
                }
            default:
                if !Self.knownMessageKeys.contains(member.key) {
                    ExtraMerge.add(member.value, to: member.key, of: &extras)
                }
            }
        }
        if events.count > before { hasContent = true }
    }

    private mutating func take(content: JSONValue, into events: inout [RunEvent]) {
        switch content {
        case .string(let text): takeText(text, into: &events)
        case .array(let parts): for part in parts { take(part: part, into: &events) }
        case .object: take(part: content, into: &events)
        default: break
        }
    }

    /// Mistral's models that reason answer with a list of text, thinking and reference parts.
    private mutating func take(part: JSONValue, into events: inout [RunEvent]) {
        switch (part["type"]?.stringValue, part) {
        case (_, .string(let text)): takeText(text, into: &events)
        case ("text", _), ("output_text", _): takeText(part["text"]?.stringValue ?? "", into: &events)
        case ("refusal", _):
            takeRefusal(part["refusal"]?.stringValue ?? "", into: &events)
        case ("thinking", _), ("reasoning", _):
            takeReasoning(Self.plainText(part["thinking"] ?? part["reasoning"] ?? part["text"]), into: &events)
        default: ExtraMerge.add(.array([part]), to: "content", of: &extras)
        }
    }

    private static func plainText(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text): text
        case .array(let parts): parts.map { plainText($0["text"] ?? $0) }.joined()
        default: ""
        }
    }

    private mutating func take(calls list: JSONValue, isWhole: Bool, into events: inout [RunEvent]) {
        for entry in list.arrayValue ?? [list] where entry.objectValue != nil {
            let piece = CallPiece(entry)
            if let delta = isWhole ? calls.takeWhole(piece) : calls.take(piece) {
                take(delta, into: &events)
            }
        }
    }

    private func take(_ delta: RunEvent.ToolCallDelta, into events: inout [RunEvent]) {
        events.append(.toolCallDelta(choice: index, block: Block.firstCall + delta.index, delta))
    }

    private func takeText(_ text: String, into events: inout [RunEvent]) {
        if !text.isEmpty { events.append(.textDelta(choice: index, block: Block.text, text)) }
    }

    private func takeRefusal(_ text: String, into events: inout [RunEvent]) {
        if !text.isEmpty { events.append(.refusalDelta(choice: index, block: Block.refusal, text)) }
    }

    private func takeReasoning(_ text: String, into events: inout [RunEvent]) {
        if !text.isEmpty { events.append(.reasoningDelta(choice: index, block: Block.reasoning, text)) }
    }
}
