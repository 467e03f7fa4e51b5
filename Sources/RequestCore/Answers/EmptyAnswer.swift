package import Prompts

/// Why an answer shows nothing, in the same words wherever answers are shown.
package enum EmptyAnswer: String, Sendable, Hashable, CaseIterable {
    /// Nothing came at all.
    case nothing
    /// White space only.
    case blank
    /// The model has thought and said nothing.
    case reasoning
    /// The limit of tokens was reached while the model was thinking.
    case reasoningLimit = "reasoning_limit"
    /// The limit of tokens was reached before the first word.
    case limit
    /// The provider's filter took it.
    case filter

    /// Why a message of the model is empty; nil where it has text, a refusal, a call, an image or anything else to show.
    ///
    /// - Parameter finish: why the answer ended.
    package init?(_ message: Message, finish: FinishReason?) {
        guard message.toolCalls.isEmpty, message.refusal?.isEmpty ?? true else { return nil }
        for part in message.content {
            guard case .text(let text) = part, text.unicodeScalars.allSatisfy(\.properties.isWhitespace) else {
                return nil
            }
        }
        let hasThought = message.reasoning?.isEmpty == false
        switch finish?.kind {
        case .length: self = hasThought ? .reasoningLimit : .limit
        case .contentFilter: self = .filter
        case .stop, .toolCalls, .other, nil: self = hasThought ? .reasoning : message.text.isEmpty ? .nothing : .blank
        }
    }

    /// What the person reads, with what helps.
    package var words: String {
        switch self {
        case .nothing: "The answer is empty."
        case .blank: "The answer is only white space."
        case .reasoning: "The answer is empty: the model only wrote reasoning."
        case .reasoningLimit:
            "The answer is empty: reasoning used up the token limit. Raise max_tokens or lower the effort."
        case .limit: "The answer is empty: the token limit was reached before any text. Raise max_tokens."
        case .filter: "The answer is empty: the provider's content filter removed it."
        }
    }

    /// The words where there is room for a few.
    package var shortWords: String {
        switch self {
        case .nothing: "empty answer"
        case .blank: "blank answer"
        case .reasoning: "empty answer (reasoning only)"
        case .reasoningLimit, .limit: "empty answer (token limit)"
        case .filter: "empty answer (content filter)"
        }
    }
}

extension Reply {
    /// Why the first choice is empty; nil where it is not, where the run failed or goes on, or where nobody could tell.
    package var emptiness: EmptyAnswer? {
        isEnded && error == nil ? EmptyAnswer(message, finish: finishReason) : nil
    }
}
