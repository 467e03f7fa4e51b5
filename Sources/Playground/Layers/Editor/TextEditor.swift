import Markdown
package import TextUI

/// A text of several lines that is saved when it is valid.
package struct TextEditor: Layer {
    package static let place = Command.Place("editor", "In the editor of a text")
    package static let commands = [
        Command(
            TextEditor.self, "editor.take", "Save the text", "save", help: "Saves the text and closes the editor.",
            keys: ["ctrl-s"], perform: { $0.take(in: &$1) }),
        Command(
            TextEditor.self, "editor.form", "Switch to the form, or back from the prompt's text", "form",
            help:
                "Shows a tool or schema field by field; the same key returns to the JSON. The prompt's text is saved.",
            keys: ["ctrl-t"],
            disabledReason: { editor, _ in
                editor.purpose.hasForm || editor.purpose == .prompt ? nil : "this text has no form"
            },
            perform: { editor, state in
                if editor.purpose == .prompt { editor.goBack(in: &state) } else { editor.openForm(in: &state) }
            }),
        Command(
            TextEditor.self, "editor.json", "Switch between text and JSON", "JSON",
            help: "The value of a variable is text, or JSON that is checked before it is saved.", keys: ["alt-j"],
            disabledReason: { editor, _ in
                editor.isVariable ? nil : "only the value of a variable can be text or JSON"
            },
            perform: { $0.switchJSON(in: &$1) }),
        Command(
            TextEditor.self, "editor.leave", "Close the editor", "cancel",
            help: "With unsaved changes it asks; the second time they are discarded.",
            keys: ["escape", "shift-tab"], perform: { $0.leave(in: &$1) }),
    ]

    /// What the text is, and where it is saved.
    package enum Purpose: Hashable, Sendable {
        case schema
        /// A tool at its place among the tools.
        case tool(Int)
        case newTool
        /// The whole prompt in its `.prompt` form.
        case prompt
        /// The value of a variable.
        case variable(String)
        /// The row of a dataset.
        case row(RowEdit)
    }

    package let title: String
    package let purpose: Purpose
    package var buffer: TextBuffer
    /// The original value. If it is left like that, nothing changes.
    package let original: String
    /// Why it cannot be saved.
    package var problem: String?
    /// Whether the next Esc discards the change.
    package var isLeaving = false
    /// The row at the top of the view.
    package var top = 0
    /// Whether the text is the JSON of a variable's value, and not the value itself.
    package var takesJSON = false
    /// Whether it was that at the beginning.
    private(set) var tookJSON = false

    /// Makes an editor with its cursor at the beginning.
    ///
    /// - Parameter original: the text to compare with; nil for `text` itself.
    package init(title: String, purpose: Purpose, text: String, original: String? = nil) {
        self.title = title
        self.purpose = purpose
        buffer = TextBuffer(text)
        self.original = original ?? buffer.text
        buffer.keepsIndent = true
        buffer.apply(.place(.start, selecting: false))
    }

    /// The ending of a file with such a text.
    package var suffix: String {
        switch purpose {
        case .schema, .tool, .newTool, .row: ".json"
        case .prompt: ".prompt"
        case .variable: ".txt"
        }
    }

    /// The longest text that is coloured, in bytes: it is looked through with each frame.
    private static let longestColored = 1 << 18

    /// The parts of the text with a colour of their own.
    var marks: [SyntaxMark] {
        let text = buffer.text
        guard text.utf8.count <= Self.longestColored else { return [] }
        switch purpose {
        case .schema, .tool, .newTool, .row: return SyntaxMark.marks(of: text, language: "json")
        case .prompt: return SyntaxMark.marks(of: text, language: "prompt")
        case .variable:
            return takesJSON || text.looksLikeJSON ? SyntaxMark.marks(of: text, language: "json") : []
        }
    }

    package var isChanged: Bool { buffer.text != original || takesJSON != tookJSON }

    /// Whether the text is the value of a variable.
    var isVariable: Bool {
        if case .variable = purpose { true } else { false }
    }

    /// The same editor for a value that is JSON.
    func takingJSON() -> TextEditor { taking(json: true, before: true) }

    /// The same editor for the JSON of a value, or for the value itself.
    ///
    /// - Parameter before: whether it was for the JSON at the beginning.
    func taking(json: Bool, before: Bool) -> TextEditor {
        var editor = self
        (editor.takesJSON, editor.tookJSON) = (json, before)
        return editor
    }

    /// Scrolls so that the cursor is visible on a screen of this size.
    mutating func reveal(_ size: Size) {
        let view = TextEditorView.textRect(size)
        buffer.wrapWidth = view.width
        top = buffer.layout(width: view.width).top(height: view.height, nearest: top)
    }
}

/// Why a text cannot be saved.
struct TextProblem: Error, Hashable {
    var message: String
    /// The place of the fault.
    var position: TextPosition?
}
