import JSON
package import Prompts
package import RequestCore
package import TextUI

/// A reference to a message on screen: one of the template, one of the thread by its id, or the system message to be
/// written.
package enum EntryRef: Hashable, Sendable {
    case template(Int)
    case entry(Int)
    /// The row for the system message of a prompt that has none yet.
    case system
}

/// A reference to a tool call: the thread's message and the call's place in it.
package struct CallRef: Hashable, Sendable {
    package var entry: Int
    package var call: Int

    package init(entry: Int, call: Int) {
        self.entry = entry
        self.call = call
    }
}

/// How an answer came about.
package struct AnswerFacts: Sendable, Hashable {
    package var provider: String
    /// The language that it came in, which ``usage`` and ``finishReason`` are read in.
    package var dialect = DialectID.chat
    /// The model that answered, else the model that was requested.
    package var model: String
    package var totalMS: Double
    package var usage: Usage?
    package var cost: Double?
    package var finishReason: FinishReason?
    package var isIncomplete: Bool
    package var logID: String?
    /// The response format of the request.
    package var format: ResponseFormat?
    /// How long the model reasoned before it answered; nil if it did not show that it does.
    package var reasoningMS: Double?
}

/// The conversation, and what is being typed into it.
package struct ThreadPane: Sendable {
    /// The place of the cursor.
    package enum Cursor: Hashable, Sendable {
        /// Typing the next message.
        case composer
        /// Typing the result of a tool call.
        case result(CallRef)
        /// Editing the text of a message in place.
        case editing(EntryRef)
        /// Selecting a message, not typing.
        case selected(EntryRef)

        /// The call of a message whose result is being typed.
        func call(of entry: Int) -> Int? {
            if case .result(let ref) = self, ref.entry == entry { ref.call } else { nil }
        }

        /// The message that is selected or being edited.
        package var entry: EntryRef? {
            switch self {
            case .editing(let ref), .selected(let ref): ref
            case .composer, .result: nil
            }
        }
    }

    /// The message being written.
    package struct Composer: Sendable, Hashable {
        package var role = Role.user
        package var buffer = TextBuffer("")
        package var images: [ImagePart] = []

        package var isEmpty: Bool { buffer.isEmpty && images.isEmpty }

        /// Takes a message that was sent or kept, for example that of the last session.
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

    /// The conversation with its branches.
    package internal(set) var tree = ThreadTree()
    /// The messages after the template: the branch that was chosen.
    package var entries: [ThreadEntry] { tree.path }
    /// The message that was changed last, from which a run goes on; nil once one has.
    package var edited: Int?
    package var composer = Composer()
    /// The number of messages that were written here and sent, so that a late image for one does not go to the next.
    package var sentCount = 0
    /// The typed results of calls.
    package var results: [CallRef: TextBuffer] = [:]
    package var cursor = Cursor.composer
    /// The text of the message that is being edited in place.
    package var editor = TextBuffer("")
    /// The original text of ``editor``. If it is left like that, the message stays as it is.
    package var editorOriginal = ""
    package var folded: Set<EntryRef> = []
    /// The messages whose calls and results are shown to their ends.
    package var whole: Set<EntryRef> = []
    /// Whether answers are shown as they came, and not as the Markdown that they mostly are.
    package var showsRawText = false
    /// The last paste, if it names images and nothing was done since.
    package var offer: ImageOffer?
    /// The search; nil if there is none.
    package var search: ThreadSearch?
    /// Where the view begins; nil stays at the end.
    package var top: ThreadAnchor?
    /// The ids under which changed messages go on, by their old ones: a window or an editor may know these.
    private var successors: [Int: Int] = [:]

    package init() {}

    /// Whether keys are text.
    package var isTyping: Bool {
        if case .selected = cursor { false } else { true }
    }

    /// - Returns: the new entry's id.
    @discardableResult
    package mutating func append(_ message: Message, facts: AnswerFacts? = nil) -> Int {
        tree.append(message) { $0.facts = facts }
    }

    /// Appends what has come of a run: the answer, or why there is none.
    ///
    /// - Returns: the new entry's id.
    @discardableResult
    package mutating func append(_ reply: Reply, facts: AnswerFacts) -> Int {
        tree.append(reply.hasContent ? reply.message : Message(role: .assistant)) { entry in
            entry.facts = facts
            entry.failure = reply.error
            entry.alternatives = reply.choices.dropFirst().map(\.message)
        }
    }

    /// Changes the messages from a place on; see ``ThreadTree/rewrite(from:_:)``. What refers to them follows.
    package mutating func rewrite(from place: Int, _ change: (inout [ThreadEntry]) -> Void) {
        let ids = tree.rewrite(from: place, change)
        guard !ids.isEmpty else { return }
        func now(_ ref: EntryRef) -> EntryRef {
            if case .entry(let id) = ref { .entry(ids[id] ?? id) } else { ref }
        }
        func now(_ ref: CallRef) -> CallRef { CallRef(entry: ids[ref.entry] ?? ref.entry, call: ref.call) }
        folded = Set(folded.map(now))
        whole = Set(whole.map(now))
        results = Dictionary(results.map { (now($0.key), $0.value) }) { first, _ in first }
        edited = edited.map { ids[$0] ?? $0 }
        if let ref = top?.ref { top?.ref = now(ref) }
        successors.merge(ids) { $1 }
        for id in ids.values { successors[id] = nil }
        switch cursor {
        case .composer: break
        case .result(let ref): cursor = .result(now(ref))
        case .editing(let ref): cursor = .editing(now(ref))
        case .selected(let ref): cursor = .selected(now(ref))
        }
    }

    package mutating func insert(_ message: Message, at index: Int, result: ToolResult? = nil) {
        guard index < entries.count else {
            tree.append(message) { $0.result = result }
            return
        }
        rewrite(from: index) { entries in
            var entry = ThreadEntry(id: ThreadTree.root, message: message)
            entry.result = result
            entries.insert(entry, at: 0)
        }
    }

    /// The place of a message, or of the one that took its place when something before it was changed.
    package func index(of id: Int) -> Int? {
        var (id, index) = (id, tree.place(of: id))
        while index == nil, let next = successors[id] { (id, index) = (next, tree.place(of: next)) }
        return index
    }

    package func entry(_ id: Int) -> ThreadEntry? { index(of: id).map { entries[$0] } }

    /// The calls of a message that no `tool` message directly after it answers, in order.
    package func openCalls(of id: Int) -> [CallRef] { index(of: id).map(openCalls(at:)) ?? [] }

    /// The open calls of the message at a place.
    package func openCalls(at index: Int) -> [CallRef] {
        guard !entries[index].message.toolCalls.isEmpty else { return [] }
        let answered = answers(toCallsAt: index)
        return answered.indices.filter { answered[$0] == nil }.map { CallRef(entry: entries[index].id, call: $0) }
    }

    /// The result of each call of a message. Ids may be missing or occur twice (in files, and from some servers): the
    /// second call with an id gets the second result for it.
    package func answers(toCallsAt index: Int) -> [Message?] {
        answerPlaces(at: index).map { $0.map { entries[$0].message } }
    }

    /// The machine's result of each call of a message; nil if there is none, or if a person wrote it.
    package func machineResults(toCallsAt index: Int) -> [ToolResult?] {
        answerPlaces(at: index).map { $0.flatMap { entries[$0].result } }
    }

    /// The places of those results.
    private func answerPlaces(at index: Int) -> [Int?] {
        // Backwards, so that the first result of an id is the last of its list.
        var waiting: [String: [Int]] = [:]
        for place in answers(after: index).indices.reversed() {
            waiting[entries[place].message.toolCallID ?? "", default: []].append(place)
        }
        return entries[index].message.toolCalls.map { waiting[$0.id]?.popLast() }
    }

    /// All open calls of the thread.
    package var openCalls: [CallRef] { tree.outline.asking.flatMap(openCalls(at:)) }

    /// Whether the result of a call has not been typed.
    package func isMissing(_ ref: CallRef) -> Bool { results[ref]?.isEmpty ?? true }

    /// The open calls whose results have not been typed.
    package var missingResults: [CallRef] { openCalls.filter(isMissing) }

    /// The `tool` messages directly after a message.
    package func answers(after index: Int) -> ArraySlice<ThreadEntry> {
        entries[(index + 1)...].prefix { $0.message.role == .tool }
    }

    /// The call that a reference names.
    package func call(_ ref: CallRef) -> ToolCall? {
        guard let calls = entry(ref.entry)?.message.toolCalls, calls.indices.contains(ref.call) else { return nil }
        return calls[ref.call]
    }

    /// The places of the messages that stand by themselves: all except results, which are shown below their calls.
    package var standing: [Int] { tree.outline.standing }

    /// The buffer for typed text; nil if keys are not text.
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
