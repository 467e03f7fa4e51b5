import Logbook
import RequestCore
import TextUI

/// Draws what completes a filter, or all of what is wrong with it, below its text or above it.
enum LogFilterChoicesView {
    /// The most rows that are shown at once.
    private static let mostRows = 8
    private static let width = 64

    /// - Parameter cursor: where the filter's text ends.
    static func draw(_ state: AppState, at cursor: Point, on canvas: inout Canvas) {
        guard let filter = state.logs.filter, filter.isActive, state.focus == .logs else { return }
        let body = LayerLayout.body(state.size)
        if let (completion, choices) = state.logFilterChoices {
            let rows = choices.map { row($0, canvas.theme) }
            draw(
                rows, selection: filter.choices.selection, at: cursor.x - DisplayWidth.of(completion.beginning),
                line: cursor.y, in: body, on: &canvas)
        } else if let completion = filter.choices.completion(in: filter.buffer), completion.beginning.isEmpty,
            case .value(let field) = completion.subject
        {
            let words = "such as " + field.facts.examples.joined(separator: ", ")
            draw(
                [(StyledText(words, canvas.theme[.dim]), "")], selection: nil, at: cursor.x, line: cursor.y, in: body,
                on: &canvas)
        } else if let error = filter.error, !filter.awaitsValue, DisplayWidth.of(error.description) > body.width / 2 {
            // The border has no room for all of it.
            let lines = TextWrapper.wrap(error.description, width: max(1, min(width, body.width) - 4))
            draw(
                lines.map { (StyledText($0.text, canvas.theme[.bad]), "") }, selection: nil, at: body.x + 2,
                line: cursor.y, in: body, on: &canvas)
        }
    }

    private static func draw(
        _ rows: [(left: StyledText, right: StyledText)], selection: Int?, at x: Int, line: Int, in body: Rect,
        on canvas: inout Canvas
    ) {
        let width = min(width, body.width)
        let (below, above) = (body.maxY - line - 1, line - body.y)
        let height = min(min(rows.count, mostRows) + 2, max(below, above))
        guard width > 4, height > 2 else { return }
        let y = height <= below ? line + 1 : line - height
        let area = Rect(x: max(body.x, min(x - 2, body.maxX - width)), y: y, width: width, height: height)
        canvas.frame.fill(area, style: canvas.theme.background)
        canvas.frame.box(area, style: canvas.theme[.border], borders: canvas.borders)
        let inside = area.inset(by: 1)
        let top = ListView.top(count: rows.count, selection: selection ?? 0, height: inside.height)
        for index in top..<min(rows.count, top + inside.height) {
            let row = Rect(x: inside.x, y: inside.y + index - top, width: inside.width, height: 1)
            canvas.row(
                StyledText(" ").appending(rows[index].left), right: rows[index].right.appending(" "), at: row.origin,
                width: row.width, isSelected: index == selection)
            if selection != nil { canvas.hit(row, .logFilterChoice(index)) }
        }
    }

    private static func row(
        _ choice: LogFilterChoices.Choice, _ theme: Theme
    ) -> (left: StyledText, right: StyledText) {
        switch choice {
        case .field(let field):
            return (named(field.name + ":", field.facts.help, theme), "")
        case .value(let value):
            let count = value.count.map(Readable.count) ?? ""
            return (StyledText(Sanitiser.oneLine(value.value), theme[.text]), StyledText(count, theme[.dim]))
        case .saved(let filter):
            return (named("@" + filter.name, Sanitiser.oneLine(filter.text), theme), "")
        }
    }

    /// A name, and behind it in a column what it means.
    private static func named(_ name: String, _ meaning: String, _ theme: Theme) -> StyledText {
        let gap = String(repeating: " ", count: max(2, 15 - DisplayWidth.of(name)))
        return StyledText(name + gap, theme[.accent]).appending(meaning, theme[.dim])
    }
}
