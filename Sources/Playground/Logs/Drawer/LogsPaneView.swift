import Logbook
import RequestCore
import TextUI

/// Draws the log list: a table, newest first unless it is sorted, with its filter in the top border.
enum LogsPaneView {
    static func draw(_ state: AppState, in rect: Rect, on canvas: inout Canvas) {
        canvas.hit(rect, .pane(.logs))
        guard rect.width > 8, rect.height > 2 else { return }
        if rect.y > 1 { canvas.hit(Rect(x: rect.x, y: rect.y, width: rect.width, height: 1), .logBorder) }
        let isFocused = state.focus == .logs
        let inner = canvas.box(
            rect, title: "Logs", right: right(state, height: max(0, rect.height - 3), width: rect.width),
            isFocused: isFocused)
        if let filter = state.logs.filter { draw(filter, in: rect, isFocused: isFocused, on: &canvas) }
        if state.logs.rows.isEmpty {
            drawEmpty(state, in: inner, on: &canvas)
        } else {
            TableView(
                LogTable.columns, manner: state.logs.manner, cursor: state.logs.cursor, rows: LogRows(state),
                isFocused: isFocused
            ).draw(in: inner, on: &canvas, row: { .log($0) }, head: { .tableHead($0) })
        }
        if isFocused, state.logs.filter?.isActive == true, let cursor = canvas.frame.cursor {
            LogFilterChoicesView.draw(state, at: cursor, on: &canvas)
        }
    }

    /// The filter's key, the number of marked logs, and the position.
    private static func right(_ state: AppState, height: Int, width: Int) -> String {
        let logs = state.logs
        var position = ""
        if !logs.rows.isEmpty {
            let top = logs.cursor.top(of: logs.rows.count, height: height)
            let first = logs.start + top + 1
            let last = max(first, logs.start + min(top + height, logs.rows.count))
            position = "\(Readable.count(first))–\(Readable.count(last)) of \(logs.totalWords)"
            if let sort = logs.manner.sort, LogTable.order(sort) == nil, logs.rows.count < logs.total {
                position = "sorted: \(Readable.count(logs.rows.count)) loaded   " + position
            }
        }
        let key = state.settings.keymap.label(of: "logs.filter").map { "\($0) filter" } ?? ""
        let hint =
            logs.filter.map { $0.isActive ? "" : "\(key.prefix(1)) change   Esc clear" } ?? key
        let marked = logs.marks.isEmpty ? "" : "\(Readable.count(logs.marks.count)) marked"
        if let filter = logs.filter, let error = filter.error, !filter.awaitsValue {
            return DisplayWidth.truncating(error.description, to: max(8, width / 2))
        }
        guard width >= 60 else { return position }
        return [hint, marked, position].filter { !$0.isEmpty }.joined(separator: "   ")
    }

    private static func draw(_ filter: LogFilterField, in rect: Rect, isFocused: Bool, on canvas: inout Canvas) {
        // What is typed gets the room of the position, which comes back when the filter is kept.
        let room = filter.isActive ? rect.width - 14 : rect.width / 2 - 12
        let width = max(4, min(room, DisplayWidth.of(filter.buffer.text) + 1))
        let field = BorderField(buffer: filter.buffer, hasCursor: filter.isActive && isFocused, width: width)
        field.draw(at: Point(x: rect.x + 8, y: rect.y), on: &canvas)
    }

    private static func drawEmpty(_ state: AppState, in inner: Rect, on canvas: inout Canvas) {
        var sentence = "…"
        if let failure = state.logs.failure ?? state.storeFailure {
            sentence = Sanitiser.oneLine(failure)
        } else if let words = state.logs.filter?.search, state.logs.isLoaded {
            sentence = "no log has \"\(Sanitiser.oneLine(words))\""
        } else if state.logs.isLoaded {
            let key = state.settings.keymap.label(of: "run").map { " (\($0))" } ?? ""
            sentence =
                "No logs yet. Every run is logged here\(key), including those of etude run: "
                + "its exact request, the raw answer, timing, tokens and cost."
        }
        let area = inner.inset(left: 1, right: 1)
        for (row, line) in TextWrapper.wrap(sentence, width: area.width).enumerated() where row < area.height {
            canvas.frame.put(
                line.text, at: Point(x: area.x, y: area.y + row), style: canvas.theme[.dim], clip: area)
        }
    }
}
