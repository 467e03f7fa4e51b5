import JSON
import RequestCore

/// The API's rules for `messages`, in its words.
enum MessagesHistory {
    /// Checks roles, texts, thinking, and that results follow their calls.
    static func check(_ json: JSONValue?, model: ClaudeModel?) throws(MessagesRefusal) {
        guard let messages = json?.arrayValue else { throw MessagesRefusal("messages: Field required") }
        guard !messages.isEmpty else { throw MessagesRefusal("messages: at least one message is required") }
        guard messages[0]["role"]?.stringValue == "user" else {
            throw MessagesRefusal("messages: first message must use the \"user\" role")
        }
        for (index, message) in messages.enumerated() {
            try checkRole(message, index, model)
            for (place, block) in blocks(message).enumerated() {
                try checkBlock(block, "messages.\(index).content.\(place)")
            }
        }
        try checkCalls(messages)
    }

    private static func blocks(_ message: JSONValue) -> [JSONValue] {
        if let text = message["content"], text.stringValue != nil { return [["type": "text", "text": text]] }
        return message["content"]?.arrayValue ?? []
    }

    private static func checkRole(_ message: JSONValue, _ index: Int, _ model: ClaudeModel?) throws(MessagesRefusal) {
        let role = message["role"]?.stringValue ?? ""
        switch role {
        case "user", "assistant": break
        case "system":
            guard model?.takesSystemLater ?? false else {
                throw MessagesRefusal("messages.\(index).role: role 'system' is not supported on this model")
            }
        default:
            throw MessagesRefusal("messages.\(index).role: Input should be 'user' or 'assistant'")
        }
        guard !blocks(message).isEmpty else {
            throw MessagesRefusal("messages.\(index): all messages must have non-empty content")
        }
    }

    private static func checkBlock(_ block: JSONValue, _ place: String) throws(MessagesRefusal) {
        switch block["type"]?.stringValue {
        case "text":
            guard let text = block["text"]?.stringValue else {
                throw MessagesRefusal("\(place).text.text: Field required")
            }
            guard !text.isEmpty else { throw MessagesRefusal("messages: text content blocks must be non-empty") }
            guard !text.allSatisfy(\.isWhitespace) else {
                throw MessagesRefusal("messages: text content blocks must contain non-whitespace text")
            }
        case "tool_use":
            guard block["input"]?.objectValue != nil else {
                throw MessagesRefusal("\(place).tool_use.input: Input should be a valid dictionary")
            }
            let id = block["id"]?.stringValue ?? ""
            guard id.wholeMatch(of: /[a-zA-Z0-9_-]+/) != nil else {
                throw MessagesRefusal("\(place).tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'")
            }
        case "thinking":
            guard block["signature"]?.stringValue == MessagesSignature.of(block["thinking"]?.stringValue ?? "") else {
                throw MessagesRefusal("\(place): Invalid `signature` in `thinking` block")
            }
        case nil: throw MessagesRefusal("\(place).type: Field required")
        case "input_json_delta", "text_delta", "image_url", "input_text":
            throw MessagesRefusal(
                "\(place): Input tag '\(block["type"]?.stringValue ?? "")' found using 'type' does not match any of the expected tags"
            )
        default: break
        }
    }

    private static func checkCalls(_ messages: [JSONValue]) throws(MessagesRefusal) {
        var open: [String] = []
        for (index, message) in messages.enumerated() {
            let results = blocks(message).filter { $0["type"]?.stringValue == "tool_result" }
                .compactMap { $0["tool_use_id"]?.stringValue }
            if let stray = results.first(where: { !open.contains($0) }) {
                throw MessagesRefusal(
                    "messages.\(index).content.0: unexpected `tool_use_id` found in `tool_result` blocks: \(stray). "
                        + "Each `tool_result` block must have a corresponding `tool_use` block in the previous message."
                )
            }
            let missing = open.filter { !results.contains($0) }
            if !missing.isEmpty {
                throw MessagesRefusal(
                    "messages.\(index - 1): `tool_use` ids were found without `tool_result` blocks immediately after: "
                        + "\(missing.joined(separator: ", ")). Each `tool_use` block must have a corresponding "
                        + "`tool_result` block in the next message.")
            }
            open = blocks(message).filter { $0["type"]?.stringValue == "tool_use" }.compactMap { $0["id"]?.stringValue }
            if Set(open).count < open.count {
                throw MessagesRefusal("messages.\(index): `tool_use` ids must be unique")
            }
        }
        if !open.isEmpty {
            throw MessagesRefusal(
                "messages.\(messages.count - 1): `tool_use` ids were found without `tool_result` blocks immediately "
                    + "after: \(open.joined(separator: ", ")). Each `tool_use` block must have a corresponding "
                    + "`tool_result` block in the next message.")
        }
    }
}

/// The signature of a thinking block, so that one that was changed is refused as the API refuses it.
enum MessagesSignature {
    /// The signature of a text.
    static func of(_ thinking: String) -> String {
        "Sim" + String(StableHash.of("thinking " + thinking), radix: 36)
    }
}
