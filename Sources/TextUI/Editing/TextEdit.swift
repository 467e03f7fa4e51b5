/// An edit of a `TextBuffer`.
package enum TextEdit: Hashable, Sendable {
    /// Replaces the selection, or inserts at the cursor. Single characters form one undo step for each word; a longer
    /// text (a paste) is a step of its own. In one-line fields, line breaks become spaces.
    case insert(String)
    case newline
    case deleteBackward, deleteForward, deleteWordBackward, deleteWordForward
    /// These edits, and the deletion of words, keep the removed text for `yank`.
    case deleteToLineStart, deleteToLineEnd
    case yank
    case move(Motion, selecting: Bool)
    /// Moves the cursor to a place, as a click does.
    case place(TextPosition, selecting: Bool)
    case select(Range<TextPosition>)
    case selectAll, deselect
    case undo, redo
    /// Adds or removes two spaces before the selected lines. Without a selection, it adds spaces up to the next even
    /// column.
    case indent, outdent
    case replaceAll(String)
    case replace(Range<TextPosition>, String)

    /// Where the cursor goes.
    package enum Motion: Hashable, Sendable {
        case left, right, wordLeft, wordRight
        /// By rows as they are wrapped, where `wrapWidth` is set, else by lines.
        case up, down
        case pageUp(Int), pageDown(Int)
        case lineStart, lineEnd, textStart, textEnd
    }
}

extension TextBuffer {
    /// The edit that a key means in a text; `nil` for keys that mean nothing in it (Tab, Esc, Enter in a one-line
    /// field).
    ///
    /// - Parameter pageRows: how far PgUp and PgDn go.
    package static func edit(for key: Key, isMultiline: Bool = true, pageRows: Int = 10) -> TextEdit? {
        if let character = key.typedCharacter { return .insert(String(character)) }
        if key == .control("j") { return isMultiline ? .newline : nil }
        if case .character(let character) = key.code {
            return key.modifiers == .control ? edit(control: character) : edit(alt: character, key.modifiers)
        }
        if let motion = motion(for: key, isMultiline: isMultiline, pageRows: pageRows) {
            return .move(motion, selecting: key.modifiers.contains(.shift))
        }
        let plain = key.modifiers.isSubset(of: .shift)
        switch key.code {
        case .enter: return isMultiline && plain ? .newline : nil
        case .backspace: return plain ? .deleteBackward : .deleteWordBackward
        case .delete: return plain ? .deleteForward : .deleteWordForward
        default: return nil
        }
    }

    private static func edit(control character: Character) -> TextEdit? {
        switch character {
        case "a": .move(.lineStart, selecting: false)
        case "e": .move(.lineEnd, selecting: false)
        case "k": .deleteToLineEnd
        case "u": .deleteToLineStart
        case "w": .deleteWordBackward
        case "y": .yank
        case "h": .deleteBackward
        case "_": .undo
        default: nil
        }
    }

    private static func edit(alt character: Character, _ modifiers: Key.Modifiers) -> TextEdit? {
        guard modifiers == .alt else { return nil }
        switch character {
        case "b": return .move(.wordLeft, selecting: false)
        case "f": return .move(.wordRight, selecting: false)
        case "d": return .deleteWordForward
        case "_": return .redo
        default: return nil
        }
    }

    private static func motion(for key: Key, isMultiline: Bool, pageRows: Int) -> TextEdit.Motion? {
        let byWord = !key.modifiers.isDisjoint(with: [.control, .alt])
        switch key.code {
        case .left: return byWord ? .wordLeft : .left
        case .right: return byWord ? .wordRight : .right
        case .home: return byWord ? .textStart : .lineStart
        case .end: return byWord ? .textEnd : .lineEnd
        default: break
        }
        guard isMultiline, !byWord else { return nil }
        switch key.code {
        case .up: return .up
        case .down: return .down
        case .pageUp: return .pageUp(pageRows)
        case .pageDown: return .pageDown(pageRows)
        default: return nil
        }
    }
}
