package import TextUI

/// A text of several lines that is taken when it is right.
package struct TextEditor: Sendable, Hashable {
    /// What the text is, and where it goes.
    package enum Purpose: Hashable, Sendable {
        case schema
        /// A tool in its place among the tools.
        case tool(Int)
        case newTool
        /// The whole prompt in its `.prompt` form.
        case prompt
        /// The value of a variable.
        case variable(String)
    }

    package let title: String
    package let purpose: Purpose
    package var buffer: TextBuffer
    /// What it began with: left so, nothing changes.
    package let original: String
    /// Why it cannot be taken.
    package var problem: String?
    /// Whether the next Esc leaves without taking.
    package var isLeaving = false
    /// The row at the top of the view.
    package var top = 0

    /// An editor with its cursor at the beginning.
    ///
    /// - Parameter original: what it is compared with to see a change; nil for `text` itself.
    package init(title: String, purpose: Purpose, text: String, original: String? = nil) {
        self.title = title
        self.purpose = purpose
        buffer = TextBuffer(text)
        self.original = original ?? buffer.text
        buffer.keepsIndent = true
        buffer.apply(.place(.start, selecting: false))
    }

    /// The ending of a file that holds such a text.
    package var suffix: String {
        switch purpose {
        case .schema, .tool, .newTool: ".json"
        case .prompt: ".prompt"
        case .variable: ".txt"
        }
    }

    package var isChanged: Bool { buffer.text != original }

    /// Scrolls so that the cursor is seen on a screen of that size.
    mutating func reveal(_ size: Size) {
        let view = TextEditorView.textRect(size)
        buffer.wrapWidth = view.width
        top = buffer.layout(width: view.width).top(height: view.height, nearest: top)
    }
}

/// Why a text cannot be taken.
struct TextProblem: Error, Hashable {
    var message: String
    /// Where the cursor has to go.
    var position: TextPosition?
}
