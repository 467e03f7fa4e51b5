package import JSON

/// What a conversation belongs to: each prompt and each file has conversations of its own.
package enum ConversationSubject: Sendable, Hashable {
    /// A prompt file, by its path from the root with links resolved.
    case file(String)
    /// A stored prompt without a file, by its name.
    case prompt(String)
}

/// A conversation as it is stored: the draft, what is being written, and the messages one by one.
package struct StoredConversation: Sendable, Hashable {
    package var id: String
    /// The prompt with its unsaved changes.
    package var draft: JSONValue
    /// What is being typed and has not been sent, and the run that is under way.
    package var writing: JSONValue
    /// The messages after the template, each with its facts.
    package var messages: [JSONValue]
    /// The log of the run that was under way when the process ended, as far as it got.
    package var interrupted: LogRecord?

    /// Makes a conversation from its parts.
    package init(id: String, draft: JSONValue, writing: JSONValue = [:], messages: [JSONValue] = []) {
        self.id = id
        self.draft = draft
        self.writing = writing
        self.messages = messages
    }
}

/// The answer to a request for a conversation.
package struct TakenConversation: Sendable, Hashable {
    /// The conversation, which this process holds from now on; nil where there is none, or none that is free.
    package var conversation: StoredConversation?
    /// Whether another process that is alive holds a conversation of the same subject.
    package var isHeldElsewhere: Bool

    /// Makes an answer.
    package init(_ conversation: StoredConversation? = nil, isHeldElsewhere: Bool = false) {
        self.conversation = conversation
        self.isHeldElsewhere = isHeldElsewhere
    }
}

/// The parts of a conversation that have changed since it was written last.
package struct ConversationChange: Sendable, Hashable {
    package var id: String
    package var prompt: String
    /// The file of the prompt, by its path from the root; nil for a stored prompt.
    package var file: String?
    /// nil: as it is stored.
    package var draft: JSONValue?
    /// nil: as it is stored.
    package var writing: JSONValue?
    /// The messages that have changed, by their places from 0.
    package var messages: [Int: JSONValue] = [:]
    /// How many messages there are; those behind them are removed.
    package var messageCount: Int

    /// Makes a change that says only how many messages there are.
    package init(id: String, prompt: String, file: String? = nil, messageCount: Int) {
        self.id = id
        self.prompt = prompt
        self.file = file
        self.messageCount = messageCount
    }
}

/// Stores conversations. Each is held by one living process at a time, which alone writes it.
package protocol ConversationStore: Sendable {
    /// Takes the newest conversation of a subject that no other living process holds; nil takes the newest of all.
    func takeConversation(of subject: ConversationSubject?) async throws -> TakenConversation
    /// Writes the changed parts of a conversation, and begins it where there is none with this id.
    ///
    /// - Returns: false where another process has taken the conversation meanwhile. Nothing is written then.
    func save(_ change: ConversationChange) async throws -> Bool
}
