package import TextUI

/// Selecting text in what lies below it: the thread, an opened log, or with the mouse any pane or layer. The keys are those
/// of vi's visual mode; a drag of the mouse opens it, too.
package struct VisualMode: Layer {
    package static let place = Command.Place("visual", "In visual mode")

    /// What is selected from.
    enum Source: Sendable, Hashable {
        case thread, log
        /// What stands in a part of the screen.
        case screen(Rect)
    }

    let source: Source
    var selection: PageSelection
    /// The part of the thread that the page is; nil for another page.
    private(set) var reach: VisualReach?
    /// Whether the mouse selects: letting go copies and closes.
    var isDragged = false

    package static let commands =
        [
            Command(
                VisualMode.self, "visual.copy", "Copy what is selected", "copy",
                help: "Copies the selected text, with wrapped lines joined, and goes back.", keys: ["y", "enter"],
                perform: { $0.copy(in: &$1) }),
            Command(
                VisualMode.self, "visual.lines", "Select whole lines", "lines",
                help: "Selects whole lines, or characters again.", keys: ["V"],
                perform: { mode, _ in mode.selection.takesLines.toggle() }),
            Command(
                VisualMode.self, "visual.restart", "Begin the selection here", "begin here",
                help: "Begins the selection anew at the cursor.", keys: ["v", "space"],
                perform: { mode, _ in mode.selection.restart() }),
            Command(
                VisualMode.self, "visual.swap", "Go to the selection's other end", "other end",
                help: "Moves the cursor to the other end of the selection.", keys: ["o"],
                perform: { $0.swapEnds(in: &$1) }),
        ] + motions
        + [
            Command.help(VisualMode.self, "help.visual", "visual mode"),
            Command(
                VisualMode.self, "visual.close", "Leave visual mode", "cancel", help: "Copies nothing.",
                keys: ["escape", "q"], perform: { $0.leave(in: &$1) }),
        ]

    private static let motions: [Command] = [
        motion("left", "Select to the left", "One character to the left.", ["h", "left"], .left),
        motion("down", "Select downwards", "One line down.", ["j", "down"], .down),
        motion("up", "Select upwards", "One line up.", ["k", "up"], .up),
        motion("right", "Select to the right", "One character to the right.", ["l", "right"], .right),
        motion("word", "Select to the next word", "To the beginning of the next word.", ["w"], .wordForward),
        motion("wordBack", "Select to the word before", "To the beginning of the word.", ["b"], .wordBack),
        motion("wordEnd", "Select to the end of the word", "To the end of the word.", ["e"], .wordEnd),
        motion(
            "lineStart", "Select to the line's beginning", "To the first character of the line.", ["0", "home"],
            .lineStart),
        motion("lineEnd", "Select to the line's end", "To the last character of the line.", ["$", "end"], .lineEnd),
        motion("first", "Select to the beginning", "To the first line.", ["g"], .first),
        motion("last", "Select to the end", "To the last line.", ["G"], .last),
        motion("pageDown", "Select half a page downwards", "Half a page down.", ["ctrl-d", "pagedown"], .lines(10)),
        motion("pageUp", "Select half a page upwards", "Half a page up.", ["ctrl-u", "pageup"], .lines(-10)),
    ]

    private static func motion(
        _ id: String, _ title: String, _ help: String, _ keys: [String], _ motion: PageSelection.Motion
    ) -> Command {
        Command(VisualMode.self, CommandID("visual." + id), title, help: help, keys: keys) { mode, state in
            mode.move(motion, in: &state)
        }
    }

    init(_ source: Source, in page: LogPage, at place: PagePlace) {
        self.source = source
        selection = PageSelection(in: page, at: place)
    }

    /// Selecting in the thread, of which only a part may be laid out.
    init(in page: LogPage, at place: PagePlace, _ metrics: ScreenMetrics) {
        self.init(.thread, in: page, at: place)
        reach = VisualReach(at: place, metrics)
    }

    /// Takes more of the thread, once it is laid out, and goes where that was needed for.
    private mutating func widen(by metrics: ScreenMetrics) {
        guard var reach, let page = metrics.threadText?.page else { return }
        let lines = reach.take(metrics)
        self.reach = reach
        selection.move(into: page, by: lines)
        if let motion = reach.pending {
            self.reach?.pending = nil
            selection.move(motion)
        }
    }

    private mutating func move(_ motion: PageSelection.Motion, in state: inout AppState) {
        widen(by: state.metrics)
        // The view goes there at once, the selection with the frame that has laid it out.
        if reach?.extend(for: motion) == true {
            state.scrollThread(toEnd: motion == .last)
            return
        }
        selection.move(motion)
        extend(state)
        reveal(in: &state)
    }

    /// Has more of the thread laid out where the cursor comes near to what is.
    private mutating func extend(_ state: AppState) {
        let height = max(1, state.metrics.threadHeight)
        reach?.extend(line: selection.cursor.line, of: selection.page.lineCount, height: height)
    }

    package func takes(_ key: Key) -> Bool { false }

    /// All its keys are commands.
    package mutating func press(_ key: Key, in state: inout AppState) {}

    package mutating func scroll(by lines: Int, in state: inout AppState) {
        switch source {
        case .thread:
            state.scrollThread(by: lines)
            let (top, height) = (state.metrics.threadTop + lines, state.metrics.threadHeight)
            reach?.extend(line: lines < 0 ? top : top + height, of: state.metrics.threadLines, height: height)
        case .log: state.layers.change(LogView.self) { [state] in $0.scrollBelow(by: lines, in: state) }
        case .screen: break
        }
    }

    private mutating func swapEnds(in state: inout AppState) {
        widen(by: state.metrics)
        selection.swapEnds()
        reveal(in: &state)
    }

    /// Copies the selection and closes.
    mutating func copy(in state: inout AppState) {
        widen(by: state.metrics)
        let text = selection.text
        state.layers.pop()
        guard !text.isEmpty else { return state.say("nothing was selected") }
        state.ask(.terminal(.copy(text)))
    }

    /// Moves the selection's end to a cell of the screen, and scrolls where it is beyond the edge.
    mutating func drag(to point: Point, in state: inout AppState) {
        widen(by: state.metrics)
        guard let view = view(in: state) else { return }
        let line = view.top + max(-1, min(point.y - view.rect.y, view.rect.height))
        let at = max(0, min(line, selection.page.lineCount - 1))
        let column = point.x - view.rect.x - selection.page.line(at).indent
        selection.move(to: selection.page.place(line: at, column: max(0, column)))
        extend(state)
        reveal(in: &state)
    }

    /// Where the lines stand on the screen, and the line at the top; nil if they cannot be seen.
    func view(in state: AppState) -> (rect: Rect, top: Int)? {
        switch source {
        case .thread: return state.metrics.threadText.map { ($0.rect, state.metrics.threadTop) }
        case .log: return state.layers.all(LogView.self).last?.view(in: state)
        case .screen(let rect): return (rect, 0)
        }
    }

    /// Scrolls so that the cursor can be seen.
    private func reveal(in state: inout AppState) {
        guard let view = view(in: state) else { return }
        let line = selection.cursor.line
        let beyond = line < view.top ? line - view.top : max(0, line - view.top - view.rect.height + 1)
        guard beyond != 0 else { return }
        switch source {
        case .thread: state.scrollThread(by: beyond)
        case .log: state.layers.change(LogView.self) { [state] in $0.scrollBelow(by: beyond, in: state) }
        case .screen: break
        }
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        guard let view = drawnView(state, canvas) else { return }
        var mode = self
        mode.widen(by: canvas.metrics)
        Self.draw(mode.selection, view, on: &canvas)
    }

    private static func draw(_ selection: PageSelection, _ view: (rect: Rect, top: Int), on canvas: inout Canvas) {
        for row in 0..<max(0, min(view.rect.height, selection.page.lineCount - view.top)) {
            let line = view.top + row
            guard let range = selection.range(inLine: line) else { continue }
            let x = view.rect.x + selection.page.line(line).indent
            let from = selection.page.column(inLine: line, offset: range.lowerBound)
            // An empty line shows that it is selected, too.
            let to = max(from + 1, selection.page.column(inLine: line, offset: range.upperBound))
            let marked = Rect(x: x + from, y: view.rect.y + row, width: to - from, height: 1)
            canvas.markSelected(marked.intersection(view.rect))
        }
        let cursor = selection.cursor
        guard cursor.line >= view.top, cursor.line < view.top + view.rect.height, selection.page.lineCount > 0 else {
            return
        }
        let x = view.rect.x + selection.page.line(cursor.line).indent + selection.page.column(of: cursor)
        canvas.frame.cursor = Point(x: min(x, view.rect.maxX - 1), y: view.rect.y + cursor.line - view.top)
    }

    /// The view of this frame: the metrics of the state are of the one before.
    private func drawnView(_ state: AppState, _ canvas: Canvas) -> (rect: Rect, top: Int)? {
        switch source {
        case .thread: canvas.metrics.threadText.map { ($0.rect, canvas.metrics.threadTop) }
        case .log, .screen: view(in: state)
        }
    }
}

extension AppState {
    /// Selects text in the thread by keys, from the selected message on.
    package mutating func openVisualMode() {
        guard let text = metrics.threadText, text.page.lineCount > 0 else { return say("there is nothing to select") }
        var line = metrics.threadTop
        if let ref = thread.cursor.entry, let lines = metrics.entryLines[ref] {
            // Role and facts stand in the first line.
            line = min(lines.lowerBound + 1, lines.upperBound - 1)
        }
        let margin = text.page.line(min(line, text.page.lineCount - 1)).left.text.prefix(text.page.line(line).margin)
        layers.push(VisualMode(in: text.page, at: PagePlace(line: line, offset: margin.utf8.count), metrics))
    }

    /// Takes a drag of the mouse with the left button.
    ///
    /// - Returns: false if it is none of a selection.
    mutating func dragSelection(to point: Point) -> Bool {
        if let mode = layers.top as? VisualMode {
            guard mode.isDragged else { return true }
            withTop(VisualMode.self) { $0.drag(to: point, in: &$1) }
            return true
        }
        guard var mode = pressed else { return false }
        mode.isDragged = true
        layers.push(mode)
        return dragSelection(to: point)
    }

    /// Copies what was dragged over when the button is let go.
    mutating func endDrag() {
        pressed = nil
        if (layers.top as? VisualMode)?.isDragged == true { return withTop(VisualMode.self) { $0.copy(in: &$1) } }
        guard isTextDragged else { return }
        isTextDragged = false
        if let buffer = thread.buffer, let selection = buffer.selection {
            ask(.terminal(.copy(buffer.text(in: selection))))
        }
    }

    /// Selecting from a cell of the screen; nil where no text is.
    func visualMode(at point: Point) -> VisualMode? {
        let found: (source: VisualMode.Source, page: LogPage, rect: Rect, top: Int)
        if let log = layers.top as? LogView {
            let view = log.view(in: self)
            found = (.log, log.shownPage(in: self), view.rect, view.top)
        } else if layers.isEmpty, let text = metrics.threadText, text.rect.contains(point) {
            found = (.thread, text.page, text.rect, metrics.threadTop)
        } else {
            return metrics.screenSelection(at: point)
        }
        let line = found.top + point.y - found.rect.y
        guard found.rect.contains(point), line < found.page.lineCount else { return nil }
        let column = point.x - found.rect.x - found.page.line(line).indent
        let place = found.page.place(line: line, column: max(0, column))
        return found.source == .thread
            ? VisualMode(in: found.page, at: place, metrics) : VisualMode(found.source, in: found.page, at: place)
    }
}
