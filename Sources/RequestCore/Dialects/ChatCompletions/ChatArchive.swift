package import JSON

/// How the store and the session keep an answer of any dialect: in the words of chat completions, which was the only
/// dialect when they began.
package enum ChatArchive {
    /// One of the answers of a stored reply.
    package struct Choice: Sendable {
        /// The message as `Message.json(.stored)` writes it.
        package var message: JSONValue
        /// The server's word for the end.
        package var finish: String?
        /// The extras of the choice.
        package var extras: JSONObject

        /// Makes a choice.
        package init(message: JSONValue, finish: String?, extras: JSONObject) {
            self.message = message
            self.finish = finish
            self.extras = extras
        }
    }

    /// The beginning of a stored reply: its choices.
    package static func reply(_ choices: [Choice]) -> JSONObject {
        [
            "choices": .array(
                choices.map { choice in
                    var object: JSONObject = ["message": choice.message]
                    object["finish_reason"] = choice.finish.map(JSONValue.string)
                    if !choice.extras.isEmpty { object["extras"] = .object(choice.extras) }
                    return .object(object)
                })
        ]
    }

    /// The choices of a stored reply.
    package static func choices(of reply: JSONValue) -> [Choice] {
        (reply["choices"]?.arrayValue ?? []).map { choice in
            Choice(
                message: choice["message"] ?? .null, finish: choice["finish_reason"]?.stringValue,
                extras: choice["extras"]?.objectValue ?? JSONObject())
        }
    }

    /// Writes the tokens of an answer, and the reason of its end, into the session's record of it.
    package static func write(_ usage: Usage?, _ finish: FinishReason?, to answer: inout JSONObject) {
        answer["completion_tokens"] = (usage?.output).map { .number(JSONNumber($0)) }
        answer["prompt_tokens"] = (usage?.input).map { .number(JSONNumber($0)) }
        answer["finish_reason"] = (finish?.word).map(JSONValue.string)
    }

    /// The tokens of an answer that a session has kept; nil if they are not recorded.
    package static func usage(of answer: JSONValue) -> Usage? {
        var counts = JSONObject()
        for key in ["completion_tokens", "prompt_tokens"] { counts[key] = answer[key] }
        return counts.isEmpty ? nil : ChatCompletions().usage(.object(counts))
    }

    /// The reason why an answer ended that a session has kept.
    package static func finish(of answer: JSONValue, in dialect: any Dialect) -> FinishReason? {
        answer["finish_reason"]?.stringValue.map(dialect.finishReason)
    }
}
