package import JSON

extension FinishReason {
    /// The word that `etude run --json` has for the reason, whatever the dialect: chat completions' own.
    package var sharedWord: String {
        switch kind {
        case .stop: "stop"
        case .length: "length"
        case .toolCalls: "tool_calls"
        case .contentFilter: "content_filter"
        case .other: word
        }
    }
}

extension Usage {
    /// The counts under the names of chat completions, as `etude run --json` has them whatever the dialect.
    package var sharedJSON: JSONValue {
        var usage: JSONObject = [
            "prompt_tokens": Self.json(input), "completion_tokens": Self.json(output), "total_tokens": Self.json(total),
        ]
        var prompt = JSONObject()
        prompt["cached_tokens"] = cached.map { .number(JSONNumber($0)) }
        prompt["cache_write_tokens"] = written.map { .number(JSONNumber($0)) }
        if !prompt.isEmpty { usage["prompt_tokens_details"] = .object(prompt) }
        if let reasoning {
            usage["completion_tokens_details"] = ["reasoning_tokens": .number(JSONNumber(reasoning))]
        }
        return .object(usage)
    }

    private static func json(_ count: Int?) -> JSONValue { count.map { .number(JSONNumber($0)) } ?? .null }
}
