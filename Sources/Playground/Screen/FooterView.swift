import TextUI

/// Draws the footer: what just happened, else the keys that work at the focus.
enum FooterView {
    /// The most rows of a notice.
    private static let mostLines = 3

    static func draw(_ state: AppState, in rect: Rect, on canvas: inout Canvas) {
        if let notice = state.notice {
            let style: Style =
                switch notice.kind {
                case .info: canvas.theme[.accent]
                case .warning: canvas.theme[.warn]
                case .error: canvas.theme[.bad]
                }
            // What to do stands at the end of a sentence, so a long one goes over the rows above.
            let words = Sanitiser.oneLine(notice.text)
            let lines = TextWrapper.wrap(words, width: max(8, rect.width - 2)).prefix(mostLines)
            for (index, line) in lines.enumerated() {
                let row = Rect(x: rect.x, y: rect.y - lines.count + 1 + index, width: rect.width, height: 1)
                guard row.y > 0 || lines.count == 1 else { continue }
                canvas.frame.fill(row, style: canvas.theme[.text])
                canvas.frame.put(StyledText(" " + line.text, style).truncated(to: rect.width), at: row.origin)
            }
            return
        }
        var x = rect.x + 1
        for hint in KeyHint.fitting(state.hints, width: rect.width - 2) {
            let text = StyledText(hint.label, canvas.theme[.accent].bold())
                .appending(" \(hint.word)", canvas.theme[.text])
            let width = canvas.frame.put(text, at: Point(x: x, y: rect.y))
            canvas.hit(Rect(x: x, y: rect.y, width: width, height: 1), hint.target)
            x += width + 3
            if hint.target == .command("run"),
                drawFinding(state, at: Point(x: x, y: rect.y), width: rect.maxX - x, on: &canvas)
            {
                return
            }
        }
    }

    /// The finding on the row under the config's cursor, and its fix.
    ///
    /// - Returns: false if there is none.
    private static func drawFinding(_ state: AppState, at point: Point, width: Int, on canvas: inout Canvas) -> Bool {
        guard state.focus == .config, !state.config.isEditing, state.layers.isEmpty else { return false }
        let found = state.findings(on: state.configRow)
        guard let finding = found.first(where: { $0.fix != nil }) ?? found.first else { return false }
        var text = StyledText("", canvas.theme[.text])
        if let fix = finding.fix, let key = state.settings.keymap.label(of: "config.fix") {
            text.append(key, canvas.theme[.accent].bold())
            text.append(" \(fix.title)   ", canvas.theme[.text])
        }
        text.append(Sanitiser.oneLine(finding.text), FindingListView.style(finding, canvas.theme))
        canvas.row(text, at: point, width: width)
        return true
    }
}
