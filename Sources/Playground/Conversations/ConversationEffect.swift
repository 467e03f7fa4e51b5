package import RequestCore

/// What is asked about the conversations of a prompt.
package enum ConversationEffect: Sendable, Hashable {
    /// Those that hold all words of a search; the first number is the request's.
    case list(Int, ConversationSubject, search: String)
    /// Opens one; the number is the request's.
    case take(Int, String)
    /// Gives one a name, or none.
    case rename(String, to: String)
    case delete(String)
    case undelete(String)
}

/// What becomes of conversations. A tree has the conversation's messages, read off the main actor, since that takes time with
/// their number.
package enum ConversationAction: Sendable {
    case listed(Int, [ConversationSummary])
    case taken(Int, TakenConversation, ThreadTree? = nil)
}
