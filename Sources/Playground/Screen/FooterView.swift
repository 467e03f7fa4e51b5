import TextUI

/// The footer line: what just happened, else the keys that work where the focus is.
enum FooterView {
    static func draw(_ state: AppState, in rect: Rect, on canvas: inout Canvas) {
        if let notice = state.notice {
            let style: Style =
                switch notice.kind {
                case .info: canvas.theme[.accent]
                case .warning: canvas.theme[.warn]
                case .error: canvas.theme[.bad]
                }
            let text = StyledText(" " + Sanitiser.oneLine(notice.text), style).truncated(to: rect.width)
            _ = canvas.frame.put(text, at: rect.origin)
            return
        }
        if case .log? = state.overlays.last {
            let keys = " j k next log   Tab next tab   / search in it   q back   F1 help"
            _ = canvas.frame.put(StyledText(keys, canvas.theme[.text]).truncated(to: rect.width), at: rect.origin)
            return
        }
        var x = rect.x + 1
        for item in items(state) {
            guard let label = state.settings.keymap.label(of: item.id) else { continue }
            let key = StyledText(label, canvas.theme[.accent].bold()).appending(" \(item.word)", canvas.theme[.text])
            guard x + key.width < rect.maxX else { break }
            let width = canvas.frame.put(key, at: Point(x: x, y: rect.y))
            canvas.hit(Rect(x: x, y: rect.y, width: width, height: 1), .command(item.id))
            x += width + 3
            if item.id == "run", drawFinding(state, at: Point(x: x, y: rect.y), width: rect.maxX - x, on: &canvas) {
                return
            }
            if item.id == "run", case .result = state.thread.cursor, state.focus == .thread {
                let next = StyledText("Enter", canvas.theme[.accent].bold()).appending(" next", canvas.theme[.text])
                x += canvas.frame.put(next, at: Point(x: x, y: rect.y)) + 3
            }
        }
    }

    /// What is found on the row under the config's cursor, and what settles it.
    ///
    /// - Returns: false where nothing is.
    private static func drawFinding(_ state: AppState, at point: Point, width: Int, on canvas: inout Canvas) -> Bool {
        guard state.focus == .config, !state.config.isEditing, state.overlays.isEmpty else { return false }
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

    /// The commands to name, the most useful first: what does not fit is left out from the right.
    private static func items(_ state: AppState) -> [(id: CommandID, word: String)] {
        var items: [(CommandID, String)] = [("run", "run")]
        if state.run != nil { items = [("stop", "stop")] + items }
        items += [("pane.next", "pane"), ("popup", "more")]
        switch state.focus {
        case .config:
            items += [("config.edit", "edit"), ("config.model", "model"), ("tool.add", "add tool"), ("undo", "undo")]
        case .thread where state.thread.isTyping:
            if case .result = state.thread.cursor {
                items.append(("tools.fill", "fill in"))
            } else {
                items.append(("thread.image", "image"))
            }
        case .thread:
            items += [
                ("thread.insert", "write"), ("thread.edit", "edit"), ("thread.copy", "copy"),
                ("thread.regenerate", "again"),
            ]
        case .logs:
            items += [("logs.open", "open"), ("logs.filter", "filter")]
        }
        items += [("logs", state.logs.isOpen ? "close logs" : "logs"), ("help", "help")]
        return items
    }
}
