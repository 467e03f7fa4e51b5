import RequestCore
import TextUI

/// Draws an opened log: over the whole body, with the tabs on top and the keys in the lower border.
enum LogViewView {
    static func draw(_ view: LogView, state: AppState, hint: String, on canvas: inout Canvas) {
        let place = LogPlace(view, in: state.besideRect, theme: canvas.theme, images: state.imagePlan)
        canvas.layer(
            place.rect, title: "Log \(state.clock(of: view.record.createdAt))", right: position(view, state),
            hint: view.search == nil ? hint : "",
            hidesPanes: state.layout?.beside == nil)
        drawTabs(view, in: place.tabs, on: &canvas)
        drawLines(view, place, on: &canvas)
        if let foot = place.foot { drawFoot(view, in: foot, on: &canvas) }
        if let search = view.search {
            SearchLine(
                buffer: search.buffer, isActive: search.isActive, count: view.matches(place).count,
                current: search.current
            ).draw(in: place.rect, on: &canvas)
        }
    }

    private static func position(_ view: LogView, _ state: AppState) -> String {
        guard let index = state.logs.index(of: view.record.id) else { return "" }
        return "\(Readable.count(state.logs.start + index + 1)) of \(state.logs.totalWords)"
    }

    private static func drawTabs(_ view: LogView, in rect: Rect, on canvas: inout Canvas) {
        var x = rect.x
        for tab in LogView.Tab.allCases {
            let title = " \(tab.title) "
            guard x + DisplayWidth.of(title) <= rect.maxX else { return }
            let isOpen = tab == view.tab
            let style = isOpen ? canvas.theme[.accent].reversed() : canvas.theme[.text]
            let width = canvas.frame.put(title, at: Point(x: x, y: rect.y), style: style, clip: rect)
            canvas.hit(Rect(x: x, y: rect.y, width: width, height: 1), .logTab(tab.rawValue))
            x += width
        }
    }

    private static func drawLines(_ view: LogView, _ place: LogPlace, on canvas: inout Canvas) {
        let top = view.top(place)
        let matches = view.matches(place)
        for row in 0..<max(0, min(place.lines.height, place.page.lineCount - top)) {
            let line = place.page.line(top + row)
            let at = Point(x: place.lines.x, y: place.lines.y + row)
            if let bar = line.bar, bar != .plain {
                canvas.frame.put(canvas.borders == .ascii ? "|" : "▎", at: at, style: bar)
            }
            let text = Point(x: at.x + line.indent, y: at.y)
            canvas.row(line.left, right: line.right, at: text, width: place.lines.width - line.indent - 1)
            if let url = line.fetches { canvas.metrics.want(fetched: url) }
            if let (key, part) = line.image {
                let first = Point(x: text.x, y: text.y - part)
                canvas.image(key, rows: part..<(part + 1), at: first, clip: place.lines)
            }
            matches.mark(
                line: top + row, line.left.text, at: text, current: view.search?.current ?? 0, clip: place.lines,
                on: &canvas)
        }
    }

    /// Version, provider and model; tokens, cost and pace; the conversation.
    private static func drawFoot(_ view: LogView, in rect: Rect, on canvas: inout Canvas) {
        let record = view.record
        let theme = canvas.theme
        let number = view.versionNumber.map { "v\($0) " } ?? ""
        var who = StyledText("\(number)\(record.version.short)", theme[.accent])
        who.append("   \(Sanitiser.oneLine(record.provider)) · \(Sanitiser.oneLine(record.model))", theme[.text])
        if let model = record.reply.identity.model, model != record.model {
            who.append(" (\(Sanitiser.oneLine(model)))", theme[.dim])
        }
        if let feedback = record.feedback {
            who.append("   \(feedback.rawValue)", theme[feedback == .good ? .good : .bad])
        }
        if let score = record.judgement.score { who.append("  score \(score)", theme[.text]) }
        for tag in record.judgement.tags { who.append("  #" + Sanitiser.oneLine(tag), theme[.dim]) }
        let sums = StyledText(sums(of: record).joined(separator: "   "), theme[.dim])
        canvas.row(who, at: Point(x: rect.x + 1, y: rect.y), width: rect.width - 2)
        canvas.row(sums, at: Point(x: rect.x + 1, y: rect.y + 1), width: rect.width - 2)
        guard view.namesConversation, let title = view.conversation else { return }
        let conversation = StyledText("conversation  ", theme[.dim]).appending(Sanitiser.oneLine(title), theme[.text])
        canvas.row(conversation, at: Point(x: rect.x + 1, y: rect.y + 2), width: rect.width - 2)
    }

    private static func sums(of record: LogRecord) -> [String] {
        let facts = LogFacts(record)
        var spent: [String] = []
        if let count = facts.promptTokens { spent.append("\(Readable.count(count)) in") }
        if let count = facts.completionTokens { spent.append("\(Readable.count(count)) out") }
        if let cost = record.cost { spent.append(Readable.dollars(cost)) }
        var sums = spent.isEmpty ? [] : [spent.joined(separator: "  ")]
        if let first = record.timing.firstTokenMS { sums.append("first token \(Readable.seconds(first))") }
        if let pace = facts.tokensPerSecond { sums.append("\(Int(min(pace, 1e9).rounded())) tok/s") }
        if record.timing.retries > 0 {
            sums.append(record.timing.retries == 1 ? "1 retry" : "\(record.timing.retries) retries")
        }
        if let source = record.context.source { sums.append("by \(source.rawValue)") }
        if let run = record.context.run, run != record.id { sums.append("round \(record.context.ordinal + 1)") }
        return sums
    }
}
