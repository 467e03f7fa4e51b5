internal import JSON

extension Message {
    /// An answer as it goes back to the server: of its content the API takes text and refusals only.
    ///
    /// Where nothing else was said, the names of the other parts stand in their place, since servers refuse a message
    /// that is empty.
    var sayable: Message {
        let parts = content
        let kept = parts.filter(\.isSayable)
        guard kept.count < parts.count else { return self }
        var message = self
        let isEmpty = kept.isEmpty && toolCalls.isEmpty && refusal == nil
        message.content = isEmpty ? [.text(parts.map { "[\($0.kindName)]" }.joined(separator: " "))] : kept
        return message
    }
}

extension ContentPart {
    /// Whether an assistant message may have this part in a request.
    fileprivate var isSayable: Bool {
        switch self {
        case .text: true
        case .image: false
        case .other(let json): ["text", "refusal"].contains(json["type"]?.stringValue ?? "")
        }
    }

    /// What kind of part this is, in a word: `image`, `audio`, or the server's own word.
    package var kindName: String {
        switch self {
        case .text: "text"
        case .image: "image"
        case .other(let json): json["type"]?.stringValue ?? "part"
        }
    }
}
