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

    /// The most steps. Older ones are still versions and logs.
    private static let limit = 200

    private var past: [Moment] = []
    private var future: [Moment] = []

    package init() {}

    /// Remembers the moment before a change.
    package mutating func remember(_ moment: Moment) {
        guard past.last != moment else { return }
        past.append(moment)
        if past.count > Self.limit { past.removeFirst() }
        future = []
    }

    /// The moment before the last change. ``redo(from:)`` returns to `current`.
    package mutating func undo(from current: Moment) -> Moment? {
        while let moment = past.popLast() {
            if moment.isSame(as: current) { continue }
            future.append(current)
            return moment
        }
        return nil
    }

    package mutating func redo(from current: Moment) -> Moment? {
        guard let moment = future.popLast() else { return nil }
        past.append(current)
        return moment
    }
}

extension History.Moment {
    /// Whether the two moments differ only in what is being typed.
    fileprivate func isSame(as other: History.Moment) -> Bool {
        draft.config == other.draft.config && draft.inputs == other.draft.inputs && draft.etude == other.draft.etude
            && draft.unknown == other.draft.unknown && draft.documentID == other.draft.documentID
            && tree == other.tree
    }
}
