package import JSON

/// How the store and the session keep an answer, whatever dialect it came in: in the words of chat completions, which was
/// the only dialect when they began.
package enum ChatArchive {
    /// One of the answers of a stored reply.
    package struct Choice: Sendable {
        /// As `Message.json(.stored)` writes it.
        package var message: JSONValue
        /// The server's word for why it ended.
        package var finish: String?
        /// What came with it.
        package var extras: JSONObject

        /// A choice of these parts.
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

    /// Writes how many tokens an answer took, and why it ended, into what a session keeps of it.
    package static func write(_ usage: Usage?, _ finish: FinishReason?, to answer: inout JSONObject) {
        answer["completion_tokens"] = (usage?.output).map { .number(JSONNumber($0)) }
        answer["prompt_tokens"] = (usage?.input).map { .number(JSONNumber($0)) }
        answer["finish_reason"] = (finish?.word).map(JSONValue.string)
    }

    /// How many tokens the answer took that a session has kept; nil where it does not say.
    package static func usage(of answer: JSONValue) -> Usage? {
        var counts = JSONObject()
        for key in ["completion_tokens", "prompt_tokens"] { counts[key] = answer[key] }
        return counts.isEmpty ? nil : ChatCompletions().usage(.object(counts))
    }

    /// Why the answer ended that a session has kept.
    package static func finish(of answer: JSONValue, in dialect: any Dialect) -> FinishReason? {
        answer["finish_reason"]?.stringValue.map(dialect.finishReason)
    }
}
