import Logbook
import RequestCore
import TextUI

/// Draws the log list: a table, newest first, with its filter in the top border.
enum LogsPaneView {
    static func draw(_ state: AppState, in rect: Rect, on canvas: inout Canvas) {
        canvas.hit(rect, .pane(.logs))
        guard rect.width > 8, rect.height > 2 else { return }
        let isFocused = state.focus == .logs
        let height = max(0, rect.height - 3)
        let top = top(state.logs, height: height)
        let inner = canvas.box(
            rect, title: "Logs", right: right(state, top: top, height: height, width: rect.width), isFocused: isFocused)
        if let filter = state.logs.filter { draw(filter, in: rect, isFocused: isFocused, on: &canvas) }
        guard !state.logs.rows.isEmpty else { return drawEmpty(state, in: inner, on: &canvas) }

        let columns = LogColumns(width: inner.width)
        drawHead(columns, in: inner, on: &canvas)
        let rows = inner.removingTop(1).rest
        for offset in 0..<min(rows.height, state.logs.rows.count - top) {
            let line = Rect(x: rows.x, y: rows.y + offset, width: rows.width, height: 1)
            let index = top + offset
            draw(state.logs.rows[index], columns, in: line, state, on: &canvas)
            canvas.hit(line, .log(index))
            if let feedback = state.logs.rows[index].feedback {
                let (sign, role): (String, Theme.Role) = feedback == .good ? ("+", .good) : ("-", .bad)
                canvas.frame.put(sign, at: Point(x: line.x + 2, y: line.y), style: canvas.theme[role])
            }
            guard index == state.logs.selected else { continue }
            let sign: Character = canvas.borders == .ascii ? ">" : "▸"
            canvas.frame.put(String(sign), at: Point(x: line.x + 1, y: line.y), style: canvas.theme[.text])
            if isFocused { canvas.markSelected(line) }
        }
    }

    /// The row at the top, such that the cursor is visible.
    private static func top(_ logs: LogsPane, height: Int) -> Int {
        let last = max(0, logs.rows.count - height)
        return max(0, min(max(logs.top, logs.selected - height + 1), logs.selected, last))
    }

    private static func right(_ state: AppState, top: Int, height: Int, width: Int) -> String {
        let logs = state.logs
        var position = ""
        if !logs.rows.isEmpty {
            let first = logs.start + top + 1
            let last = max(first, logs.start + min(top + height, logs.rows.count))
            position =
                "\(Readable.count(first))–\(Readable.count(last)) of \(Readable.count(logs.total))\(logs.isTotalWhole ? "" : "+")"
        }
        let key = state.settings.keymap.label(of: "logs.filter").map { "\($0) filter" } ?? ""
        let hint =
            logs.filter.map { $0.isActive ? "Enter keep   Esc clear" : "\(key.prefix(1)) change   Esc clear" } ?? key
        if let error = logs.filter?.error { return DisplayWidth.truncating(error.description, to: max(8, width / 2)) }
        guard width >= 60 else { return position }
        return [hint, position].filter { !$0.isEmpty }.joined(separator: "   ")
    }

    private static func draw(_ filter: LogFilterField, in rect: Rect, isFocused: Bool, on canvas: inout Canvas) {
        let room = rect.width / 2 - 12
        let width = max(4, min(room, DisplayWidth.of(filter.buffer.text) + 1))
        let field = BorderField(buffer: filter.buffer, hasCursor: filter.isActive && isFocused, width: width)
        field.draw(at: Point(x: rect.x + 8, y: rect.y), on: &canvas)
    }

    private static func drawEmpty(_ state: AppState, in inner: Rect, on canvas: inout Canvas) {
        var sentence = "…"
        if let words = state.logs.filter?.search, state.logs.isLoaded {
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

    private static func drawHead(_ columns: LogColumns, in inner: Rect, on canvas: inout Canvas) {
        let head = inner.removingTop(1).removed
        var cells = Cells(line: head, columns: columns)
        cells.time = StyledText("time", canvas.theme[.dim])
        cells.model = StyledText("model", canvas.theme[.dim])
        cells.message = StyledText("message", canvas.theme[.dim])
        cells.others = [
            .version: "version", .calls: "calls", .time: "time", .tokens: "tok", .cost: "cost",
        ].mapValues { StyledText($0, canvas.theme[.dim]) }
        cells.draw(on: &canvas)
    }

    private static func draw(
        _ log: LogSummary, _ columns: LogColumns, in line: Rect, _ state: AppState, on canvas: inout Canvas
    ) {
        let theme = canvas.theme
        var cells = Cells(line: line, columns: columns)
        cells.time = StyledText(moment(log, state), theme[.text])
        cells.model = StyledText(Sanitiser.oneLine(log.model), theme[.text])
        cells.message = message(log, state, theme)
        cells.others[.version] = StyledText(log.versionNumber.map { "v\($0)" } ?? log.version.short, theme[.dim])
        cells.error = complaint(log, theme)
        if cells.error == nil {
            if log.toolCallCount > 0 { cells.others[.calls] = StyledText("ƒ \(log.toolCallCount)", theme[.tool]) }
            cells.others[.time] = StyledText(Readable.seconds(log.totalMS), theme[.text])
            cells.others[.tokens] = StyledText(log.totalTokens.map(tokens) ?? "–", theme[.text])
            cells.others[.cost] = StyledText(log.cost.map(Readable.dollars) ?? "–", theme[.text])
        }
        cells.draw(on: &canvas)
    }

    /// The time of day, or the day if it is not that of the newest log.
    private static func moment(_ log: LogSummary, _ state: AppState) -> String {
        let offset = state.settings.timeZoneOffset
        let day = Day(log.createdAt, offset: offset)
        if let newest = state.logs.rows.first, Day(newest.createdAt, offset: offset) != day { return day.withoutYear }
        return Readable.time(log.createdAt, offset: offset)
    }

    /// The person's message, after the prompt's name if that is not the draft's.
    private static func message(_ log: LogSummary, _ state: AppState, _ theme: Theme) -> StyledText {
        var text = StyledText()
        if log.prompt != state.draft.name {
            text.append(DisplayWidth.truncating(Sanitiser.oneLine(log.prompt), to: 12) + ": ", theme[.dim])
        }
        return text.appending(Sanitiser.oneLine(log.message), theme[.text])
    }

    /// `400  bad_request: the provider's words`; nil for a log of an answer.
    private static func complaint(_ log: LogSummary, _ theme: Theme) -> StyledText? {
        switch log.state {
        case .running: return StyledText("running", theme[.accent])
        case .cancelled: return StyledText("stopped", theme[.warn])
        case .finished where log.error == nil:
            return log.emptiness.map { StyledText($0.shortWords, theme[.warn]) }
        case .finished, .failed: break
        }
        var words = Sanitiser.oneLine(log.error ?? "failed")
        guard let status = log.status, status >= 400 else { return StyledText(words, theme[.bad]) }
        if let repeated = words.firstRange(of: " \(status):") { words.replaceSubrange(repeated, with: ":") }
        return StyledText("\(status)  \(words)", theme[.bad])
    }

    private static func tokens(_ count: Int) -> String {
        count < 100_000 ? Readable.count(count) : "\(Readable.count(count / 1000)) k"
    }

    /// One row of the table.
    private struct Cells {
        let line: Rect
        let columns: LogColumns
        var time: StyledText = ""
        var model: StyledText = ""
        var message: StyledText = ""
        var others: [LogColumns.Column: StyledText] = [:]
        /// The error, in place of the figures.
        var error: StyledText?

        init(line: Rect, columns: LogColumns) {
            self.line = line
            self.columns = columns
        }

        func draw(on canvas: inout Canvas) {
            put(time, x: 3, width: 8, on: &canvas)
            put(model, x: columns.modelX, width: columns.modelWidth, on: &canvas)
            if columns.shown.contains(.version) {
                put(others[.version] ?? "", x: columns.versionX, width: 8, on: &canvas)
            }
            guard let error else {
                put(message, x: columns.messageX, width: columns.messageWidth, on: &canvas)
                for column in columns.shown {
                    guard let text = others[column], let place = columns.place(of: column) else { continue }
                    let isNumber = column != .calls
                    let x = isNumber ? place.x + max(0, place.width - text.width) : place.x
                    put(text, x: x, width: isNumber ? place.width : max(place.width, text.width), on: &canvas)
                }
                return
            }
            let width = min(error.width, columns.errorWidth)
            let x = error.width < columns.errorWidth / 2 ? columns.width - 3 - width : columns.errorX
            let room = x - columns.messageX - 2
            if room > 3 { put(message, x: columns.messageX, width: room, on: &canvas) }
            put(error, x: x, width: width, on: &canvas)
        }

        private func put(_ text: StyledText, x: Int, width: Int, on canvas: inout Canvas) {
            guard width > 0 else { return }
            let clip = Rect(x: line.x + x, y: line.y, width: width, height: 1).intersection(line)
            canvas.frame.put(text.truncated(to: width), at: Point(x: line.x + x, y: line.y), clip: clip)
        }
    }
}
