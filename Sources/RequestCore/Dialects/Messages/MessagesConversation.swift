internal import JSON
internal import Prompts

/// Reads the conversation in the body of a request.
struct MessagesConversation {
    /// The fields that are read separately, or that are about streaming.
    private static let ownFields: Set<String> = ["model", "system", "messages", "tools", "stream"]

    /// The conversation: system messages first, each result of a tool as a message of its own.
    private(set) var conversation: LoggedConversation

    private let model: String

    /// Reads a body.
    init(_ body: JSONValue) {
        model = body["model"]?.stringValue ?? ""
        let format = body["output_config"]?["format"]
        conversation = LoggedConversation(
            tools: (body["tools"]?.arrayValue ?? []).compactMap(Self.tool), format: format.map(Self.format),
            rawFormat: format,
            settings: JSONObject(
                (body.objectValue?.members ?? []).filter { !Self.ownFields.contains($0.key) }
                    .map { ($0.key, $0.value) }))
        readSystem(body["system"])
        for message in body["messages"]?.arrayValue ?? [] { read(message) }
    }

    // MARK: Tools and format

    static func tool(_ json: JSONValue) -> Tool? {
        guard json.objectValue != nil else { return nil }
        guard let schema = json["input_schema"] else {
            return Tool(name: json["name"]?.stringValue ?? json["type"]?.stringValue ?? "", raw: json)
        }
        let known: Set<String> = ["name", "description", "strict", "input_schema", "type"]
        let isPlain = json.objectValue?.keys.allSatisfy(known.contains) ?? false
        let name = json["name"]?.stringValue ?? ""
        return isPlain
            ? Tool(
                name: name, description: json["description"]?.stringValue, strict: json["strict"]?.boolValue,
                parameters: schema)
            : Tool(name: name, raw: json)
    }

    static func format(_ json: JSONValue) -> ResponseFormat {
        guard json["type"]?.stringValue == "json_schema" else { return .other(json) }
        // This wire has no name of a schema, which the others need.
        return .jsonSchema(ResponseFormat.NamedSchema(name: "answer", schema: json["schema"]))
    }

    // MARK: Messages

    private mutating func add(_ message: Message) { conversation.messages.append(.known(message)) }

    private mutating func readSystem(_ json: JSONValue?) {
        for block in Self.blocks(json) { add(Message(role: .system, content: [Self.part(block)])) }
    }

    private mutating func read(_ json: JSONValue) {
        let blocks = Self.blocks(json["content"])
        switch json["role"]?.stringValue {
        case "user": readUser(blocks)
        case "assistant": add(Message(role: .assistant, blocks: blocks.map(assistantBlock)))
        case "system": add(Message(role: .system, content: blocks.map(Self.part)))
        case let role:
            conversation.messages.append(
                .raw(
                    LoggedMessage.Raw(
                        role: role ?? "message", json: json, texts: blocks.compactMap { $0["text"]?.stringValue },
                        imageCount: blocks.count { $0["type"]?.stringValue == "image" })))
        }
    }

    private mutating func readUser(_ blocks: [JSONValue]) {
        var parts: [ContentPart] = []
        for block in blocks {
            guard block["type"]?.stringValue == "tool_result" else {
                parts.append(Self.part(block))
                continue
            }
            add(
                Message(
                    role: .tool, content: Self.blocks(block["content"]).map(Self.part),
                    toolCallID: block["tool_use_id"]?.stringValue, isError: block["is_error"]?.boolValue ?? false))
        }
        if !parts.isEmpty || blocks.isEmpty { add(Message(role: .user, content: parts)) }
    }

    /// The blocks of a content; a text is one of them.
    private static func blocks(_ content: JSONValue?) -> [JSONValue] {
        switch content {
        case .string: [["type": "text", "text": content ?? .null]]
        case .array(let blocks): blocks
        default: []
        }
    }

    private static func part(_ block: JSONValue) -> ContentPart {
        switch block["type"]?.stringValue {
        case "text" where block.objectValue?.count == 2: .text(block["text"]?.stringValue ?? "")
        case "image" where block.objectValue?.count == 2: image(block["source"]) ?? .other(block)
        default: .other(block)
        }
    }

    private static func image(_ source: JSONValue?) -> ContentPart? {
        switch source?["type"]?.stringValue {
        case "url": return source?["url"]?.stringValue.map { .image(ImagePart(url: $0)) }
        case "base64":
            guard let data = source?["data"]?.stringValue else { return nil }
            // A log has the hash of an image in place of its bytes.
            let mediaType = source?["media_type"]?.stringValue ?? "image/png"
            return .image(ImagePart(url: data.hasPrefix("sha256:") ? data : "data:\(mediaType);base64,\(data)"))
        default: return nil
        }
    }

    private func assistantBlock(_ json: JSONValue) -> Message.Block {
        let origin = Message.Origin(dialect: .messages, model: model)
        switch json["type"]?.stringValue {
        case "text":
            var other = json.objectValue ?? JSONObject()
            let text = other.removeValue(forKey: "text")?.stringValue ?? ""
            other["type"] = nil
            guard !other.isEmpty else { return Message.Block(.part(.text(text))) }
            return Message.Block(
                .part(.text(text)), origin: Message.Origin(dialect: .messages, model: model, other: other))
        case "thinking", "redacted_thinking":
            return Message.Block(
                .reasoning(Message.Reasoning(json["thinking"]?.stringValue ?? "", opaque: json)), origin: origin)
        case "tool_use":
            let input = json["input"]
            var other = json.objectValue ?? JSONObject()
            for key in ["type", "id", "name", "input"] { other[key] = nil }
            let call = ToolCall(
                id: json["id"]?.stringValue ?? "", name: json["name"]?.stringValue ?? "",
                arguments: input?.stringValue ?? input?.compact ?? "", other: other)
            return Message.Block(.call(call), origin: other.isEmpty ? nil : origin)
        default: return Message.Block(.raw(json), origin: origin)
        }
    }
}
