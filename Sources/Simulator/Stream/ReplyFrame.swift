import JSON

/// What is the same in every chunk of an answer, and in the answer as a whole.
struct ReplyFrame {
    var id: String
    /// Seconds since 1970.
    var created: Int
    var model: String
    var promptTokens: Int

    static let systemFingerprint = "fp_simulator"

    func usage(_ scripts: [ChoiceScript]) -> JSONValue {
        let completion = scripts.reduce(0) { $0 + $1.tokens }
        let reasoning = scripts.reduce(0) { $0 + $1.reasoningTokens }
        return [
            "prompt_tokens": .number(JSONNumber(promptTokens)),
            "completion_tokens": .number(JSONNumber(completion)),
            "total_tokens": .number(JSONNumber(promptTokens + completion)),
            "prompt_tokens_details": ["cached_tokens": 0, "audio_tokens": 0],
            "completion_tokens_details": [
                "reasoning_tokens": .number(JSONNumber(reasoning)), "audio_tokens": 0, "accepted_prediction_tokens": 0,
                "rejected_prediction_tokens": 0,
            ],
        ]
    }

    /// A plausible entry of `logprobs.content`: the token, then `top` alternatives that begin with it.
    static func logprob(of token: String, top: Int) -> JSONValue {
        let hash = StableHash.of(token)
        let own = -Double(hash % 1000) / 2500
        var alternatives: [JSONValue] = []
        for rank in 0..<top {
            let text = rank == 0 ? token : token + String(repeating: "s", count: rank)
            alternatives.append(entry(text, own - Double(rank) * 1.7))
        }
        var object = entry(token, own).objectValue ?? JSONObject()
        object["top_logprobs"] = .array(alternatives)
        return .object(object)
    }

    private static func entry(_ token: String, _ logprob: Double) -> JSONValue {
        [
            "token": .string(token), "logprob": JSONNumber(logprob).map(JSONValue.number) ?? 0,
            "bytes": .array(token.utf8.map { .number(JSONNumber(Int($0))) }),
        ]
    }
}
