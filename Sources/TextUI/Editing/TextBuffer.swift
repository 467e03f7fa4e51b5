/// A text that is being edited: its lines, a cursor, a selection, undo, and what was last cut.
///
/// Lines are stored separately, so that a key in a long text changes one line only. `\r\n` and `\r` become `\n` on
/// the way in. Two buffers are equal if text, cursor and selection are equal.
package struct TextBuffer: Sendable {
    /// The lines without their line breaks; at least one.
    package internal(set) var lines: [String]
    /// False for fields of one line.
    package let isMultiline: Bool

    /// The width by which up and down move: that of `layout(width:)`.
    package var wrapWidth: Int?

    /// Whether `newline` begins the new line with the spaces of the one before.
    package var keepsIndent = false

    /// Changes whenever the text changes, for caches of what was made from it.
    package internal(set) var revision = 0

    /// The place where the next character is written.
    package internal(set) var cursor = TextPosition.start
    /// The place where the selection began; the cursor is its other end.
    var anchor: TextPosition?
    /// The column that up and down try to keep.
    var goalColumn: Int?
    /// The text that `yank` pastes.
    package var killed = ""
    var history = EditHistory()
    let wraps = WrapCache()

    /// A buffer with the cursor at the end of `text`.
    package init(_ text: String = "", isMultiline: Bool = true) {
        self.isMultiline = isMultiline
        lines = Self.split(text, isMultiline: isMultiline)
        cursor = end
    }

    /// The whole text. Setting it forgets undo and puts the cursor at the end.
    package var text: String {
        get { lines.count == 1 ? lines[0] : lines.joined(separator: "\n") }
        set {
            lines = Self.split(newValue, isMultiline: isMultiline)
            history = EditHistory()
            anchor = nil
            goalColumn = nil
            cursor = end
            revision += 1
        }
    }

    /// True when there is no text.
    package var isEmpty: Bool { lines.count == 1 && lines[0].isEmpty }

    /// The place behind the last character.
    package var end: TextPosition {
        TextPosition(line: lines.count - 1, offset: lines[lines.count - 1].utf8.count)
    }

    /// The selected range; `nil` if nothing is selected.
    package var selection: Range<TextPosition>? {
        guard let anchor, anchor != cursor else { return nil }
        return min(anchor, cursor)..<max(anchor, cursor)
    }

    /// The text between two places.
    package func text(in range: Range<TextPosition>) -> String {
        let from = range.lowerBound
        let to = range.upperBound
        if from.line == to.line { return String(slice(from.line, from.offset, to.offset)) }
        var result = String(slice(from.line, from.offset, lines[from.line].utf8.count))
        for line in (from.line + 1)..<to.line { result += "\n" + lines[line] }
        return result + "\n" + slice(to.line, 0, to.offset)
    }

    /// The place at a UTF-8 offset into `text`, moved back to the beginning of the grapheme it lies in.
    package func position(utf8Offset: Int) -> TextPosition {
        var left = max(0, utf8Offset)
        for (line, text) in lines.enumerated() {
            if left <= text.utf8.count { return clamped(TextPosition(line: line, offset: left)) }
            left -= text.utf8.count + 1
        }
        return end
    }

    /// The UTF-8 offset of a place into `text`.
    package func utf8Offset(of position: TextPosition) -> Int {
        let position = clamped(position)
        return lines[..<position.line].reduce(position.offset) { $0 + $1.utf8.count + 1 }
    }

    /// The nearest place that is in the text and between two graphemes.
    package func clamped(_ position: TextPosition) -> TextPosition {
        if position.line < 0 { return .start }
        if position.line >= lines.count { return end }
        let line = lines[position.line]
        guard position.offset > 0 else { return TextPosition(line: position.line, offset: 0) }
        guard position.offset < line.utf8.count else {
            return TextPosition(line: position.line, offset: line.utf8.count)
        }
        let index = line.utf8.index(line.startIndex, offsetBy: position.offset)
        let rounded = line.rangeOfCharacter(containing: index)
        return TextPosition(line: position.line, offset: line.utf8.distance(from: line.startIndex, to: rounded))
    }

    func slice(_ line: Int, _ from: Int, _ to: Int) -> Substring {
        let text = lines[line]
        let start = text.utf8.index(text.startIndex, offsetBy: from)
        return text[start..<text.utf8.index(start, offsetBy: to - from)]
    }

    static func split(_ text: String, isMultiline: Bool) -> [String] {
        let normal = text.utf8.contains(0x0D) ? normalised(text) : text
        let bytes = normal.utf8
        guard bytes.contains(0x0A) else { return [normal] }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(Substring($0)) }
        return isMultiline ? lines : [lines.joined(separator: " ")]
    }

    private static func normalised(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var isAfterReturn = false
        for byte in text.utf8 {
            if byte == 0x0D {
                bytes.append(0x0A)
            } else if byte != 0x0A || !isAfterReturn {
                bytes.append(byte)
            }
            isAfterReturn = byte == 0x0D
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension TextBuffer: Hashable {
    package static func == (left: TextBuffer, right: TextBuffer) -> Bool {
        left.isMultiline == right.isMultiline && left.cursor == right.cursor && left.anchor == right.anchor
            && left.lines == right.lines
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(lines)
        hasher.combine(cursor)
        hasher.combine(anchor)
    }
}

extension String {
    /// The beginning of the grapheme that an index lies in.
    fileprivate func rangeOfCharacter(containing index: String.Index) -> String.Index {
        let next = self.index(after: index)
        let start = self.index(before: next)
        return start <= index ? start : index
    }
}
