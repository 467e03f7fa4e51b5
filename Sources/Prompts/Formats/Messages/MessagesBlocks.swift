package import JSON

/// Reads the blocks of Anthropic's Messages as a conversation: system messages, each result of a tool as a message of
/// its own, and answers with their thinking as it came.
package struct MessagesBlocks {
    /// The model that answers are said to come from.
    private let model: String

    /// - Parameter model: the model of the request.
    package init(model: String) { self.model = model }

    /// The messages of `system`, one for each block.
    package func system(_ json: JSONValue?) -> [Message] {
        Self.blocks(json).map { Message(role: .system, content: [Self.part($0)]) }
    }

    /// The messages of one entry of `messages`; nil for a role that is not known.
    package func messages(_ json: JSONValue) -> [Message]? {
        let blocks = Self.blocks(json["content"])
        switch json["role"]?.stringValue {
        case "user": return user(blocks)
        case "assistant": return [Message(role: .assistant, blocks: blocks.map(answered))]
        case "system": return [Message(role: .system, content: blocks.map(Self.part))]
        default: return nil
        }
    }

    /// The blocks of a content; a text is one of them.
    package static func blocks(_ content: JSONValue?) -> [JSONValue] {
        switch content {
        case .string: [["type": "text", "text": content ?? .null]]
        case .array(let blocks): blocks
        default: []
        }
    }

    private func user(_ blocks: [JSONValue]) -> [Message] {
        var messages: [Message] = []
        var parts: [ContentPart] = []
        for block in blocks {
            guard block["type"]?.stringValue == "tool_result" else {
                parts.append(Self.part(block))
                continue
            }
            messages.append(
                Message(
                    role: .tool, content: Self.blocks(block["content"]).map(Self.part),
                    toolCallID: block["tool_use_id"]?.stringValue, isError: block["is_error"]?.boolValue ?? false))
        }
        if !parts.isEmpty || blocks.isEmpty { messages.append(Message(role: .user, content: parts)) }
        return messages
    }

    private static func part(_ block: JSONValue) -> ContentPart {
        switch block["type"]?.stringValue {
        case "text" where block.objectValue?.count == 2: .text(block["text"]?.stringValue ?? "")
        case "image" where block.objectValue?.count == 2: image(block["source"]) ?? .other(block)
        case "document":
            ImagePart(loggedFile: ["file_data": block["source"]?["data"] ?? .null]).map(ContentPart.image)
                ?? .other(block)
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

    private func answered(_ json: JSONValue) -> Message.Block {
        let origin = Message.Origin(dialect: .messages, model: model)
        switch json["type"]?.stringValue {
        case "text":
            let other = Self.members(of: json, without: ["type", "text"])
            let text = Message.Block.Content.part(.text(json["text"]?.stringValue ?? ""))
            guard !other.isEmpty else { return Message.Block(text) }
            return Message.Block(text, origin: Message.Origin(dialect: .messages, model: model, other: other))
        case "thinking", "redacted_thinking":
            return Message.Block(
                .reasoning(Message.Reasoning(json["thinking"]?.stringValue ?? "", opaque: json)), origin: origin)
        case "tool_use":
            let input = json["input"]
            let other = Self.members(of: json, without: ["type", "id", "name", "input"])
            let call = ToolCall(
                id: json["id"]?.stringValue ?? "", name: json["name"]?.stringValue ?? "",
                arguments: input?.stringValue ?? input?.compact ?? "", other: other)
            return Message.Block(.call(call), origin: other.isEmpty ? nil : origin)
        default: return Message.Block(.raw(json), origin: origin)
        }
    }

    private static func members(of json: JSONValue, without keys: Set<String>) -> JSONObject {
        JSONObject(
            (json.objectValue?.members ?? []).filter { !keys.contains($0.key) && !$0.value.isNull }
                .map { ($0.key, $0.value) })
    }
}
