package import TextUI

/// A one-line text that opens with its old value selected: the first key that types replaces it, any other keeps it.
package struct FreshText: Sendable, Hashable {
    package private(set) var buffer: TextBuffer
    /// Whether nothing was done since it was opened.
    private(set) var isFresh = true

    package init(_ text: String) {
        buffer = TextBuffer(text, isMultiline: false)
        buffer.apply(.selectAll)
    }

    /// Applies an edit.
    ///
    /// - Returns: whether it changed anything.
    @discardableResult
    package mutating func apply(_ edit: TextEdit) -> Bool {
        defer { isFresh = false }
        if isFresh, !edit.replaces { buffer.apply(.deselect) }
        return buffer.apply(edit)
    }
}

extension TextEdit {
    /// Whether it puts a text in the place of what is selected.
    fileprivate var replaces: Bool {
        switch self {
        case .insert, .newline, .yank, .replaceAll, .replace: true
        default: false
        }
    }
}
