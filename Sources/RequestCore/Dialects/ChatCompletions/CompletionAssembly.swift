package import JSON
internal import Prompts

/// Assembles the events of a stream into the completion that a request without streaming would have got.
package enum CompletionAssembly {
    /// The keys that belong to the choice. Any other extra came with its message.
    private static let choiceKeys: Set<String> = [
        "logprobs", "native_finish_reason", "stop_reason", "content_filter_results", "content_filter_result",
        "matched_stop", "token_ids", "seed",
    ]

    /// The keys that a message has itself: an extra with such a name stood beside the message.
    private static let messageKeys: Set<String> = [
        "role", "refusal", "tool_calls", "function_call", "reasoning", "reasoning_content",
    ]

    /// - Parameters:
    ///   - created: seconds since 1970.
    /// - Returns: nil if nothing of an answer has arrived.
    package static func completion(of reply: Reply, created: Int) -> JSONValue? {
        guard
            reply.hasContent || reply.identity != RunEvent.Identity() || reply.finishReason != nil || reply.usage != nil
        else { return nil }
        var object = JSONObject()
        object["id"] = reply.identity.id.map(JSONValue.string)
        object["object"] = "chat.completion"
        object["created"] = .number(JSONNumber(created))
        object["model"] = reply.identity.model.map(JSONValue.string)
        object["choices"] = .array(reply.choices.enumerated().map { .object(choice($0.element, index: $0.offset)) })
        object["usage"] = reply.usage?.raw
        object["system_fingerprint"] = reply.identity.systemFingerprint.map(JSONValue.string)
        return .object(object)
    }

    private static func choice(_ choice: Reply.Choice, index: Int) -> JSONObject {
        var object: JSONObject = ["index": .number(JSONNumber(index))]
        var message = message(choice.message)
        for member in choice.extras.members where !isOfChoice(member.key) {
            message[member.key == "content" ? "content_parts" : member.key] = member.value
        }
        object["message"] = .object(message)
        for member in choice.extras.members where isOfChoice(member.key) { object[member.key] = member.value }
        object["finish_reason"] = (choice.finishReason?.word).map(JSONValue.string) ?? .null
        return object
    }

    private static func isOfChoice(_ key: String) -> Bool { choiceKeys.contains(key) || messageKeys.contains(key) }

    private static func message(_ message: Message) -> JSONObject {
        var object: JSONObject = ["role": "assistant"]
        object["content"] = content(message.content)
        object["refusal"] = message.refusal.map(JSONValue.string) ?? .null
        object["reasoning_content"] = message.reasoning.map(JSONValue.string)
        if !message.toolCalls.isEmpty {
            object["tool_calls"] = .array(message.toolCalls.map { $0.json(.api(imageURL: \.url)) })
        }
        return object
    }

    /// The text, or a list of parts where there are others. The bytes of images are kept once, under their hash.
    private static func content(_ parts: [ContentPart]) -> JSONValue {
        if parts.isEmpty { return .null }
        if parts.count == 1, case .text(let text) = parts[0] { return .string(text) }
        return .array(
            parts.map { part in
                part.json(.api { image in image.facts.map { "sha256:" + $0.sha256 } ?? image.url })
            })
    }
}
