/// A row of a text that is set already, and how it goes on from the row above.
package struct StyledRow: Hashable, Sendable {
    package var text: StyledText
    /// True when the row goes on with the line of the row above.
    package var isContinuation: Bool
    /// True when the row below goes on behind spaces that are not drawn.
    package var hangsSpace: Bool
    /// The characters at its beginning that the layout has added, such as the indentation of code. They are no part of the
    /// text when it is copied.
    package var margin: Int

    package init(_ text: StyledText, isContinuation: Bool = false, hangsSpace: Bool = false, margin: Int = 0) {
        self.text = text
        self.isContinuation = isContinuation
        self.hangsSpace = hangsSpace
        self.margin = margin
    }
}

extension WrappedLine {
    /// True when spaces behind the row are not drawn, or a line break ends it.
    package var hangsSpace: Bool { range.count > text.utf8.count }

    /// The row with its text in a style.
    package func styled(_ text: StyledText) -> StyledRow {
        StyledRow(text, isContinuation: isContinuation, hangsSpace: hangsSpace)
    }
}
