import TextUI

/// Draws help.
enum HelpPageView {
    static func draw(_ page: HelpPage, _ state: AppState, hint: String, on canvas: inout Canvas) {
        let lines = HelpText.lines(
            state.settings.keymap, filter: page.filter?.text, width: HelpPage.textWidth(state.size))
        let rect = LayerLayout.help(state.size)
        let height = HelpPage.height(state.size)
        let top = max(0, min(page.top, lines.count - height))
        let shown = lines.isEmpty ? "nothing found" : "\(top + 1)–\(min(top + height, lines.count)) of \(lines.count)"
        let inside = canvas.layer(rect, title: "Help", right: shown, hint: page.filter == nil ? hint : "")
        let width = HelpPage.textWidth(state.size)
        let keyColumns = HelpText.keyColumns(width)
        for (offset, line) in lines.dropFirst(top).prefix(height).enumerated() {
            let place = Point(x: inside.x + 1, y: inside.y + offset)
            switch line {
            case .blank: break
            case .heading(let title): canvas.row(StyledText(title, canvas.theme[.heading]), at: place, width: width)
            case .entry(let keys, let text):
                canvas.row(StyledText(keys, canvas.theme[.accent]), at: place, width: keyColumns - 1)
                let right = Point(x: place.x + keyColumns, y: place.y)
                canvas.row(StyledText(text, canvas.theme[.text]), at: right, width: width - keyColumns)
            }
        }
        guard let filter = page.filter else { return }
        // The field takes the place of the hint.
        let field = BorderField(buffer: filter, hasCursor: page.isTyping, width: max(2, min(37, rect.width - 7)))
        field.draw(at: Point(x: rect.x + 2, y: rect.maxY - 1), on: &canvas)
    }
}
