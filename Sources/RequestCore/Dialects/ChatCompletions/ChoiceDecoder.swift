internal import JSON
internal import Prompts

/// Reads one choice of an answer, chunk by chunk or whole.
///
/// A chat message has fields and no order: whatever comes first, its blocks are reasoning, text, refusal, calls, then images
/// and parts of other kinds.
struct ChoiceDecoder: Sendable {
    private static let knownKeys: Set<String> = ["index", "delta", "message", "finish_reason", "usage", "error", "p"]
    private static let knownMessageKeys: Set<String> = [
        "role", "content", "refusal", "tool_calls", "function_call", "reasoning", "reasoning_content",
        "reasoning_details", "images", "audio", "p",
    ]

    /// The numbers of a message's blocks.
    enum Block {
        static let (reasoning, text, refusal, firstCall, firstPart) = (0, 1, 2, 3, 1 << 40)
    }

    private let index: Int
    private var calls = ToolCallTracker()
    private var extras = JSONObject()
    private var hasContent = false
    private var hasText = false
    /// The bytes of the text that came.
    private var textLength = 0
    private var text = CumulativeText()
    private var reasoning = CumulativeText()
    private var details = ReasoningDetails()
    private var audio = AudioParts()
    private var saysAudio = false
    private var partCount = 0
    /// The images that have come, so that none is there twice. A server may repeat them with every chunk.
    private var images: Set<String> = []

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
        if !audio.isEmpty {
            // A text of the same length is the transcript once more.
            let isUnsaid = !audio.unsaid.isEmpty && audio.unsaid.utf8.count != textLength
            if !hasText || isUnsaid { add(.other(audio.part), into: &events) }
            events.append(.extra(choice: index, key: "audio", audio.whole))
            audio = AudioParts()
        }
        if let list = details.whole.arrayValue, !list.isEmpty {
            events.append(.extra(choice: index, key: "reasoning_details", .array(list)))
            details = ReasoningDetails()
        }
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
            case ("reasoning_details", let list):
                let shown = details.take(list)
                // Most servers send the same text in a field of its own, too.
                let isKnown = ["reasoning", "reasoning_content"].contains { !(message[$0]?.stringValue ?? "").isEmpty }
                if !isKnown { takeReasoning(shown, into: &events) }
            case ("images", let list): for part in list.arrayValue ?? [list] { add(part, into: &events) }
            case ("audio", let piece):
                take(audio: piece, hasText: !(message["content"]?.stringValue ?? "").isEmpty, into: &events)
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
        case ("audio", _), ("output_audio", _):
            take(audio: part["audio"] ?? part["output_audio"] ?? part, hasText: false, into: &events)
        default: add(part, into: &events)
        }
    }

    /// Adds an image, or a part of a kind that Étude does not know.
    private mutating func add(_ json: JSONValue, into events: inout [RunEvent]) {
        guard let part = AnswerPart.content(json) else {
            return ExtraMerge.add(.array([json]), to: "content", of: &extras)
        }
        if case .other = part { ExtraMerge.add(.array([json]), to: "content", of: &extras) }
        add(part, into: &events)
    }

    private mutating func add(_ part: ContentPart, into events: inout [RunEvent]) {
        if case .image(let image) = part, !images.insert(image.facts?.sha256 ?? image.url).inserted { return }
        events.append(.block(choice: index, block: Block.firstPart + partCount, Message.Block(.part(part))))
        partCount += 1
    }

    /// Takes a piece of sound. What is said in it is text, unless the server also sends it as text.
    private mutating func take(audio piece: JSONValue, hasText isText: Bool, into events: inout [RunEvent]) {
        let said = audio.take(piece)
        if !isText, !hasText || saysAudio {
            saysAudio = true
            takeText(said, into: &events)
        } else {
            audio.keep(said)
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

    private mutating func takeText(_ piece: String, into events: inout [RunEvent]) {
        guard !piece.isEmpty else { return }
        hasText = true
        textLength += piece.utf8.count
        switch text.take(piece) {
        case .append(""): break
        case .append(let new): events.append(.textDelta(choice: index, block: Block.text, new))
        case .replace(let whole):
            events.append(.block(choice: index, block: Block.text, Message.Block(.part(.text(whole)))))
        }
    }

    private func takeRefusal(_ text: String, into events: inout [RunEvent]) {
        if !text.isEmpty { events.append(.refusalDelta(choice: index, block: Block.refusal, text)) }
    }

    private mutating func takeReasoning(_ piece: String, into events: inout [RunEvent]) {
        guard !piece.isEmpty else { return }
        switch reasoning.take(piece) {
        case .append(""): break
        case .append(let new): events.append(.reasoningDelta(choice: index, block: Block.reasoning, new))
        case .replace(let whole):
            let block = Message.Block(.reasoning(Message.Reasoning(whole)))
            events.append(.block(choice: index, block: Block.reasoning, block))
        }
    }
}
