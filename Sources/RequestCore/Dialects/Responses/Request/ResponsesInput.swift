internal import JSON
internal import Prompts

/// Writes a conversation as the items of a request.
struct ResponsesInput {
    private let model: String
    private let isStored: Bool
    private let imageURL: @Sendable (ImagePart) -> String
    private var ids = ResponsesCallIDs()
    /// The ids, as sent, of calls whose arguments are any text.
    private var customCalls: Set<String> = []
    private var items: [JSONValue] = []

    /// - Parameters:
    ///   - model: the model that is asked.
    ///   - isStored: whether the server keeps answers.
    static func items(
        _ messages: [Message], model: String, isStored: Bool, imageURL: @escaping @Sendable (ImagePart) -> String
    ) -> [JSONValue] {
        var input = ResponsesInput(model: model, isStored: isStored, imageURL: imageURL)
        for message in messages { input.add(message) }
        return input.items
    }

    private init(model: String, isStored: Bool, imageURL: @escaping @Sendable (ImagePart) -> String) {
        self.model = model
        self.isStored = isStored
        self.imageURL = imageURL
    }

    private mutating func add(_ message: Message) {
        switch message.role {
        case .assistant:
            let whole = ResponsesTurn.whole(message, model: model, isStored: isStored)
            for item in whole ?? ResponsesTurn.plain(message, imageURL: imageURL) { items.append(naming(item)) }
        case .tool: items.append(result(message))
        case .system, .developer, .user: items.append(said(message))
        }
    }

    /// The item with the id under which its call goes out.
    private mutating func naming(_ item: JSONValue) -> JSONValue {
        let isCustom = item["type"]?.stringValue == "custom_tool_call"
        guard isCustom || item["type"]?.stringValue == "function_call", var object = item.objectValue else {
            return item
        }
        let id = ids.call(object["call_id"]?.stringValue ?? "")
        if isCustom { customCalls.insert(id) }
        object["call_id"] = .string(id)
        return .object(object)
    }

    private mutating func result(_ message: Message) -> JSONValue {
        let id = ids.result(for: message.toolCallID ?? "")
        let output: JSONValue =
            if message.content.allSatisfy({ if case .text = $0 { true } else { false } }) {
                .string(message.text)
            } else {
                .array(message.content.map { ResponsesParts.input($0, imageURL: imageURL) })
            }
        return [
            "type": customCalls.contains(id) ? "custom_tool_call_output" : "function_call_output",
            "call_id": .string(id), "output": output,
        ]
    }

    private func said(_ message: Message) -> JSONValue {
        var parts = message.content.map { ResponsesParts.input($0, imageURL: imageURL) }
        if parts.isEmpty { parts.append(["type": "input_text", "text": ""]) }
        var item: JSONObject = [
            "type": "message", "role": .string(message.role.rawValue), "content": .array(parts),
        ]
        for member in message.other.members where item[member.key] == nil { item[member.key] = member.value }
        return .object(item)
    }
}
