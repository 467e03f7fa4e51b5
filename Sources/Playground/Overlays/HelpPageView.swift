import TextUI

/// How help looks.
enum HelpPageView {
    static func draw(_ page: HelpPage, _ state: AppState, on canvas: inout Canvas) {
        let lines = HelpText.lines(
            state.settings.keymap, filter: page.filter?.text, width: HelpPage.textWidth(state.size))
        let rect = OverlayLayout.help(state.size)
        let height = HelpPage.height(state.size)
        let top = max(0, min(page.top, lines.count - height))
        let shown = lines.isEmpty ? "nothing found" : "\(top + 1)–\(min(top + height, lines.count)) of \(lines.count)"
        let inside = canvas.overlay(rect, title: "Help", right: shown, hint: "j k scroll   / filter   q close")
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
        if let filter = page.filter { draw(filter, isTyping: page.isTyping, in: rect, on: &canvas) }
    }

    /// The filter stands in the lower border, in the place of the hint.
    private static func draw(_ filter: TextBuffer, isTyping: Bool, in rect: Rect, on canvas: inout Canvas) {
        let line = Rect(x: rect.x + 2, y: rect.maxY - 1, width: min(40, rect.width - 4), height: 1)
        canvas.frame.fill(line, style: canvas.theme.background)
        _ = canvas.frame.put(" / ", at: line.origin, style: canvas.theme[.accent])
        TextArea.draw(filter, in: line.inset(left: 3), on: &canvas, style: canvas.theme[.text], hasCursor: isTyping)
    }
}
