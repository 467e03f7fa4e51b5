package import Prompts
package import RequestCore

/// A message after the template, with its origin.
package struct ThreadEntry: Sendable, Hashable {
    /// The id of the message in its conversation. What stands under an id, and after which message, never changes.
    package let id: Int
    package var message: Message
    /// How the answer came about; nil for other messages.
    package var facts: AnswerFacts?
    /// Why the run failed. The entry may have what had arrived.
    package var failure: RunError?
    /// The other choices, if more than one was requested.
    package var alternatives: [Message] = []
    /// The machine's result of a call; nil if a person wrote it.
    package var result: ToolResult?
    /// The message of another branch that this one repeats, because something before it was changed; nil if it stands for itself.
    package var repeats: Int?

    package init(id: Int, message: Message, facts: AnswerFacts? = nil) {
        self.id = id
        self.message = message
        self.facts = facts
    }

    /// The same message under another id.
    ///
    /// - Parameter repeats: whether it is the message of another branch, and not one that was changed.
    func copied(as id: Int, repeats: Bool) -> ThreadEntry {
        var copy = ThreadEntry(id: id, message: message, facts: facts)
        copy.failure = failure
        copy.alternatives = alternatives
        copy.result = result
        copy.repeats = repeats ? self.repeats ?? self.id : nil
        return copy
    }

    /// Whether there is a message to send. An entry of a run that failed at once only says so.
    package var isMessage: Bool { failure == nil || !message.content.isEmpty || !message.toolCalls.isEmpty }

    /// Whether a run brought it, here and not on another branch.
    var isOwnAnswer: Bool { facts != nil && repeats == nil && isMessage }
}
