import Prompts
import RequestCore
import TextUI

/// Draws a line input.
enum LineInputView {
    static func draw(_ input: LineInput, _ state: AppState, hint: String, on canvas: inout Canvas) {
        let rows = input.rows
        let rect = LayerLayout.line(state.size, rows: rows.count)
        let count = rows.isEmpty ? "" : "\(rows.count)"
        let inside = canvas.layer(
            rect, title: input.title, right: count,
            hint: hint)
        let label = StyledText(input.label, canvas.theme[.dim])
        canvas.row(label, at: Point(x: inside.x + 1, y: inside.y), width: inside.width - 2)
        FilterLine.draw(input.buffer, in: inside.inset(top: 1), on: &canvas)
        ListView.draw(
            count: rows.count, selection: input.selection ?? -1, in: inside.inset(top: 2), on: &canvas
        ) { index, theme in
            switch rows[index] {
            case .path(let path): (StyledText(path, theme[path.hasSuffix("/") ? .accent : .text]), "")
            case .folder(let name, let count):
                (
                    StyledText(Sanitiser.oneLine(name) + "/", theme[.accent]),
                    StyledText(count == 1 ? "1 prompt" : "\(count) prompts", theme[.dim])
                )
            case .recent(let text): (StyledText(Sanitiser.oneLine(text), theme[.text]), "")
            case .archive(let count): (StyledText("archived", theme[.dim]), StyledText("\(count)", theme[.dim]))
            case .prompt(let prompt):
                (
                    StyledText(Sanitiser.oneLine(prompt.name), theme[.text]),
                    StyledText(prompt.versionCount == 1 ? "1 version" : "\(prompt.versionCount) versions", theme[.dim])
                )
            }
        }
    }
}
