package import TextUI

/// Markdown that still grows, such as a streamed answer. Only its last open block is read and set anew.
package struct GrowingMarkdown {
    /// The columns of a row.
    package let width: Int
    private let theme: Theme
    /// The bytes of the text whose blocks cannot change any more, and their rows.
    private var closed = 0
    /// The rows that do not change any more, with a blank one at the end if others follow.
    package private(set) var closedRows: [StyledRow] = []
    private var text = ""
    private var cuts = BlockCuts()

    /// An empty text.
    package init(width: Int, theme: Theme) {
        self.width = width
        self.theme = theme
    }

    /// The bytes of the text so far.
    package var count: Int { text.utf8.count }

    /// Adds text at the end.
    package mutating func append(_ addition: String) {
        text += addition
        guard let cut = cuts.lastCut(in: text), cut > closed else { return }
        let rows = rows(from: closed, to: cut)
        if !rows.isEmpty { closedRows += rows + [StyledRow("")] }
        closed = cut
    }

    /// The rows of what may still change.
    package var openRows: [StyledRow] { rows(from: closed, to: text.utf8.count) }

    private func rows(from start: Int, to end: Int) -> [StyledRow] {
        let bytes = text.utf8
        let piece = text[bytes.index(bytes.startIndex, offsetBy: start)..<bytes.index(bytes.startIndex, offsetBy: end)]
        let blocks = MarkdownParser.blocks(of: String(piece)) ?? [.paragraph([MarkdownInline(String(piece))])]
        return MarkdownLayout(width: width, theme: theme).page(of: blocks).rows
    }
}
