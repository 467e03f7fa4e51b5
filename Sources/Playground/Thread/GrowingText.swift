import Markdown
import TextUI

/// A text that only grows during a run.
struct GrowingText {
    private var run: Int?
    private var consumed = 0
    private var wrap = GrowingWrap(width: 1)

    /// The lines of a text. Only what has been added since the last call is wrapped.
    mutating func lines(_ text: String, run: Int, width: Int) -> [WrappedLine] {
        let count = text.utf8.count
        if self.run != run || wrap.width != width || consumed > count {
            self.run = run
            consumed = 0
            wrap = GrowingWrap(width: width)
        }
        if consumed < count {
            let start = text.utf8.index(text.startIndex, offsetBy: consumed)
            wrap.append(String(text[start...]))
            consumed = count
        }
        return wrap.lines
    }
}

/// The Markdown of the answer under way. Only the block that is still open is set anew.
struct GrowingAnswer {
    private var run: Int?
    private var theme: Theme?
    private var markdown = GrowingMarkdown(width: 1, theme: .plain)

    /// The rows that do not change any more.
    var closedRows: [StyledRow] { markdown.closedRows }
    /// The rows of the block that is open.
    var openRows: [StyledRow] { markdown.openRows }

    /// Takes the text so far.
    mutating func update(_ text: String, run: Int, width: Int, theme: Theme) {
        let count = text.utf8.count
        if self.run != run || markdown.width != width || self.theme != theme || markdown.count > count {
            self.run = run
            self.theme = theme
            markdown = GrowingMarkdown(width: width, theme: theme)
        }
        guard markdown.count < count else { return }
        markdown.append(String(text[text.utf8.index(text.startIndex, offsetBy: markdown.count)...]))
    }
}
