internal import JSON
internal import Prompts

/// Writes an answer as the response that a request without streaming would have got.
///
/// A stream that comes to its end brings that response itself; this is for one that broke off, and for a log whose
/// response was not kept.
enum ResponsesAssembly {
    /// - Parameter created: seconds since 1970.
    /// - Returns: nil if nothing of an answer has arrived.
    static func response(of reply: Reply, created: Int) -> JSONValue? {
        guard
            reply.hasContent || reply.identity != RunEvent.Identity() || reply.finishReason != nil || reply.usage != nil
        else { return nil }
        var object = JSONObject()
        object["id"] = reply.identity.id.map(JSONValue.string)
        object["object"] = "response"
        object["created_at"] = .number(JSONNumber(created))
        object["status"] = .string(status(reply))
        object["model"] = reply.identity.model.map(JSONValue.string)
        object["output"] = .array(output(reply.message))
        if reply.finishReason?.kind == .length {
            object["incomplete_details"] = ["reason": "max_output_tokens"]
        } else if reply.finishReason?.kind == .contentFilter {
            object["incomplete_details"] = ["reason": "content_filter"]
        }
        object["error"] = reply.error.map {
            ["code": $0.code.map(JSONValue.string) ?? .null, "message": .string($0.message)]
        }
        object["usage"] = reply.usage?.raw
        return .object(object)
    }

    private static func status(_ reply: Reply) -> String {
        if reply.error?.kind == .cancelled { return "cancelled" }
        if reply.error != nil { return "failed" }
        return switch reply.finishReason?.kind {
        case .stop, .toolCalls: "completed"
        case .length, .contentFilter, nil: "incomplete"
        case .other: reply.finishReason?.word ?? "incomplete"
        }
    }

    /// The items: as they came where they are whole, else made of the blocks that have arrived.
    private static func output(_ message: Message) -> [JSONValue] {
        var items: [JSONValue] = []
        var rest = message.blocks[...]
        while let first = rest.first {
            let place = first.origin?.other[ResponsesItem.Key.place]
            let end =
                place == nil
                ? rest.firstIndex { $0.origin?.other[ResponsesItem.Key.place] != nil } ?? rest.endIndex
                : rest.firstIndex { $0.origin?.other[ResponsesItem.Key.place] != place } ?? rest.endIndex
            let blocks = rest[rest.startIndex..<end]
            if let item = ResponsesItem.item(of: blocks) {
                items.append(item)
            } else {
                items += made(Array(blocks))
            }
            rest = rest[end...]
        }
        return items
    }

    private static func made(_ blocks: [Message.Block]) -> [JSONValue] {
        var items: [JSONValue] = []
        var unwritten: [Message.Block] = []
        func write() {
            guard !unwritten.isEmpty else { return }
            items += ResponsesTurn.plain(Message(role: .assistant, blocks: unwritten)) { $0.url }
            unwritten = []
        }
        for block in blocks {
            switch block.content {
            case .reasoning(let reasoning):
                write()
                items.append([
                    "type": "reasoning", "summary": [["type": "summary_text", "text": .string(reasoning.text)]],
                ])
            case .raw(let item):
                write()
                items.append(item)
            case .part, .refusal, .call: unwritten.append(block)
            }
        }
        write()
        return items
    }
}
