import TextUI

/// Draws the editor.
enum TextEditorView {
    static func draw(_ editor: TextEditor, _ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        let run = state.settings.keymap.label(of: "run").map { "   \($0) take and run" } ?? ""
        let line = editor.buffer.cursor.line + 1
        _ = canvas.overlay(
            OverlayLayout.editor(state.size), title: Sanitiser.oneLine(editor.title),
            right: "line \(line) of \(editor.buffer.lines.count)", hint: hint(editor, run))
        let text = textRect(state.size)
        TextArea.draw(
            editor.buffer, in: text, on: &canvas, style: canvas.theme[.text], top: editor.top, hasCursor: isTop)
        if let problem = editor.problem {
            let place = Point(x: text.x, y: text.maxY)
            canvas.row(StyledText(problem, canvas.theme[.bad]), at: place, width: text.width)
        }
    }

    private static func hint(_ editor: TextEditor, _ run: String) -> String {
        if editor.isLeaving { return "^S take   Esc again gives the change up" }
        return "^S take" + (editor.purpose.hasForm ? "   ^T form" : "") + run + "   Esc take and leave"
    }

    /// The rectangle of the text. The line below it is for faults.
    static func textRect(_ size: Size) -> Rect {
        OverlayLayout.editor(size).inset(left: 2, top: 1, right: 2, bottom: 2)
    }
}
