internal import JSON
internal import Prompts

/// An assistant message as items of a request.
///
/// With ids, reasoning and the item after it are a pair: the API refuses one without the other. So an answer goes back
/// whole and in its order, or without its reasoning and without any id.
enum ResponsesTurn {
    /// Why the reasoning of a message is left out.
    enum Omission: Sendable, Hashable {
        /// Another dialect wrote it.
        case dialect(DialectID)
        /// Another model wrote it.
        case model(String)
        /// Another server wrote it, or it stands after another history.
        case moved
        /// The answer was changed, or never came to its end.
        case incomplete
    }

    /// The items of a message as the server sent them; nil if something of them is missing or not the server's own.
    ///
    /// - Parameter isStored: whether the server keeps answers, so that an id is enough to know an item by.
    static func whole(_ message: Message, model: String, isStored: Bool) -> [JSONValue]? {
        guard let count = message.blocks.first?.origin?.other[ResponsesItem.Key.count]?.intValue else { return nil }
        var items: [JSONValue] = []
        var rest = message.blocks[...]
        while let first = rest.first {
            let end = rest.firstIndex { place(of: $0) != items.count } ?? rest.endIndex
            let blocks = rest[rest.startIndex..<end]
            guard !blocks.isEmpty, blocks.allSatisfy({ isOwn($0, model: model, count: count) }),
                let item = ResponsesItem.item(of: blocks), mayGoBack(item, first.content, isStored: isStored)
            else { return nil }
            items.append(item)
            rest = rest[end...]
        }
        let endsInReasoning = items.last?["type"]?.stringValue == "reasoning"
        return items.count == count && !endsInReasoning ? items : nil
    }

    /// The hash of what stood before the reasoning of a message; nil if it has none, or that is not known.
    static func prefix(of message: Message) -> String? {
        message.blocks.lazy.compactMap { block in
            block.content.reasoning?.opaque == nil ? nil : block.origin?.prefix
        }.first
    }

    private static func place(of block: Message.Block) -> Int? {
        block.origin?.other[ResponsesItem.Key.place]?.intValue
    }

    private static func isOwn(_ block: Message.Block, model: String, count: Int) -> Bool {
        guard let origin = block.origin else { return false }
        return origin.dialect == .responses && origin.model == model
            && origin.other[ResponsesItem.Key.count]?.intValue == count
    }

    /// The API refuses an id that does not begin as its kind of item does, and one that it has not stored.
    private static func mayGoBack(_ item: JSONValue, _ content: Message.Block.Content, isStored: Bool) -> Bool {
        guard item["type"]?.stringValue?.isEmpty == false, item["id"]?.stringValue != "" else { return false }
        let id = ResponsesItem.id(of: item)
        if let id, let prefix = idPrefixes[item["type"]?.stringValue ?? ""], !id.hasPrefix(prefix) { return false }
        guard content.reasoning != nil else { return true }
        // Reasoning without an id cannot be told to belong to what follows it.
        guard id != nil else { return false }
        guard !isStored else { return true }
        let hasText = !(item["content"]?.arrayValue?.isEmpty ?? true)
        return hasText || !(item["encrypted_content"]?.stringValue?.isEmpty ?? true)
    }

    private static let idPrefixes = [
        "message": "msg", "reasoning": "rs", "function_call": "fc", "custom_tool_call": "ctc",
    ]

    /// The items of a message without reasoning and without ids. There is always at least one.
    static func plain(_ message: Message, imageURL: @Sendable (ImagePart) -> String) -> [JSONValue] {
        var items: [JSONValue] = []
        var parts: [JSONValue] = []
        var phase: JSONValue?
        func closeMessage() {
            guard !parts.isEmpty else { return }
            var item: JSONObject = ["type": "message", "role": "assistant", "content": .array(parts)]
            item["phase"] = phase
            items.append(.object(item))
            (parts, phase) = ([], nil)
        }
        for block in message.blocks {
            let frame = block.origin?.dialect == .responses ? block.origin?.other[ResponsesItem.Key.item] : nil
            switch block.content {
            case .part(let part):
                if frame != nil { closeMessage() }
                phase = phase ?? frame?["phase"]
                parts.append(ResponsesParts.output(part, imageURL: imageURL))
            case .refusal(let words): parts.append(["type": "refusal", "refusal": .string(words)])
            case .call(let call):
                closeMessage()
                items.append(item(of: call, namespace: frame?["namespace"]))
            case .reasoning, .raw: break
            }
        }
        closeMessage()
        if items.isEmpty {
            items.append([
                "type": "message", "role": "assistant", "content": [ResponsesParts.output(text: "")],
            ])
        }
        return items
    }

    private static func item(of call: ToolCall, namespace: JSONValue?) -> JSONValue {
        var item: JSONObject = [
            "type": call.isCustom ? "custom_tool_call" : "function_call", "call_id": .string(call.id),
            "name": .string(call.name),
        ]
        item[call.isCustom ? "input" : "arguments"] = .string(call.arguments)
        item["namespace"] = namespace
        return .object(item)
    }

    /// Why what only a server understands is left out of a message; nil if there is nothing of the kind, or it goes
    /// back.
    ///
    /// - Parameter stands: whether the message stands where it was made.
    static func omission(_ message: Message, model: String, isStored: Bool, stands: Bool) -> Omission? {
        let opaque = message.blocks.filter { block in
            switch block.content {
            case .reasoning(let reasoning): reasoning.opaque != nil
            case .raw: true
            case .part, .refusal, .call: false
            }
        }
        guard !opaque.isEmpty, !stands || whole(message, model: model, isStored: isStored) == nil else { return nil }
        let origins = opaque.compactMap(\.origin)
        if let other = origins.first(where: { $0.dialect != .responses }) { return .dialect(other.dialect) }
        if let other = origins.first(where: { $0.model != model }) { return .model(other.model) }
        return stands ? .incomplete : .moved
    }
}
