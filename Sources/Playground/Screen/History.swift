package import JSON
package import Prompts

/// What Ctrl-_ and Alt-_ go through outside a text: the last changes of config and thread.
package struct History: Sendable {
    /// What a step back restores.
    package struct Moment: Sendable, Hashable {
        package var config: Config
        package var inputs: JSONObject
        package var entries: [ThreadEntry]
    }

    /// Steps kept; older ones are still versions and logs.
    private static let limit = 200

    private var past: [Moment] = []
    private var future: [Moment] = []

    package init() {}

    package var canUndo: Bool { !past.isEmpty }
    package var canRedo: Bool { !future.isEmpty }

    /// Remembers how it was before a change.
    package mutating func remember(_ moment: Moment) {
        guard past.last != moment else { return }
        past.append(moment)
        if past.count > Self.limit { past.removeFirst() }
        future = []
    }

    /// The moment before the last change; `current` can be come back to by ``redo(from:)``.
    package mutating func undo(from current: Moment) -> Moment? {
        while let moment = past.popLast() {
            if moment == current { continue }
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
