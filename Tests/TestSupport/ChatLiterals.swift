package import JSON
package import RequestCore

/// A finish reason as chat completions has it: `"stop"`.
extension FinishReason: ExpressibleByStringLiteral {
    package init(stringLiteral word: String) { self = ChatCompletions().finishReason(word) }
}

/// A usage as chat completions has it: `["total_tokens": 7]`.
extension Usage: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral members: (String, JSONValue)...) {
        self = ChatCompletions().usage(.object(JSONObject(members)))
    }
}
