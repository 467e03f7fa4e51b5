extension TextBuffer {
    private static let unit = 2

    mutating func indent() -> Bool {
        guard let selection, isMultiline else {
            let column = DisplayWidth.of(slice(cursor.line, 0, cursor.offset))
            return apply(.insert(String(repeating: " ", count: Self.unit - column % Self.unit)))
        }
        let spaces = String(repeating: " ", count: Self.unit)
        return changeLines(of: selection) { _ in (0, spaces) }
    }

    mutating func outdent() -> Bool {
        guard isMultiline else { return false }
        return changeLines(of: selection ?? cursor..<cursor) { line in
            if line.hasPrefix("\t") { return (1, "") }
            return (line.utf8.prefix(Self.unit).prefix { $0 == 0x20 }.count, "")
        }
    }

    /// Replaces the first bytes of every line of a range, as one undo step; cursor and selection go along.
    private mutating func changeLines(
        of range: Range<TextPosition>, _ change: (String) -> (remove: Int, insert: String)
    ) -> Bool {
        var last = range.upperBound.line
        if range.upperBound.offset == 0 && last > range.lowerBound.line { last -= 1 }
        let before = cursor
        var newCursor = cursor
        var newAnchor = anchor
        var changes: [TextChange] = []
        for line in range.lowerBound.line...last where !lines[line].isEmpty {
            let (remove, insert) = change(lines[line])
            guard remove > 0 || !insert.isEmpty else { continue }
            let start = TextPosition(line: line)
            changes.append(substitute(start..<TextPosition(line: line, offset: remove), with: insert))
            let shift = insert.utf8.count - remove
            if newCursor.line == line { newCursor.offset = max(0, newCursor.offset + shift) }
            if let old = newAnchor, old.line == line {
                newAnchor = TextPosition(line: line, offset: max(0, old.offset + shift))
            }
        }
        guard let first = changes.first else { return false }
        cursor = clamped(newCursor)
        anchor = newAnchor.map { clamped($0) }
        goalColumn = nil
        history.record(first, kind: .single, before: before, after: cursor)
        for change in changes.dropFirst() { history.extendLast(change, after: cursor) }
        return true
    }
}
