/// A place between two graphemes of a `TextBuffer`.
package struct TextPosition: Hashable, Comparable, Sendable {
    /// The line, counted from 0; lines end at line breaks, not where they are wrapped.
    package var line: Int
    /// The UTF-8 offset in the line.
    package var offset: Int

    package init(line: Int = 0, offset: Int = 0) {
        self.line = line
        self.offset = offset
    }

    package static let start = TextPosition()

    package static func < (left: TextPosition, right: TextPosition) -> Bool {
        left.line == right.line ? left.offset < right.offset : left.line < right.line
    }
}
