import TextUI

/// Draws the editor.
enum TextEditorView {
    static func draw(_ editor: TextEditor, _ state: AppState, hint: String, isTop: Bool, on canvas: inout Canvas) {
        let line = editor.buffer.cursor.line + 1
        canvas.layer(
            LayerLayout.editor(state.size),
            title: Sanitiser.oneLine(editor.title) + (editor.takesJSON ? " · JSON" : ""),
            right: "line \(line) of \(editor.buffer.lines.count)", hint: hint)
        let text = textRect(state.size)
        TextArea.draw(
            editor.buffer, in: text, on: &canvas, style: canvas.theme[.text], top: editor.top, hasCursor: isTop,
            marks: editor.marks)
        if isTop { state.nameCompletion?.draw(on: &canvas, in: text) }
        if let problem = editor.problem {
            let place = Point(x: text.x, y: text.maxY)
            canvas.row(StyledText(problem, canvas.theme[.bad]), at: place, width: text.width)
        }
    }

    /// The rectangle of the text. The line below it is for faults.
    static func textRect(_ size: Size) -> Rect {
        LayerLayout.editor(size).inset(left: 2, top: 1, right: 2, bottom: 2)
    }
}
