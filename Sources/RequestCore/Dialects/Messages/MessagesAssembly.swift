internal import JSON
internal import Prompts

/// Assembles the answer of a stream into one message, as a request without streaming would have got it.
enum MessagesAssembly {
    /// - Returns: nil if nothing of an answer has arrived.
    static func message(of reply: Reply) -> JSONValue? {
        guard
            reply.hasContent || reply.identity != RunEvent.Identity() || reply.finishReason != nil || reply.usage != nil
        else { return nil }
        let extras = reply.choices[0].extras
        var object = JSONObject()
        object["id"] = reply.identity.id.map(JSONValue.string)
        object["type"] = "message"
        object["role"] = "assistant"
        object["model"] = reply.identity.model.map(JSONValue.string)
        object["content"] = .array(reply.message.blocks.compactMap(block))
        object["stop_reason"] = (reply.finishReason?.word).map(JSONValue.string) ?? .null
        object["stop_sequence"] = extras["stop_sequence"] ?? .null
        for member in extras.members where member.key != "stop_sequence" { object[member.key] = member.value }
        object["usage"] = reply.usage?.raw
        return .object(object)
    }

    private static func block(_ block: Message.Block) -> JSONValue? {
        switch block.content {
        case .part(.text(let text)):
            var object: JSONObject = ["type": "text", "text": .string(text)]
            for member in block.origin?.other.members ?? [] { object[member.key] = member.value }
            return .object(object)
        case .part(let part): return part.json(.api(imageURL: \.url))
        case .refusal(let words):
            guard block.origin == nil else { return nil }
            return ["type": "text", "text": .string(words)]
        case .reasoning(let reasoning):
            return reasoning.opaque
                ?? ["type": "thinking", "thinking": .string(reasoning.text), "signature": ""]
        case .call(let call):
            var object: JSONObject = ["type": "tool_use", "id": .string(call.id), "name": .string(call.name)]
            // Arguments that were cut off stay as they came.
            let input = try? JSONValue(parsing: call.arguments)
            object["input"] = input?.objectValue.map(JSONValue.object) ?? .string(call.arguments)
            for member in call.other.members { object[member.key] = member.value }
            return .object(object)
        case .raw(let json): return json
        }
    }
}
