import JSON
import Prompts
import RequestCore

/// What equal answers share: the class of the finish, and the answer without what does not count.
package enum AnswerKey {
    /// The key of an answer: JSON in canonical form, other text without the white space around it, calls by name and canonical
    /// arguments in their order.
    package static func of(_ answer: Answer) -> String {
        var parts: [JSONValue] = [.string(finish(answer.finishReason))]
        for call in answer.calls {
            let arguments = try? JSONValue(parsing: call.arguments)
            parts.append(.string(call.name))
            parts.append(.string(arguments.map(CanonicalJSON.text) ?? call.arguments))
        }
        if answer.calls.isEmpty {
            let text = CheckReading.trimmed(answer.output)
            let isJSON = text.hasPrefix("{") || text.hasPrefix("[")
            parts.append(.string(isJSON ? (try? JSONValue(parsing: text)).map(CanonicalJSON.text) ?? text : text))
        }
        return String(SHA256.hex(of: Array(JSONValue.array(parts).compact.utf8)).prefix(16))
    }

    private static func finish(_ reason: FinishReason?) -> String {
        switch reason?.kind {
        case .stop, .toolCalls, nil: "whole"
        case .length: "length"
        case .contentFilter: "filter"
        case .other: reason?.word ?? ""
        }
    }
}
