internal import JSON

/// What the response at the end says about how it ended.
struct ResponsesEnding {
    /// The key of what the server changed of the history that was sent.
    static let changesKey = "input_transformations"

    private let response: JSONObject
    private let status: String

    /// - Parameter word: the word of the stream's last event, for a response without a status.
    init(_ response: JSONObject, word: String?) {
        self.response = response
        let own = response["status"]?.stringValue
        // Some servers leave the status at what it was in the middle.
        status = word.flatMap { own == nil || own == "in_progress" ? $0 : nil } ?? own ?? "completed"
    }

    /// Whether nothing follows.
    var isOver: Bool { !["in_progress", "queued"].contains(status) }

    /// Why the response failed; nil if it did not.
    var error: RunError? {
        var error = response["error"]
        if let value = error, value.isNull { error = nil }
        guard status == "failed" || error != nil && status != "completed" else { return nil }
        let words = error ?? ["message": "the server says that the response failed, and gives no reason"]
        return ErrorBody.inStream(words, raw: JSONValue.object(response).compact)
    }

    /// Why the answer ended, in the words that all dialects share; nil if it has not.
    func reason(_ items: [JSONValue]) -> FinishReason? {
        switch status {
        case "completed":
            let hasCalls = items.contains { $0.objectValue.map(ResponsesOpenItem.isCall) ?? false }
            return hasCalls ? FinishReason(.toolCalls, word: "tool_calls") : FinishReason(.stop, word: "stop")
        case "incomplete":
            return Responses().finishReason(response["incomplete_details"]?["reason"]?.stringValue ?? status)
        case "in_progress", "queued": return nil
        default: return FinishReason(.other, word: status)
        }
    }

    /// Sources and logprobs of the texts, under the keys that chat completions has for them, and what the server changed
    /// of the history.
    func extras(_ items: [JSONValue]) -> [(String, JSONValue)] {
        let parts = items.flatMap { $0["content"]?.arrayValue ?? [] }
        func all(_ key: String) -> [JSONValue] { parts.flatMap { $0[key]?.arrayValue ?? [] } }
        var extras: [(String, JSONValue)] = []
        let (annotations, logprobs) = (all("annotations"), all("logprobs"))
        if !annotations.isEmpty { extras.append(("annotations", .array(annotations))) }
        if !logprobs.isEmpty { extras.append(("logprobs", ["content": .array(logprobs)])) }
        if let changes = response["input_transformations"], !(changes.arrayValue ?? []).isEmpty {
            extras.append((Self.changesKey, changes))
        }
        return extras
    }
}
