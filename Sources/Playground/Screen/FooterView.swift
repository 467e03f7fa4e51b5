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
            if item.id == "run", case .result = state.thread.cursor, state.focus == .thread {
                let next = StyledText("Enter", canvas.theme[.accent].bold()).appending(" next", canvas.theme[.text])
                x += canvas.frame.put(next, at: Point(x: x, y: rect.y)) + 3
            }
        }
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
            items += [("thread.image", "image")]
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
