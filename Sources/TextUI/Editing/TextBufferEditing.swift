extension TextBuffer {
    /// Does an edit.
    ///
    /// - Returns: true if text, cursor or selection changed. False lets a key at the edge of the text go on to what
    ///   is behind the text.
    @discardableResult
    package mutating func apply(_ edit: TextEdit) -> Bool {
        switch edit {
        case .insert(let text): insert(text)
        case .newline: isMultiline && insertNewline()
        case .deleteBackward: erase(kind: .erasing) { $0.eraseStart(before: $0.cursor)..<$0.cursor }
        case .deleteForward: erase(kind: .erasing) { $0.cursor..<$0.right(of: $0.cursor) }
        case .deleteWordBackward: kill { $0.wordLeft(of: $0.cursor)..<$0.cursor }
        case .deleteWordForward: kill { $0.cursor..<$0.wordRight(of: $0.cursor) }
        case .deleteToLineStart: kill { TextPosition(line: $0.cursor.line)..<$0.cursor }
        case .deleteToLineEnd: kill { $0.cursor..<$0.killEnd }
        case .yank: !killed.isEmpty && replace(selection ?? cursor..<cursor, with: killed, kind: .single)
        case .move(let motion, let selecting): move(motion, selecting: selecting)
        case .place(let position, let selecting): place(position, selecting: selecting)
        case .select(let range): select(range)
        case .selectAll: select(.start..<end)
        case .deselect: place(cursor, selecting: false)
        case .undo: undo()
        case .redo: redo()
        case .indent: indent()
        case .outdent: outdent()
        case .replaceAll(let text): replaceAll(text)
        case .replace(let range, let text): replace(clamped(range), with: text, kind: .single)
        }
    }

    /// Does what a key or a paste means in this text.
    ///
    /// - Returns: false if it means nothing here, or changed nothing.
    @discardableResult
    package mutating func handle(_ event: TerminalEvent, pageRows: Int = 10) -> Bool {
        switch event {
        case .key(let key):
            guard let edit = Self.edit(for: key, isMultiline: isMultiline, pageRows: pageRows) else { return false }
            return apply(edit)
        case .paste(let text): return apply(.insert(text))
        case .textTab: return isMultiline && apply(.insert("\t"))
        default: return false
        }
    }

    private mutating func insert(_ text: String) -> Bool {
        guard !text.isEmpty else { return false }
        let isTyping = text.utf8.count <= 64 && text.count == 1 && selection == nil && text != "\n"
        return replace(selection ?? cursor..<cursor, with: text, kind: isTyping ? .typing : .single)
    }

    private mutating func insertNewline() -> Bool {
        let indent = keepsIndent ? lines[cursor.line].prefix { $0 == " " || $0 == "\t" } : ""
        return replace(selection ?? cursor..<cursor, with: "\n" + indent, kind: .single)
    }

    private mutating func erase(
        kind: EditHistory.Kind, _ range: (TextBuffer) -> Range<TextPosition>
    ) -> Bool {
        if let selection { return replace(selection, with: "", kind: .single) }
        let range = range(self)
        return !range.isEmpty && replace(range, with: "", kind: kind)
    }

    private mutating func kill(_ range: (TextBuffer) -> Range<TextPosition>) -> Bool {
        let range = selection ?? range(self)
        guard !range.isEmpty else { return false }
        killed = text(in: range)
        return replace(range, with: "", kind: .single)
    }

    /// The end of the line, or the next line's beginning when the cursor is at the end already.
    private var killEnd: TextPosition {
        let lineEnd = TextPosition(line: cursor.line, offset: lines[cursor.line].utf8.count)
        return cursor == lineEnd ? right(of: cursor) : lineEnd
    }

    private mutating func replaceAll(_ text: String) -> Bool {
        guard Self.split(text, isMultiline: isMultiline) != lines else { return false }
        return replace(.start..<end, with: text, kind: .single)
    }

    private mutating func replace(
        _ range: Range<TextPosition>, with text: String, kind: EditHistory.Kind
    ) -> Bool {
        let before = cursor
        let change = substitute(range, with: text)
        guard !change.removed.isEmpty || !change.inserted.isEmpty else { return false }
        anchor = nil
        goalColumn = nil
        history.record(change, kind: kind, before: before, after: cursor)
        return true
    }

    /// Replaces a range and puts the cursor behind the new text. Neither history nor selection are touched.
    mutating func substitute(_ range: Range<TextPosition>, with text: String) -> TextChange {
        let removed = self.text(in: range)
        var new = Self.split(text, isMultiline: isMultiline)
        let inserted = new.count == 1 ? new[0] : new.joined(separator: "\n")
        let from = range.lowerBound
        let to = range.upperBound
        if new.count == 1 && from.line == to.line {
            var line = ""
            swap(&line, &lines[from.line])
            let start = line.utf8.index(line.startIndex, offsetBy: from.offset)
            line.replaceSubrange(start..<line.utf8.index(start, offsetBy: to.offset - from.offset), with: inserted)
            lines[from.line] = line
            cursor = TextPosition(line: from.line, offset: from.offset + inserted.utf8.count)
        } else {
            let last = new.count - 1
            let lastOffset = new[last].utf8.count + (last == 0 ? from.offset : 0)
            new[0] = slice(from.line, 0, from.offset) + new[0]
            new[last] += slice(to.line, to.offset, lines[to.line].utf8.count)
            lines.replaceSubrange(from.line...to.line, with: new)
            cursor = TextPosition(line: from.line + last, offset: lastOffset)
        }
        revision += 1
        cursor = forward(cursor)
        return TextChange(start: from, removed: removed, inserted: inserted)
    }

    /// A place inside a grapheme (a mark was typed before which a letter stood, or the other way) goes to its end.
    private func forward(_ position: TextPosition) -> TextPosition {
        let rounded = clamped(position)
        return rounded == position ? position : right(of: rounded)
    }

    private mutating func undo() -> Bool {
        guard let step = history.done.popLast() else { return false }
        for change in step.changes.reversed() {
            _ = substitute(change.start..<change.insertedEnd, with: change.removed)
        }
        history.undone.append(step)
        return finish(at: step.cursorBefore)
    }

    private mutating func redo() -> Bool {
        guard let step = history.undone.popLast() else { return false }
        for change in step.changes {
            _ = substitute(change.start..<change.removedEnd, with: change.inserted)
        }
        history.done.append(step)
        return finish(at: step.cursorAfter)
    }

    private mutating func finish(at position: TextPosition) -> Bool {
        cursor = clamped(position)
        anchor = nil
        goalColumn = nil
        return true
    }

    private func clamped(_ range: Range<TextPosition>) -> Range<TextPosition> {
        let from = clamped(range.lowerBound)
        return from..<max(from, clamped(range.upperBound))
    }
}
