package import TextUI

/// Keys and pastes that are text: for the message being written, a result, or a message being edited in place.
extension AppState {
    /// Handles a key in the text with the cursor; false if it is not a key of a text.
    package mutating func typeInThread(_ key: Key) -> Bool {
        guard var buffer = thread.buffer else { return false }
        buffer.wrapWidth = typingWidth
        if case .result(let ref) = thread.cursor, key == .enter {
            acceptResult(ref)
            return true
        }
        if key == .enter, openUnsetVariable() { return true }
        if let stepped = leaveByArrow(key, buffer) { return stepped }
        if key == .backspace, case .composer = thread.cursor, buffer.isEmpty, !thread.composer.images.isEmpty {
            thread.composer.images.removeLast()
            isSessionDirty = true
            return true
        }
        guard let edit = TextBuffer.edit(for: key, isMultiline: true) else { return false }
        buffer.apply(edit)
        undoesHistoryFirst = false
        thread.setBuffer(buffer)
        thread.top = nil
        isSessionDirty = true
        return true
    }

    /// The width at which the text being typed wraps.
    var typingWidth: Int {
        if case .result = thread.cursor { max(8, metrics.threadTextWidth - 6) } else { metrics.threadTextWidth }
    }

    package mutating func pasteIntoThread(_ text: String) {
        guard var buffer = thread.buffer else { return }
        if holdBack(text) { return }
        let before = buffer
        buffer.apply(.insert(text))
        undoesHistoryFirst = false
        thread.setBuffer(buffer)
        isSessionDirty = true
        return offerImages(in: text, before: before)
    }

    /// Moves from field to field: by Up in the first line and Down in the last one.
    private mutating func leaveByArrow(_ key: Key, _ buffer: TextBuffer) -> Bool? {
        guard key == .up || key == .down else { return nil }
        var moved = buffer
        guard !moved.apply(.move(key == .up ? .up : .down, selecting: false)) || moved.cursor == buffer.cursor else {
            return nil
        }
        switch (thread.cursor, key) {
        case (.editing, _): return true
        case (.composer, .up):
            if let last = thread.openCalls.last { thread.cursor = .result(last) } else { moveSelection(-1) }
        case (.composer, _): break
        case (.result(let ref), _):
            let open = thread.openCalls
            guard let index = open.firstIndex(of: ref) else { break }
            if key == .down {
                thread.cursor = index + 1 < open.count ? .result(open[index + 1]) : .composer
            } else if index > 0 {
                thread.cursor = .result(open[index - 1])
            } else {
                select(.entry(ref.entry))
            }
        default: return nil
        }
        return true
    }

    /// Moves to the next missing result, else to the message being written.
    private mutating func acceptResult(_ ref: CallRef) {
        let open = thread.openCalls
        guard let index = open.firstIndex(of: ref) else {
            thread.cursor = .composer
            return
        }
        let after = open[(index + 1)...] + open[..<index]
        let next = after.first(where: thread.isMissing)
        thread.cursor = next.map(ThreadPane.Cursor.result) ?? .composer
    }
}
