import JSON
package import Prompts
package import RequestCore
package import TextUI

/// Names a message on screen: one of the template, or one of the thread by its own number.
package enum EntryRef: Hashable, Sendable {
    case template(Int)
    case entry(Int)
}

/// Names a tool call: the thread's message and the call's place in it.
package struct CallRef: Hashable, Sendable {
    package var entry: Int
    package var call: Int

    package init(entry: Int, call: Int) {
        self.entry = entry
        self.call = call
    }
}

/// A message of the conversation after the template, with what is known of its making.
package struct ThreadEntry: Sendable, Hashable {
    /// Its name on screen for as long as the thread lasts.
    package let id: Int
    package var message: Message
    /// For an answer: how it came about.
    package var facts: AnswerFacts?
    /// Why the run ended that this came from; the entry may hold what had arrived.
    package var failure: RunError?
    /// The other choices, where more than one was asked for.
    package var alternatives: [Message] = []
    /// For the result of a call: how a machine came to it; nil where a person wrote it.
    package var result: ToolResult?

    package init(id: Int, message: Message, facts: AnswerFacts? = nil) {
        self.id = id
        self.message = message
        self.facts = facts
    }

    /// Whether there is a message to send; an entry of a run that failed at once only tells so.
    package var isMessage: Bool { failure == nil || !message.content.isEmpty || !message.toolCalls.isEmpty }
}

/// How an answer came about.
package struct AnswerFacts: Sendable, Hashable {
    package var provider: String
    /// The language that it came in, which ``usage`` and ``finishReason`` are read in.
    package var dialect = DialectID.chat
    /// As answered, else as asked.
    package var model: String
    package var totalMS: Double
    package var usage: Usage?
    package var cost: Double?
    package var finishReason: FinishReason?
    package var isIncomplete: Bool
    package var logID: String?
    /// The form that the answer was asked for in.
    package var format: ResponseFormat?
}

/// The conversation and what is being typed into it.
package struct ThreadPane: Sendable {
    /// Where the keys go.
    package enum Cursor: Hashable, Sendable {
        /// Typing the next message.
        case composer
        /// Typing the result of a tool call.
        case result(CallRef)
        /// Changing the text of a message in place.
        case editing(EntryRef)
        /// Choosing among messages, not typing.
        case selected(EntryRef)

        /// The message that is selected or being changed.
        package var entry: EntryRef? {
            switch self {
            case .editing(let ref), .selected(let ref): ref
            case .composer, .result: nil
            }
        }
    }

    /// The message being written.
    package struct Composer: Sendable {
        package var role = Role.user
        package var buffer = TextBuffer("")
        package var images: [ImagePart] = []

        package var isEmpty: Bool { buffer.isEmpty && images.isEmpty }

        /// Writes a message that was sent or kept, for example that of the last session.
        package mutating func take(_ message: Message) {
            role = message.role
            images = message.images
            buffer = TextBuffer(message.text)
        }

        /// The message as it would be sent.
        package var message: Message {
            var parts: [ContentPart] = []
            if !buffer.isEmpty { parts.append(.text(buffer.text)) }
            return Message(role: role, content: parts + images.map(ContentPart.image))
        }
    }

    package var entries: [ThreadEntry] = []
    package var composer = Composer()
    /// How many messages were written here and sent, so that what was asked for one is not taken for the next.
    package var sentCount = 0
    /// What is being typed as the results of calls.
    package var results: [CallRef: TextBuffer] = [:]
    package var cursor = Cursor.composer
    /// The text of the message being changed in place.
    package var editor = TextBuffer("")
    /// What ``editor`` began with: left so, the message stays as it is.
    package var editorOriginal = ""
    package var folded: Set<EntryRef> = []
    /// Messages whose calls and results are shown to their ends.
    package var whole: Set<EntryRef> = []
    /// What was pasted last, where it means images and nothing was done since.
    package var offer: ImageOffer?
    /// The line of the thread at the top of its view; nil stays at the end.
    package var top: Int?
    private var lastID = 0

    package init() {}

    /// Whether keys are text.
    package var isTyping: Bool {
        if case .selected = cursor { false } else { true }
    }

    /// - Returns: the new entry's id.
    @discardableResult
    package mutating func append(_ message: Message, facts: AnswerFacts? = nil) -> Int {
        lastID += 1
        entries.append(ThreadEntry(id: lastID, message: message, facts: facts))
        return lastID
    }

    package mutating func insert(_ message: Message, at index: Int, result: ToolResult? = nil) {
        lastID += 1
        var entry = ThreadEntry(id: lastID, message: message)
        entry.result = result
        entries.insert(entry, at: index)
    }

    package func index(of id: Int) -> Int? { entries.firstIndex { $0.id == id } }

    package func entry(_ id: Int) -> ThreadEntry? { entries.first { $0.id == id } }

    /// The calls of a message that no `tool` message right after it answers, in order.
    package func openCalls(of id: Int) -> [CallRef] { index(of: id).map(openCalls(at:)) ?? [] }

    /// The same for the message at a place.
    package func openCalls(at index: Int) -> [CallRef] {
        guard !entries[index].message.toolCalls.isEmpty else { return [] }
        let answered = answers(toCallsAt: index)
        return answered.indices.filter { answered[$0] == nil }.map { CallRef(entry: entries[index].id, call: $0) }
    }

    /// For each call of a message the result that answers it. Ids may be missing or stand twice (from files and odd servers): the
    /// second call of an id is answered by the second result for it.
    package func answers(toCallsAt index: Int) -> [Message?] {
        answerPlaces(at: index).map { $0.map { entries[$0].message } }
    }

    /// For each call of a message how a machine came to its result; nil where there is none, or a person wrote it.
    package func machineResults(toCallsAt index: Int) -> [ToolResult?] {
        answerPlaces(at: index).map { $0.flatMap { entries[$0].result } }
    }

    /// The places of those results.
    private func answerPlaces(at index: Int) -> [Int?] {
        var waiting = Array(answers(after: index).indices)
        return entries[index].message.toolCalls.map { call in
            let answers = waiting.firstIndex { (entries[$0].message.toolCallID ?? "") == call.id }
            return answers.map { waiting.remove(at: $0) }
        }
    }

    /// All open calls of the thread.
    package var openCalls: [CallRef] { entries.indices.flatMap(openCalls(at:)) }

    /// Whether nothing has been typed as the result of a call.
    package func isMissing(_ ref: CallRef) -> Bool { results[ref]?.isEmpty ?? true }

    /// The open calls whose results have still to be typed.
    package var missingResults: [CallRef] { openCalls.filter(isMissing) }

    /// The `tool` messages that stand right after a message.
    package func answers(after index: Int) -> ArraySlice<ThreadEntry> {
        entries[(index + 1)...].prefix { $0.message.role == .tool }
    }

    /// The call that a reference names.
    package func call(_ ref: CallRef) -> ToolCall? {
        guard let calls = entry(ref.entry)?.message.toolCalls, calls.indices.contains(ref.call) else { return nil }
        return calls[ref.call]
    }

    /// What can be stood on, in order of the screen: the template, then the thread without answered results.
    package func selectable(templateCount: Int) -> [EntryRef] {
        (0..<templateCount).map(EntryRef.template) + standing.map { .entry(entries[$0].id) }
    }

    /// The places of the messages that stand by themselves: all but the results that are shown below the calls they answer.
    package var standing: [Int] {
        var nested: Set<Int> = []
        for index in entries.indices where !entries[index].message.toolCalls.isEmpty {
            nested.formUnion(answerPlaces(at: index).compactMap(\.self))
        }
        return entries.indices.filter { !nested.contains($0) }
    }

    /// The buffer that keys go to; nil when they are no text.
    package var buffer: TextBuffer? {
        switch cursor {
        case .composer: composer.buffer
        case .result(let ref): results[ref] ?? TextBuffer("")
        case .editing: editor
        case .selected: nil
        }
    }

    package mutating func setBuffer(_ buffer: TextBuffer) {
        switch cursor {
        case .composer: composer.buffer = buffer
        case .result(let ref): results[ref] = buffer
        case .editing: editor = buffer
        case .selected: break
        }
    }
}
