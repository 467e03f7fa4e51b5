internal import JSON
internal import Prompts

/// Reads the conversation back from a logged request.
///
/// The items of one answer are one message again, with the origin of their blocks, so that a run can go on with them
/// after a restart.
struct ResponsesConversation {
    /// The fields that are read separately, or that are about streaming.
    private static let ownFields: Set<String> = ["model", "input", "tools", "stream", "stream_options"]

    private let model: String
    private var messages: [LoggedMessage] = []
    /// The items of an answer that is not closed yet.
    private var turn: [JSONValue] = []

    static func conversation(in body: JSONValue) -> LoggedConversation {
        var reader = ResponsesConversation(model: body["model"]?.stringValue ?? "")
        if let text = body["input"]?.stringValue {
            reader.messages.append(.known(Message(.user, text)))
        }
        for item in body["input"]?.arrayValue ?? [] { reader.take(item) }
        reader.closeTurn()
        let format = body["text"]?["format"]
        return LoggedConversation(
            messages: reader.messages, tools: (body["tools"]?.arrayValue ?? []).compactMap(tool),
            format: format.map(ResponsesTools.format), rawFormat: format,
            settings: JSONObject(
                (body.objectValue?.members ?? []).filter { !ownFields.contains($0.key) }.map { ($0.key, $0.value) }))
    }

    private init(model: String) { self.model = model }

    private static func tool(_ json: JSONValue) -> Tool? { try? Tool(json: json, place: "tools") }

    // MARK: Items

    private mutating func take(_ item: JSONValue) {
        let type = item["type"]?.stringValue ?? (item["role"] == nil ? "" : "message")
        switch type {
        case "message" where isOfAnswer(item):
            // We write a message of ours as one item, so a second one is another message.
            if let last = turn.last, isPlainMessage(last), isPlainMessage(item) { closeTurn() }
            turn.append(item["type"] == nil ? Self.typed(item) : item)
        case "message":
            closeTurn()
            messages.append(said(item))
        case "function_call_output", "custom_tool_call_output":
            closeTurn()
            messages.append(result(item))
        case "item_reference", "":
            closeTurn()
            messages.append(raw(item))
        default: turn.append(item)
        }
    }

    /// Whether a message is part of an answer: the assistant's, or one with an id, whatever role its server gave it.
    private func isOfAnswer(_ item: JSONValue) -> Bool {
        let role = item["role"]?.stringValue ?? ""
        return role == "assistant" || ResponsesItem.id(of: item) != nil && Role(rawValue: role) == nil
    }

    private func isPlainMessage(_ item: JSONValue) -> Bool {
        item["role"] != nil && ResponsesItem.id(of: item) == nil
    }

    private static func typed(_ item: JSONValue) -> JSONValue {
        var object = item.objectValue ?? JSONObject()
        object["type"] = "message"
        return .object(object)
    }

    private mutating func closeTurn() {
        guard !turn.isEmpty else { return }
        let blocks = ResponsesItem.blocks(of: turn, model: model, isWhole: true)
        // What a person wrote has no origin; it is recognised by what we write for it.
        let bare = Message(role: .assistant, blocks: blocks.map { Message.Block($0.content) })
        let isOwn = ResponsesTurn.plain(bare) { $0.url } == turn
        messages.append(.known(isOwn ? bare : Message(role: .assistant, blocks: blocks)))
        turn = []
    }

    private func said(_ item: JSONValue) -> LoggedMessage {
        guard let role = item["role"]?.stringValue.flatMap(Role.init(rawValue:)), let content = content(item["content"])
        else { return raw(item) }
        var other = JSONObject()
        for member in item.objectValue?.members ?? []
        where !["type", "role", "content", "id", "status"].contains(member.key) { other[member.key] = member.value }
        return .known(Message(role: role, content: content, other: other))
    }

    private func result(_ item: JSONValue) -> LoggedMessage {
        guard let id = item["call_id"]?.stringValue, let content = content(item["output"]) else { return raw(item) }
        return .known(Message(role: .tool, content: content, toolCallID: id))
    }

    private func content(_ value: JSONValue?) -> [ContentPart]? {
        switch value {
        case .string(let text): [.text(text)]
        case .array(let parts): parts.map(ResponsesParts.read)
        case .none, .null: []
        case .some: nil
        }
    }

    private func raw(_ item: JSONValue) -> LoggedMessage {
        let texts = ["text", "content", "output", "arguments"].compactMap { item[$0]?.stringValue }
        return .raw(
            LoggedMessage.Raw(
                role: item["role"]?.stringValue ?? item["type"]?.stringValue ?? "item", json: item, texts: texts,
                imageCount: 0))
    }
}
