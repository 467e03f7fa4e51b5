extension TextBuffer {
    mutating func move(_ motion: TextEdit.Motion, selecting: Bool) -> Bool {
        if !selecting, let selection, motion == .left || motion == .right {
            return place(motion == .left ? selection.lowerBound : selection.upperBound, selecting: false)
        }
        switch motion {
        case .left: return place(left(of: cursor), selecting: selecting)
        case .right: return place(right(of: cursor), selecting: selecting)
        case .wordLeft: return place(wordLeft(of: cursor), selecting: selecting)
        case .wordRight: return place(wordRight(of: cursor), selecting: selecting)
        case .lineStart: return place(TextPosition(line: cursor.line), selecting: selecting)
        case .lineEnd:
            let line = cursor.line
            return place(TextPosition(line: line, offset: lines[line].utf8.count), selecting: selecting)
        case .textStart: return place(.start, selecting: selecting)
        case .textEnd: return place(end, selecting: selecting)
        case .up: return moveRows(-1, selecting: selecting)
        case .down: return moveRows(1, selecting: selecting)
        case .pageUp(let rows): return moveRows(-max(1, rows), selecting: selecting)
        case .pageDown(let rows): return moveRows(max(1, rows), selecting: selecting)
        }
    }

    mutating func place(_ position: TextPosition, selecting: Bool) -> Bool {
        let before = (cursor, anchor)
        if !selecting { anchor = nil } else if anchor == nil { anchor = cursor }
        cursor = clamped(position)
        goalColumn = nil
        return before.0 != cursor || before.1 != anchor
    }

    mutating func select(_ range: Range<TextPosition>) -> Bool {
        let before = (cursor, anchor)
        anchor = clamped(range.lowerBound)
        cursor = clamped(range.upperBound)
        goalColumn = nil
        return before.0 != cursor || before.1 != anchor
    }

    private mutating func moveRows(_ count: Int, selecting: Bool) -> Bool {
        guard let wrapWidth else { return moveLines(count, selecting: selecting) }
        let layout = layout(width: wrapWidth)
        let from = layout.cursor
        let column = goalColumn ?? from.x
        let row = min(max(0, from.y + count), layout.rowCount - 1)
        guard row != from.y else { return false }
        let moved = place(layout.position(at: Point(x: column, y: row)), selecting: selecting)
        goalColumn = column
        return moved
    }

    private mutating func moveLines(_ count: Int, selecting: Bool) -> Bool {
        let line = min(max(0, cursor.line + count), lines.count - 1)
        guard line != cursor.line else { return false }
        let here = TextPosition(offset: cursor.offset)
        let column = goalColumn ?? Self.layout(line: lines[cursor.line]).point(of: here).x
        let target = Self.layout(line: lines[line]).position(at: Point(x: column, y: 0))
        let moved = place(TextPosition(line: line, offset: target.offset), selecting: selecting)
        goalColumn = column
        return moved
    }

    func left(of position: TextPosition) -> TextPosition {
        guard position.offset > 0 else {
            guard position.line > 0 else { return position }
            return TextPosition(line: position.line - 1, offset: lines[position.line - 1].utf8.count)
        }
        let line = lines[position.line]
        let index = line.index(before: line.utf8.index(line.startIndex, offsetBy: position.offset))
        return TextPosition(line: position.line, offset: line.utf8.distance(from: line.startIndex, to: index))
    }

    func right(of position: TextPosition) -> TextPosition {
        let line = lines[position.line]
        guard position.offset < line.utf8.count else {
            return position.line + 1 < lines.count ? TextPosition(line: position.line + 1) : position
        }
        let index = line.index(after: line.utf8.index(line.startIndex, offsetBy: position.offset))
        return TextPosition(line: position.line, offset: line.utf8.distance(from: line.startIndex, to: index))
    }

    /// The beginning of the word before a place.
    func wordLeft(of position: TextPosition) -> TextPosition {
        var place = position
        var isInWord = false
        while true {
            let next = left(of: place)
            guard next != place else { return place }
            let isWord = next.line == place.line && isWordCharacter(at: next)
            if isInWord && !isWord { return place }
            isInWord = isWord
            place = next
        }
    }

    /// The end of the word after a place.
    func wordRight(of position: TextPosition) -> TextPosition {
        var place = position
        var isInWord = false
        while true {
            let next = right(of: place)
            guard next != place else { return place }
            let isWord = next.line == place.line && isWordCharacter(at: place)
            if isInWord && !isWord { return place }
            isInWord = isWord
            place = next
        }
    }

    private func isWordCharacter(at position: TextPosition) -> Bool {
        let line = lines[position.line]
        guard position.offset < line.utf8.count else { return false }
        let character = line[line.utf8.index(line.startIndex, offsetBy: position.offset)]
        return character.isLetter || character.isNumber || character == "_"
    }
}
