internal import JSON

/// The blocks of a message that has an order of its own, as the store and the session keep them beside its content and
/// its calls.
///
/// ```
/// "etude_blocks": [{"reasoning": "…", "opaque": {…}, "dialect": "responses", "model": "…", "item": "rs_1"},
///                  {"part": 0}, {"call": 0, "dialect": "responses", "model": "…", "item": "fc_1"}, {"part": 1}]
/// ```
///
/// `part` and `call` count in `content` and `tool_calls`, so that no text stands there twice.
extension Message {
    static let blocksKey = "etude_blocks"
    static let errorKey = "etude_error"

    var blocksJSON: JSONValue {
        var (parts, calls) = (0, 0)
        return .array(
            blocks.map { block in
                var object = JSONObject()
                switch block.content {
                case .part:
                    object["part"] = .number(JSONNumber(parts))
                    parts += 1
                case .call:
                    object["call"] = .number(JSONNumber(calls))
                    calls += 1
                case .refusal(let words): object["refusal"] = .string(words)
                case .reasoning(let reasoning):
                    object["reasoning"] = .string(reasoning.text)
                    object["opaque"] = reasoning.opaque
                case .raw(let item): object["raw"] = item
                }
                if let origin = block.origin {
                    object["dialect"] = .string(origin.dialect.rawValue)
                    object["model"] = .string(origin.model)
                    object["item"] = origin.itemID.map(JSONValue.string)
                    if !origin.other.isEmpty { object["other"] = .object(origin.other) }
                    object["prefix"] = origin.prefix.map(JSONValue.string)
                }
                return .object(object)
            })
    }

    /// Reads what ``blocksJSON`` wrote, with this message's content and calls; nil for a list that does not have each of
    /// them once, in order.
    func blocks(storedAs list: [JSONValue]) -> [Block]? {
        let (parts, calls) = (content, toolCalls)
        var (nextPart, nextCall) = (0, 0)
        var blocks: [Block] = []
        for item in list {
            let content: Block.Content
            if let index = item["part"]?.intValue {
                guard index == nextPart, parts.indices.contains(index) else { return nil }
                content = .part(parts[index])
                nextPart += 1
            } else if let index = item["call"]?.intValue {
                guard index == nextCall, calls.indices.contains(index) else { return nil }
                content = .call(calls[index])
                nextCall += 1
            } else if let words = item["refusal"]?.stringValue {
                content = .refusal(words)
            } else if let text = item["reasoning"]?.stringValue {
                content = .reasoning(Reasoning(text, opaque: item["opaque"]))
            } else if let raw = item["raw"] {
                content = .raw(raw)
            } else {
                return nil
            }
            blocks.append(Block(content, origin: Origin(stored: item)))
        }
        return nextPart == parts.count && nextCall == calls.count ? blocks : nil
    }
}

extension Message.Origin {
    fileprivate init?(stored json: JSONValue) {
        guard let dialect = json["dialect"]?.stringValue.flatMap(DialectID.init(rawValue:)),
            let model = json["model"]?.stringValue
        else { return nil }
        self.init(
            dialect: dialect, model: model, itemID: json["item"]?.stringValue,
            other: json["other"]?.objectValue ?? JSONObject(), prefix: json["prefix"]?.stringValue)
    }
}
