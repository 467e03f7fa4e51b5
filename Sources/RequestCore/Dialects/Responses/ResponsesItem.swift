internal import JSON
internal import Prompts

/// The items of an answer as blocks of a message, and the way back.
///
/// What a block shows is in the block; what else the item had stays in the block's origin, so that the item can be
/// written again byte for byte:
///
/// ```
/// item   the item without its texts, in whose places null stands; `content` counts its parts. On the item's first block.
/// part   the part without its text, likewise
/// place  the item's place in the answer
/// of     how many items the answer has; only once the server has said that the answer is complete
/// ```
enum ResponsesItem {
    /// The keys of a block's origin.
    enum Key {
        static let (item, part, place, count) = ("item", "part", "place", "of")
    }

    /// The blocks of all items of an answer.
    ///
    /// - Parameter model: the model that was asked.
    static func blocks(of items: [JSONValue], model: String, isWhole: Bool) -> [Message.Block] {
        items.enumerated().flatMap { place, item in
            blocks(of: item, model: model, place: place, count: isWhole ? items.count : nil)
        }
    }

    /// The blocks of one item: one, or one for each part of a message.
    ///
    /// - Parameters:
    ///   - place: the item's place in the answer.
    ///   - count: the number of the answer's items; nil until it is known.
    static func blocks(of item: JSONValue, model: String, place: Int, count: Int?) -> [Message.Block] {
        guard let object = item.objectValue else { return [Message.Block(.raw(item))] }
        var origin = Message.Origin(dialect: .responses, model: model, itemID: id(of: item))
        origin.other[Key.place] = .number(JSONNumber(place))
        origin.other[Key.count] = count.map { .number(JSONNumber($0)) }
        switch object["type"]?.stringValue {
        case "message": return blocks(ofMessage: object, origin)
        case "reasoning":
            return [Message.Block(.reasoning(Message.Reasoning(reasoningText(item), opaque: item)), origin: origin)]
        case "function_call", "custom_tool_call":
            origin.other[Key.item] = .object(frame(object, without: ["call_id", "name", textKey(ofCall: object)]))
            return [Message.Block(.call(call(object)), origin: origin)]
        default: return [Message.Block(.raw(item), origin: origin)]
        }
    }

    /// The server's id of an item; nil instead of empty.
    static func id(of item: JSONValue) -> String? {
        item["id"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The text of a reasoning item that may be shown: its summary, else what an open model thought.
    static func reasoningText(_ item: JSONValue) -> String {
        let summary = texts(item["summary"])
        return (summary.isEmpty ? texts(item["content"]) : summary).joined(separator: "\n\n")
    }

    private static func texts(_ parts: JSONValue?) -> [String] {
        (parts?.arrayValue ?? []).compactMap { $0["text"]?.stringValue }.filter { !$0.isEmpty }
    }

    /// The call that an item is.
    static func call(_ item: JSONObject) -> ToolCall {
        let isCustom = item["type"]?.stringValue == "custom_tool_call"
        let arguments =
            switch item[textKey(ofCall: item)] {
            case .none, .null: ""
            case .string(let text): text
            case .some(let value): value.compact
            }
        return ToolCall(
            id: item["call_id"]?.stringValue ?? id(of: .object(item)) ?? "", name: item["name"]?.stringValue ?? "",
            arguments: arguments, other: isCustom ? ["type": "custom"] : JSONObject())
    }

    private static func textKey(ofCall item: JSONObject) -> String {
        item["type"]?.stringValue == "custom_tool_call" ? "input" : "arguments"
    }

    private static func frame(_ object: JSONObject, without keys: [String]) -> JSONObject {
        var frame = object
        for key in keys where frame[key] != nil { frame[key] = .null }
        return frame
    }

    // MARK: Messages

    private static func blocks(ofMessage object: JSONObject, _ origin: Message.Origin) -> [Message.Block] {
        var frame = object
        let parts: [JSONValue]
        switch object["content"] {
        case .array(let list):
            parts = list
            frame["content"] = .number(JSONNumber(list.count))
        case .string(let text):
            parts = [["type": "output_text", "text": .string(text)]]
            frame["content"] = .null
        default:
            parts = []
            frame["content"] = 0
        }
        // The API refuses a message without a role.
        if object["role"]?.stringValue == nil { frame["role"] = "assistant" }
        // An empty message keeps its place among the items.
        guard !parts.isEmpty else {
            var origin = origin
            origin.other[Key.item] = .object(frame)
            return [Message.Block(.part(.text("")), origin: origin)]
        }
        return parts.enumerated().map { place, part in
            var origin = origin
            if place == 0 { origin.other[Key.item] = .object(frame) }
            return block(ofPart: part, origin)
        }
    }

    private static func block(ofPart part: JSONValue, _ origin: Message.Origin) -> Message.Block {
        var origin = origin
        let object = part.objectValue ?? JSONObject()
        switch (object["type"]?.stringValue, object["text"], object["refusal"]) {
        case ("output_text", .string(let text), _), ("text", .string(let text), _):
            origin.other[Key.part] = .object(frame(object, without: ["text"]))
            return Message.Block(.part(.text(text)), origin: origin)
        case ("refusal", _, .string(let words)):
            origin.other[Key.part] = .object(frame(object, without: ["refusal"]))
            return Message.Block(.refusal(words), origin: origin)
        default: return Message.Block(.part(.other(part)), origin: origin)
        }
    }

    // MARK: The way back

    /// The item that blocks were read from; nil if they are not the blocks of one item.
    static func item(of blocks: ArraySlice<Message.Block>) -> JSONValue? {
        guard let first = blocks.first else { return nil }
        // Only a message has several blocks.
        let isMessage = first.content.part != nil || first.content.refusal != nil
        guard isMessage || blocks.count == 1 else { return nil }
        let frame = first.origin?.other[Key.item]?.objectValue
        switch first.content {
        case .reasoning(let reasoning): return reasoning.opaque
        case .raw(let item): return item
        case .call(let call):
            guard var item = frame else { return nil }
            item["call_id"] = .string(call.id)
            item["name"] = .string(call.name)
            item[textKey(ofCall: item)] = .string(call.arguments)
            return .object(item)
        case .part, .refusal:
            guard var item = frame else { return nil }
            guard let count = item["content"]?.intValue else {
                guard blocks.count == 1, case .part(.text(let text)) = first.content else { return nil }
                if item["content"] != nil { item["content"] = .string(text) }
                return .object(item)
            }
            let parts = count == 0 ? [] : blocks.compactMap(part)
            guard parts.count == count, count > 0 || blocks.count == 1 else { return nil }
            item["content"] = .array(parts)
            return .object(item)
        }
    }

    private static func part(_ block: Message.Block) -> JSONValue? {
        var frame = block.origin?.other[Key.part]?.objectValue
        switch block.content {
        case .part(.text(let text)): frame?["text"] = .string(text)
        case .refusal(let words): frame?["refusal"] = .string(words)
        case .part(.other(let value)): return value
        case .part(.image), .call, .reasoning, .raw: return nil
        }
        return frame.map(JSONValue.object)
    }
}
