/// One replacement in a text, enough to take it back.
struct TextChange: Hashable, Sendable {
    var start: TextPosition
    var removed: String
    var inserted: String

    var removedEnd: TextPosition { Self.end(of: removed, from: start) }
    var insertedEnd: TextPosition { Self.end(of: inserted, from: start) }

    private static func end(of text: String, from start: TextPosition) -> TextPosition {
        let bytes = text.utf8
        guard let lastBreak = bytes.lastIndex(of: 0x0A) else {
            return TextPosition(line: start.line, offset: start.offset + bytes.count)
        }
        let breaks = bytes.count { $0 == 0x0A }
        return TextPosition(
            line: start.line + breaks, offset: bytes.distance(from: bytes.index(after: lastBreak), to: bytes.endIndex))
    }
}

/// The steps that can be undone and done again.
struct EditHistory: Hashable, Sendable {
    /// Steps of the same kind that follow each other directly become one step.
    enum Kind: Hashable, Sendable {
        case typing, erasing, single
    }

    struct Step: Hashable, Sendable {
        var kind: Kind
        var changes: [TextChange]
        var cursorBefore: TextPosition
        var cursorAfter: TextPosition
    }

    var done: [Step] = []
    var undone: [Step] = []

    private static let limit = 1000

    mutating func record(_ change: TextChange, kind: Kind, before: TextPosition, after: TextPosition) {
        undone = []
        if kind != .single, let last = done.last, last.kind == kind, last.cursorAfter == before,
            merge(change, into: done.count - 1, after: after)
        {
            return
        }
        done.append(Step(kind: kind, changes: [change], cursorBefore: before, cursorAfter: after))
        if done.count > Self.limit { done.removeFirst(done.count - Self.limit) }
    }

    /// Adds a change to the step that was recorded last.
    mutating func extendLast(_ change: TextChange, after: TextPosition) {
        guard !done.isEmpty else { return }
        done[done.count - 1].changes.append(change)
        done[done.count - 1].cursorAfter = after
    }

    private mutating func merge(_ change: TextChange, into index: Int, after: TextPosition) -> Bool {
        guard let last = done[index].changes.last else { return false }
        switch done[index].kind {
        case .typing:
            let beginsWord = last.inserted.last?.isWhitespace == true && change.inserted.first?.isWhitespace == false
            guard !beginsWord, change.removed.isEmpty, change.start == last.insertedEnd else { return false }
            done[index].changes[done[index].changes.count - 1].inserted += change.inserted
        case .erasing:
            done[index].changes.append(change)
        case .single:
            return false
        }
        done[index].cursorAfter = after
        return true
    }
}
