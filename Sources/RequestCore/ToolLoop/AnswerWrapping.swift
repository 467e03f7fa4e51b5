/// What models put around the JSON that they were asked for.
public enum AnswerWrapping: Sendable, Hashable {
    /// `<think>…</think>` in front of it.
    case thinking
    /// A fence of Markdown around it.
    case fence

    /// What there is around the JSON, as the rest of a sentence.
    var words: String {
        switch self {
        case .thinking: "it begins with <think>…</think>"
        case .fence: "it begins with a ``` fence"
        }
    }

    /// The outermost wrapping of a text, and what is in it; nil if there is none.
    static func unwrapped(_ text: String) -> (AnswerWrapping, inner: String)? {
        let start = text.drop(while: \.isWhitespace)
        for tag in ["think", "thinking"] where start.hasPrefix("<\(tag)>") {
            guard let end = start.firstRange(of: "</\(tag)>") else { return nil }
            return (.thinking, String(start[end.upperBound...]))
        }
        guard start.hasPrefix("```"), let line = start.firstIndex(where: \.isNewline) else { return nil }
        var inner = start[start.index(after: line)...]
        while inner.last?.isWhitespace ?? false { inner.removeLast() }
        guard inner.hasSuffix("```") else { return nil }
        return (.fence, String(inner.dropLast(3)))
    }
}
