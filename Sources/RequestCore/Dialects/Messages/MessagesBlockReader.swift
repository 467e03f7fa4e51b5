internal import JSON
internal import Prompts

/// Reads one block of an answer, from its start to its stop.
struct MessagesBlockReader: Sendable {
    private enum Kind: Sendable {
        case text, thinking, call, raw
    }

    private let kind: Kind
    private let number: Int
    private let model: String?
    /// The block as it began, and as it is once it is over.
    private var json: JSONObject
    /// What streamed of the text or the thinking, or of the input of a call or of a block that is not known.
    private var streamed = ""
    private var signature = ""
    private var citations: [JSONValue] = []
    /// The values that go back with the block, under keys that are not known here.
    private var other = JSONObject()
    private let callIndex: Int
    private var isClosed = false

    /// The id of the call, made up if the server sent none or one that another call has; nil for another block.
    let callID: String?

    /// - Parameters:
    ///   - number: its place in the answer.
    ///   - calls: the number of calls before it.
    ///   - model: the model that was asked, or answers.
    ///   - taken: the ids of the calls before it.
    init(_ block: JSONObject, number: Int, calls: Int, model: String?, taken: Set<String>) {
        json = block
        self.number = number
        self.model = model
        callIndex = calls
        switch block["type"]?.stringValue {
        case "text": kind = .text
        case "thinking": kind = .thinking
        case "tool_use": kind = .call
        default: kind = .raw
        }
        let known: Set<String> = kind == .text ? ["type", "text", "citations"] : ["type", "id", "name", "input"]
        for member in block.members where !known.contains(member.key) && !member.value.isNull {
            other[member.key] = member.value
        }
        let id = block["id"]?.stringValue ?? ""
        let isUsable = !id.isEmpty && !taken.contains(id)
        callID = kind != .call ? nil : isUsable ? id : "toolu_" + RandomText.letters(24)
    }

    /// The words with which a server declines, as a block of the answer.
    static func refusal(_ words: String, model: String?) -> Message.Block {
        Message.Block(.refusal(words), origin: Message.Origin(dialect: .messages, model: model ?? ""))
    }

    // MARK: From start to stop

    /// Reads what the start of the block brings.
    mutating func begin(into events: inout [RunEvent]) {
        switch kind {
        case .text:
            addText(json["text"]?.stringValue ?? "", into: &events)
            citations = json["citations"]?.arrayValue ?? []
        case .thinking:
            signature = json["signature"]?.stringValue ?? ""
            addThinking(json["thinking"]?.stringValue ?? "", into: &events)
        case .call:
            events.append(
                call(
                    RunEvent.ToolCallDelta(index: callIndex, id: callID, name: json["name"]?.stringValue, other: other))
            )
        case .raw: break
        }
    }

    /// Whether a delta is of this block's kind. A block that is not known takes any.
    func takes(_ delta: JSONObject) -> Bool {
        switch (kind, delta["type"]?.stringValue) {
        case (.raw, _): true
        case (.text, "thinking_delta"), (.text, "signature_delta"), (.text, "input_json_delta"): false
        case (.thinking, "text_delta"), (.thinking, "input_json_delta"): false
        case (.call, "text_delta"), (.call, "thinking_delta"), (.call, "signature_delta"): false
        default: true
        }
    }

    /// The start of the block that a delta belongs to, if the server sent none.
    static func block(for delta: JSONObject) -> JSONObject? {
        switch delta["type"]?.stringValue {
        case "text_delta": ["type": "text", "text": ""]
        case "thinking_delta", "signature_delta": ["type": "thinking", "thinking": "", "signature": ""]
        case "input_json_delta": ["type": "tool_use", "input": [:]]
        default: nil
        }
    }

    /// Reads a piece of the block.
    mutating func add(_ delta: JSONObject, into events: inout [RunEvent]) {
        switch (kind, delta["type"]?.stringValue) {
        case (.text, "text_delta"): addText(delta["text"]?.stringValue ?? "", into: &events)
        case (.text, "citations_delta"): citations += [delta["citation"]].compactMap { $0 }
        case (.thinking, "thinking_delta"): addThinking(delta["thinking"]?.stringValue ?? "", into: &events)
        case (.thinking, "signature_delta"): signature += delta["signature"]?.stringValue ?? ""
        case (.call, "input_json_delta"):
            addArguments(delta["partial_json"]?.stringValue ?? "", into: &events)
        case (.raw, "input_json_delta"): streamed += delta["partial_json"]?.stringValue ?? ""
        default: addUnknown(delta)
        }
    }

    /// Ends the block and adds what only the end reveals.
    ///
    /// - Parameter isCutOff: whether the answer reached its limit, so that a call without arguments may be half of one.
    mutating func close(isCutOff: Bool, into events: inout [RunEvent]) {
        guard !isClosed else { return }
        isClosed = true
        switch kind {
        case .text: closeText(into: &events)
        case .thinking: closeThinking(into: &events)
        case .call: closeCall(isCutOff: isCutOff, into: &events)
        case .raw: closeRaw(into: &events)
        }
    }

    // MARK: Kinds

    private mutating func addText(_ text: String, into events: inout [RunEvent]) {
        guard !text.isEmpty else { return }
        streamed += text
        events.append(.textDelta(choice: 0, block: number, text))
    }

    private mutating func addThinking(_ text: String, into events: inout [RunEvent]) {
        guard !text.isEmpty else { return }
        streamed += text
        events.append(.reasoningDelta(choice: 0, block: number, text))
    }

    private mutating func addArguments(_ text: String, into events: inout [RunEvent]) {
        guard !text.isEmpty else { return }
        streamed += text
        events.append(call(RunEvent.ToolCallDelta(index: callIndex, arguments: text)))
    }

    /// Keeps a piece of a kind that is not known: texts grow, of anything else the last value counts.
    private mutating func addUnknown(_ delta: JSONObject) {
        for member in delta.members where member.key != "type" {
            if case .string(let more) = member.value, case .string(let held) = json[member.key] {
                json[member.key] = .string(held + more)
            } else {
                ExtraMerge.add(member.value, to: member.key, of: &json)
            }
        }
    }

    private func closeText(into events: inout [RunEvent]) {
        var other = other
        if !citations.isEmpty { other["citations"] = .array(citations) }
        guard !other.isEmpty, !streamed.isEmpty else { return }
        events.append(.block(choice: 0, block: number, block(.part(.text(streamed)), other)))
    }

    private mutating func closeThinking(into events: inout [RunEvent]) {
        json["thinking"] = .string(streamed)
        json["signature"] = .string(signature)
        let reasoning = Message.Reasoning(streamed, opaque: .object(json))
        events.append(.block(choice: 0, block: number, block(.reasoning(reasoning))))
    }

    private mutating func closeCall(isCutOff: Bool, into events: inout [RunEvent]) {
        if streamed.isEmpty {
            // `{}` at the start is a place for what streams; anything else is the input itself.
            switch json["input"] {
            case .object(let input) where !input.isEmpty:
                addArguments(JSONValue.object(input).compact, into: &events)
            case .string(let text): addArguments(text, into: &events)
            default: if !isCutOff { addArguments("{}", into: &events) }
            }
        }
        guard !other.isEmpty, let callID else { return }
        let whole = ToolCall(
            id: callID, name: json["name"]?.stringValue ?? "", arguments: streamed, other: other)
        events.append(.block(choice: 0, block: number, block(.call(whole))))
    }

    private mutating func closeRaw(into events: inout [RunEvent]) {
        if !streamed.isEmpty { json["input"] = (try? JSONValue(parsing: streamed)) ?? .string(streamed) }
        let whole = JSONValue.object(json)
        let isRedacted = json["type"]?.stringValue == "redacted_thinking"
        let content: Message.Block.Content = isRedacted ? .reasoning(Message.Reasoning("", opaque: whole)) : .raw(whole)
        events.append(.block(choice: 0, block: number, block(content)))
    }

    private func call(_ delta: RunEvent.ToolCallDelta) -> RunEvent {
        .toolCallDelta(choice: 0, block: number, delta)
    }

    private func block(_ content: Message.Block.Content, _ other: JSONObject = JSONObject()) -> Message.Block {
        Message.Block(content, origin: Message.Origin(dialect: .messages, model: model ?? "", other: other))
    }
}
