/// Why an answer ended, the same for all dialects.
public struct FinishReason: Sendable, Hashable, CustomStringConvertible {
    /// The reasons that all dialects share.
    public enum Kind: Sendable, Hashable {
        /// The answer is complete.
        case stop
        /// The limit of tokens was reached.
        case length
        /// The model waits for the results of its calls.
        case toolCalls
        /// The provider's filter ended the answer.
        case contentFilter
        /// Anything else; ``FinishReason/word`` has the server's word.
        case other
    }

    /// The shared reason.
    public var kind: Kind
    /// The server's own word.
    public var word: String

    /// Makes a reason.
    public init(_ kind: Kind, word: String) {
        self.kind = kind
        self.word = word
    }

    /// The server's own word.
    public var description: String { word }

    /// What a person is told of an ending that is not the usual one; nil for the others. It holds the server's own word,
    /// which may be any text.
    package var notice: String? {
        switch kind {
        case .stop, .toolCalls: nil
        case .length: "cut off at the token limit (\(word))"
        case .contentFilter: "ended by the content filter (\(word))"
        case .other: word.isEmpty ? nil : "ended with: \(word)"
        }
    }

    /// Whether the calls of the answer may be answered. Arguments that were cut off may parse and mean something
    /// else.
    public var mayAnswerCalls: Bool {
        switch kind {
        case .length, .contentFilter: false
        case .stop, .toolCalls, .other: true
        }
    }
}
