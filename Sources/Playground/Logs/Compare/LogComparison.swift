package import TextUI

/// Two logs side by side.
package struct LogComparison: Layer {
    package static let standsBeside = true
    package static let place = Command.Place("logdiff", "In the comparison of two logs")
    package static let commands = [
        Command(
            LogComparison.self, "logdiff.copy", "Copy the difference of the answers", "copy",
            help: "Copies it as a unified diff.", keys: ["y"],
            perform: { view, state in state.ask(.terminal(.copy(view.difference.unified))) }),
        Command(
            LogComparison.self, "logdiff.left", "Open the log at the left", "left log", help: "The older one.",
            keys: ["1", "left"], perform: { view, state in view.open(view.difference.left, in: &state) }),
        Command(
            LogComparison.self, "logdiff.right", "Open the log at the right", "right log", help: "The newer one.",
            keys: ["2", "right"], perform: { view, state in view.open(view.difference.right, in: &state) }),
        Command.help(LogComparison.self, "help.logdiff", "the comparison of two logs"),
        Command(
            LogComparison.self, "logdiff.close", "Close the comparison", "close", help: "Goes back.",
            keys: ["q", "escape"], perform: { $0.leave(in: &$1) }),
    ]

    let difference: LogDifference
    /// The line at the top of the view.
    private(set) var top = 0
    private let pages: LineCache

    package init(_ difference: LogDifference) {
        self.difference = difference
        pages = LineCache()
    }

    package func takes(_ key: Key) -> Bool { key == .space || ListKeys.isMove(key, hasLetters: true) }

    package mutating func press(_ key: Key, in state: inout AppState) {
        let rect = state.besideRect
        let height = max(1, rect.height - 2)
        let last = max(0, lines(state, width: rect.width - 4).count - height)
        let next = ListKeys.place(
            after: key == .space ? .pageDown : key, from: min(top, last), count: last + 1, page: height,
            hasLetters: true)
        if let next { top = next }
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        let rect = state.besideRect
        let lines = lines(state, width: rect.width - 4)
        let height = max(0, rect.height - 2)
        let top = max(0, min(top, lines.count - height))
        let isLonger = lines.count > height
        let inside = canvas.layer(
            rect, title: "Two logs",
            right: isLonger ? "\(top + 1)–\(min(lines.count, top + height)) of \(lines.count)" : "",
            hint: state.borderHint(isTop), hidesPanes: state.layout?.beside == nil)
        for (offset, line) in lines.dropFirst(top).prefix(height).enumerated() {
            canvas.row(line, at: Point(x: inside.x + 1, y: inside.y + offset), width: inside.width - 2)
        }
    }

    private func lines(_ state: AppState, width: Int) -> [StyledText] {
        let theme = state.settings.theme
        return pages.lines(width: max(20, width), theme) { width in
            LogDifferenceText(
                difference, width: width, theme: theme, timeZoneOffset: state.settings.timeZoneOffset
            ).lines
        }
    }

    private func open(_ side: LogDifference.Side, in state: inout AppState) {
        state.layers.pop()
        state.askForLog(side.record.id)
    }
}

extension AppState {
    /// Compares the two marked logs, or a single marked one with that under the cursor.
    mutating func compareLogs() {
        guard let pair = comparedLogs else { return }
        ask(.logs(.compare(pair.0, pair.1)))
    }

    /// The ids of the logs to compare; nil if they are not two.
    var comparedLogs: (String, String)? {
        var ids = logs.marks.ids
        if ids.count == 1, let id = logs.selection?.id, id != ids[0] { ids.append(id) }
        return ids.count == 2 ? (ids[0], ids[1]) : nil
    }

    package mutating func logsCompared(_ difference: LogDifference) {
        if layers.top is LogComparison {
            layers.replaceTop(by: LogComparison(difference))
        } else {
            layers.push(LogComparison(difference))
        }
    }
}
