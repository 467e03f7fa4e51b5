package import Prompts
package import TextUI

/// The steps of Ctrl-_ and Alt-_ outside a text: the last changes of prompt and thread.
package struct History: Sendable {
    /// What a step restores.
    package struct Moment: Sendable, Hashable {
        package var draft: Draft
        package var tree: ThreadTree
        package var results: [CallRef: TextBuffer]
        /// The message that was being written. A step never overwrites another one with it.
        package var written: Message
    }

    /// A step back.
    struct Step: Sendable {
        enum Content: Sendable {
            case moment(Moment)
            /// One of an earlier process, which says what it changes.
            case stored(StoredStep, document: Int)
        }

        /// Tells it from all others of its conversation.
        let number: Int
        let content: Content

        /// The document that it belongs to, by ``Draft/documentID``.
        var document: Int {
            switch content {
            case .moment(let moment): moment.draft.documentID
            case .stored(_, let document): document
            }
        }
    }

    /// The most steps. Older ones are still versions and logs.
    private static let limit = 200

    private(set) var past: [Step] = []
    private var future: [Moment] = []
    private var lastNumber = 0
    /// The stored conversations of documents, by ``Draft/documentID``.
    private var conversations: [Int: String] = [:]

    package init() {}

    /// Remembers the moment before a change.
    package mutating func remember(_ moment: Moment) {
        if case .moment(let last)? = past.last?.content, last == moment { return }
        push(moment)
        if past.count > Self.limit { past.removeFirst() }
        future = []
    }

    private mutating func push(_ moment: Moment) {
        lastNumber += 1
        past.append(Step(number: lastNumber, content: .moment(moment)))
    }

    /// Notes under which id the conversation of a document is stored.
    mutating func note(_ conversation: String, of document: Int) { conversations[document] = conversation }

    /// Takes the steps of a conversation that is opened, oldest first. They are undone before all others, and stand in the
    /// place of those that the conversation had when it was open here before.
    mutating func takeStored(
        _ steps: [(number: Int, step: StoredStep)], of conversation: String, document: Int
    ) {
        let documents = Set(conversations.filter { $0.value == conversation }.keys)
        past.removeAll { documents.contains($0.document) }
        future.removeAll { documents.contains($0.draft.documentID) }
        note(conversation, of: document)
        past += steps.map { Step(number: $0.number, content: .stored($0.step, document: document)) }
        lastNumber = max(lastNumber, steps.map(\.number).max() ?? 0)
    }

    /// The moment before the last change. ``redo(from:)`` returns to `current`.
    package mutating func undo(from current: Moment) -> Moment? {
        while let step = past.popLast() {
            let moment: Moment
            switch step.content {
            case .moment(let known): moment = known
            case .stored(let step, let document):
                guard document == current.draft.documentID, let made = step.moment(before: current) else { continue }
                moment = made
            }
            if moment.isSame(as: current) { continue }
            future.append(current)
            return moment
        }
        return nil
    }

    package mutating func redo(from current: Moment) -> Moment? {
        guard let moment = future.popLast() else { return nil }
        push(current)
        return moment
    }
}

extension History.Moment {
    /// Whether the two moments differ only in what is being typed.
    fileprivate func isSame(as other: History.Moment) -> Bool {
        draft.config == other.draft.config && draft.inputs == other.draft.inputs && draft.etude == other.draft.etude
            && draft.unknown == other.draft.unknown && draft.documentID == other.draft.documentID
            && tree.path == other.tree.path
    }
}
