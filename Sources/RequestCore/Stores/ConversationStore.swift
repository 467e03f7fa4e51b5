package import JSON

/// What a conversation belongs to: each prompt and each file has conversations of its own.
package enum ConversationSubject: Sendable, Hashable {
    /// A prompt file, by its path from the root with links resolved.
    case file(String)
    /// A stored prompt without a file, by its name.
    case prompt(String)
}

/// A message of a conversation as it is stored.
package struct StoredMessage: Sendable, Hashable {
    /// Its number in the conversation, from 0. A message has a higher one than the message that it follows.
    package var id: Int
    /// The id of the message that it follows; -1 for a first one.
    package var parent: Int
    /// Whether the thread goes on with it after that message. Of the messages that follow one, at most one is chosen.
    package var isChosen: Bool
    /// The message with its facts.
    package var value: JSONValue

    /// Makes a message from its parts.
    package init(id: Int, parent: Int, isChosen: Bool = true, value: JSONValue) {
        self.id = id
        self.parent = parent
        self.isChosen = isChosen
        self.value = value
    }

    /// The messages of a thread without branches.
    package static func line(_ values: [JSONValue]) -> [StoredMessage] {
        values.enumerated().map { StoredMessage(id: $0, parent: $0 - 1, value: $1) }
    }
}

/// A step of undo as it is stored.
package struct StoredUndoStep: Sendable, Hashable {
    /// Its number in the conversation; later steps have higher ones.
    package var number: Int
    package var value: JSONValue

    /// Makes a step from its parts.
    package init(number: Int, value: JSONValue) {
        self.number = number
        self.value = value
    }
}

/// A conversation as it is stored: the draft, what is being written, and the messages one by one.
package struct StoredConversation: Sendable, Hashable {
    package var id: String
    /// The prompt with its unsaved changes.
    package var draft: JSONValue
    /// What is being typed and has not been sent, and the run that is under way.
    package var writing: JSONValue
    /// The messages after the template, by their ids; branches included.
    package var messages: [StoredMessage]
    /// The steps of undo, oldest first, by their numbers.
    package var steps: [StoredUndoStep] = []
    /// The log of the run that was under way when the process ended, as far as it got.
    package var interrupted: LogRecord?

    /// Makes a conversation from its parts.
    package init(id: String, draft: JSONValue, writing: JSONValue = [:], messages: [StoredMessage] = []) {
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
    /// The messages that have changed.
    package var messages: [StoredMessage] = []
    /// Whether these are all that there are; others are removed.
    package var isWhole = false
    /// The ids of messages that are gone.
    package var removed: Set<Int> = []
    /// The steps of undo that have changed.
    package var steps: [StoredUndoStep] = []
    /// The numbers of all steps that there are; nil: as they are stored.
    package var keptSteps: Set<Int>?
    /// What a list says of the conversation; nil: as it is stored.
    package var summary: JSONValue?

    /// Makes a change of nothing.
    package init(id: String, prompt: String, file: String? = nil) {
        self.id = id
        self.prompt = prompt
        self.file = file
    }
}

/// Stores conversations. Each is held by one living process at a time, which alone writes it.
package protocol ConversationStore: Sendable {
    /// Takes the newest conversation of a subject that no other living process holds; nil takes the newest of all.
    func takeConversation(of subject: ConversationSubject?) async throws -> TakenConversation
    /// Takes one conversation, unless another living process holds it.
    ///
    /// - Throws: ``FieldError`` if it is not there any more.
    func takeConversation(id: String) async throws -> TakenConversation
    /// Lists the conversations of a subject in which something was said, the one that was written last first; nil for all subjects.
    ///
    /// - Parameter search: words that have to be in the name or in a message.
    func conversations(of subject: ConversationSubject?, search: String) async throws -> [ConversationSummary]
    /// Reads a conversation without taking it, and the name that a person gave it.
    func conversation(id: String) async throws -> (conversation: StoredConversation, name: String)?
    /// The name of a conversation, else its first words; nil if it is not there any more.
    func title(ofConversation id: String) async throws -> String?
    /// Gives a conversation a name; an empty one removes it.
    func rename(conversation id: String, to name: String) async throws
    /// Deletes a conversation, or restores it. A deleted one is removed after a week.
    func delete(conversation id: String, _ isDeleted: Bool) async throws
    /// Writes the changed parts of a conversation, and begins it where there is none with this id.
    ///
    /// - Returns: false where another process has taken the conversation meanwhile. Nothing is written then.
    func save(_ change: ConversationChange) async throws -> Bool
}
