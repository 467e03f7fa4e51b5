/// Why an answer ended, the same for all dialects.
public struct FinishReason: Sendable, Hashable, CustomStringConvertible {
    /// What the reasons of all dialects come to.
    public enum Kind: Sendable, Hashable {
        /// The model had said all.
        case stop
        /// The limit of tokens was reached.
        case length
        /// The model waits for the results of its calls.
        case toolCalls
        /// The provider's filter ended the answer.
        case contentFilter
        /// Anything else; ``FinishReason/word`` says what.
        case other
    }

    /// What the reason comes to.
    public var kind: Kind
    /// The server's own word.
    public var word: String

    /// A reason of these parts.
    public init(_ kind: Kind, word: String) {
        self.kind = kind
        self.word = word
    }

    /// The server's own word.
    public var description: String { word }

    /// Whether the calls of the answer may be answered: arguments that were cut off may parse, and mean something else.
    public var mayAnswerCalls: Bool {
        switch kind {
        case .length, .contentFilter: false
        case .stop, .toolCalls, .other: true
        }
    }
}
