import Prompts
import RequestCore
import TextUI

/// Draws a comparison in the place of the panes: the question, the columns, the message being written.
@MainActor enum CompareView {
    static func draw(
        _ comparison: Comparison, _ state: AppState, in body: Rect, layouts: CompareLayouts, on canvas: inout Canvas
    ) {
        let isWriting = state.layers.all(ComparePage.self).first?.isWriting ?? false
        canvas.hit(body, .layer)
        let inside = body.inset(by: 1)
        let written = state.thread.composer.buffer.layout(width: max(8, inside.width - Self.promptWidth - 1))
        let layout = CompareLayout(comparison, in: inside, writtenRows: written.rowCount)
        _ = canvas.box(
            body, title: "Compare", right: position(comparison, layout), hint: hint(comparison), isFocused: true)
        drawRules(layout, in: body, on: &canvas)
        drawQuestion(comparison, state, in: layout.question, on: &canvas)
        if comparison.columns.isEmpty { drawEmptiness(state, in: inside, on: &canvas) }
        for column in layout.columns {
            CompareHeadView.draw(column.place, comparison, state, in: column.head, on: &canvas)
            canvas.hit(column.head, .layerRow(column.place))
            canvas.hit(column.body, .layerRow(column.place))
        }
        drawBodies(layout, comparison, state, layouts, on: &canvas)
        draw(written, isWriting: isWriting, state, in: layout.composer, on: &canvas)
    }

    /// The columns of the role before the message being written.
    private static let promptWidth = 6

    /// `A B of 3`, with marks at the sides where there are more.
    private static func position(_ comparison: Comparison, _ layout: CompareLayout) -> String {
        let labels = layout.columns.map { comparison.columns[$0.place].label }.joined(separator: " ")
        let words = comparison.words.isEmpty ? "" : "   /" + Sanitiser.oneLine(comparison.words.joined(separator: " "))
        let repeats = (comparison.repeats > 1 ? "   \(comparison.repeats) repeats" : "") + words
        guard layout.columns.count < comparison.columns.count else { return labels + repeats }
        let last = layout.columns.last?.place ?? 0
        let hasMore = comparison.shown.contains { place in
            place > last && !layout.columns.contains { $0.place == place }
        }
        return "\(labels) of \(comparison.columns.count)" + (hasMore ? " ▸" : " ◂") + repeats
    }

    private static func hint(_ comparison: Comparison) -> String {
        let hasCalls = comparison.columns.contains { $0.answers.contains { !$0.message.toolCalls.isEmpty } }
        let parts = [
            comparison.isDiffing ? "‹words› of \(comparison.baseline ?? "the baseline") only" : nil,
            hasCalls ? "calls are shown, not run" : nil, comparison.isApart ? "scrolling apart" : nil,
        ]
        return parts.compactMap(\.self).joined(separator: " · ")
    }

    private static func drawRules(_ layout: CompareLayout, in body: Rect, on canvas: inout Canvas) {
        let style = canvas.theme[.border]
        let isASCII = canvas.borders == .ascii
        let lines = layout.columns.dropFirst().map { $0.body.x - 1 }
        for x in lines {
            guard let column = layout.columns.first else { break }
            let top = column.head.y
            canvas.frame.fill(
                Rect(x: x, y: top, width: 1, height: column.body.maxY - top), style: style,
                character: canvas.borders.vertical)
        }
        for rule in layout.rules {
            canvas.frame.fill(
                Rect(x: body.x, y: rule.y, width: body.width, height: 1), style: style,
                character: canvas.borders.horizontal)
            canvas.frame.put(isASCII ? "+" : "├", at: Point(x: body.x, y: rule.y), style: style)
            canvas.frame.put(isASCII ? "+" : "┤", at: Point(x: body.maxX - 1, y: rule.y), style: style)
            let joint = rule.meetsAbove ? (rule.meetsBelow ? "┼" : "┴") : "┬"
            for x in lines { canvas.frame.put(isASCII ? "+" : joint, at: Point(x: x, y: rule.y), style: style) }
        }
    }

    /// The question that the columns answer, or will.
    private static func drawQuestion(
        _ comparison: Comparison, _ state: AppState, in rect: Rect, on canvas: inout Canvas
    ) {
        guard rect.height > 0 else { return }
        let messages = comparison.asked ?? state.thread.messages
        let place = Point(x: rect.x + 1, y: rect.y)
        guard let question = messages.last(where: { $0.role == .user }) else {
            let words =
                !state.thread.composer.isEmpty
                ? "Your message is below."
                : state.draft.config.template.isEmpty
                    ? "Type a question below." : "The prompt's own messages."
            return canvas.row(StyledText(words, canvas.theme[.dim]), at: place, width: rect.width - 2)
        }
        let images = question.images.isEmpty ? "" : "   ▣ \(question.images.count)"
        let before = messages.count > 1 ? "after \(messages.count - 1) messages" : ""
        canvas.row(
            StyledText("user  ", canvas.theme[.user].bold())
                .appending(Sanitiser.oneLine(question.text) + images, canvas.theme[.text]),
            right: StyledText(messages.count == 2 ? "after 1 message" : before, canvas.theme[.dim]), at: place,
            width: rect.width - 2)
    }

    private static func drawEmptiness(_ state: AppState, in inside: Rect, on canvas: inout Canvas) {
        let map = state.settings.keymap
        let keys = [
            ("compare.addModels", "adds models"), ("compare.addVersions", "adds versions"),
            ("compare.addDraft", "adds the draft"),
        ].compactMap { id, words in map.label(of: CommandID(id)).map { "\($0) \(words)" } }
        let text = StyledText("No columns. " + keys.joined(separator: ", ") + ".", canvas.theme[.dim])
        canvas.row(text, at: Point(x: inside.x + 1, y: inside.y + 3), width: inside.width - 2)
    }

    /// Draws the answers, and notes how far they can be scrolled.
    private static func drawBodies(
        _ layout: CompareLayout, _ comparison: Comparison, _ state: AppState, _ layouts: CompareLayouts,
        on canvas: inout Canvas
    ) {
        var metrics = ScreenMetrics.Compare()
        for column in layout.columns {
            // A block has its bar in the first column, which columns do without.
            let inner = Rect(
                x: column.body.x - 1, y: column.body.y, width: column.body.width, height: column.body.height)
            let width = inner.width - 1 - ThreadPaneView.margin(in: inner)
            let blocks = layouts.blocks(of: column.place, comparison, state, width: width)
            let lines = blocks.reduce(0) { $0 + $1.height } + max(0, blocks.count - 1)
            let last = max(0, lines - column.body.height)
            let top = min(comparison.top(of: comparison.columns[column.place]) ?? last, last)
            draw(blocks, from: top, in: inner, state, on: &canvas)
            metrics.height = column.body.height
            let counts = comparison.isApart ? column.place == comparison.focus : lines > metrics.lines
            if counts { (metrics.lines, metrics.top) = (lines, top) }
        }
        canvas.metrics.compare = metrics
    }

    private static func draw(
        _ blocks: [ThreadBlock], from top: Int, in inner: Rect, _ state: AppState, on canvas: inout Canvas
    ) {
        var line = -top
        for block in blocks {
            if line + block.height > 0, line < inner.height {
                ThreadPaneView.draw(block, at: line, in: inner, state, on: &canvas)
            }
            line += block.height + 1
        }
    }

    /// Draws the message being written, the rows around its cursor where it has more than there is room for.
    private static func draw(
        _ layout: TextLayout, isWriting: Bool, _ state: AppState, in rect: Rect, on canvas: inout Canvas
    ) {
        let composer = state.thread.composer
        let x = rect.x + 1 + Self.promptWidth
        let role = composer.role.rawValue.prefix(Self.promptWidth - 1)
        canvas.frame.put(
            StyledText(String(role), canvas.theme[isWriting ? .user : .dim].bold()), at: Point(x: rect.x + 1, y: rect.y)
        )
        canvas.hit(rect, .layerRow(-1))
        canvas.metrics.threadTextWidth = max(8, rect.maxX - x - 1)
        if composer.isEmpty, !isWriting {
            let key = state.settings.keymap.label(of: "compare.write").map { "\($0) writes a message" } ?? ""
            return canvas.row(
                StyledText(key, canvas.theme[.dim]), at: Point(x: x, y: rect.y), width: max(1, rect.maxX - x - 1))
        }
        let top = max(0, min(layout.cursor.y - rect.height + 1, layout.rowCount - rect.height))
        let rows = top..<min(layout.rowCount, top + rect.height)
        let clip = Rect(x: x, y: rect.y, width: rect.maxX - x, height: rect.height)
        for (offset, row) in layout.rows(rows).enumerated() {
            canvas.frame.put(
                row.text, at: Point(x: x, y: rect.y + offset), style: canvas.theme[isWriting ? .text : .dim], clip: clip
            )
            if let selection = row.selection, isWriting {
                let marked = Rect(x: x + selection.lowerBound, y: rect.y + offset, width: selection.count, height: 1)
                canvas.markSelected(marked.intersection(clip))
            }
        }
        if !composer.images.isEmpty {
            let images = StyledText("▣ \(composer.images.count)", canvas.theme[.accent])
            canvas.frame.put(images, at: Point(x: rect.maxX - images.width - 1, y: rect.maxY - 1))
        }
        if isWriting, state.layers.top is ComparePage {
            canvas.frame.cursor = Point(
                x: min(x + layout.cursor.x, rect.maxX - 1), y: rect.y + layout.cursor.y - top)
        }
    }
}
