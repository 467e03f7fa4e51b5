import Prompts
import RequestCore
import TextUI

/// Draws the header: prompt and version at the left; provider, model, cost of the thread and current activity at the
/// right.
enum HeaderView {
    static func draw(_ state: AppState, in rect: Rect, on canvas: inout Canvas) {
        let theme = canvas.theme
        if let page = state.layers.all(GridPage.self).last, let grid = page.grid(in: state) {
            let right = GridHeaderView.right(grid, state, theme).appending(" ")
            let room = max(0, rect.width - right.width - 1)
            canvas.frame.put(GridHeaderView.left(grid, theme, width: room).truncated(to: room), at: rect.origin)
            canvas.frame.put(right, at: Point(x: rect.maxX - right.width, y: rect.y))
            return
        }
        let (version, marks) = (version(of: state, theme), marks(of: state, theme))
        let name = StyledText(Sanitiser.oneLine(state.draft.name), theme[.heading])
        let activity = activity(state, theme)
        let shapes = HeaderShape.all(width: rect.width).map { shape in
            let title = StyledText(shape.hasTitle ? " étude  " : " ", theme[.dim])
            let rest = (shape.hasHash ? version.whole : version.number).appending(marks)
            let right = joined([facts(shape.facts, of: state, theme), activity], gap: "   ").appending(" ")
            return (shape, title: title, rest: rest, right: right)
        }
        let fitting = shapes.first { shape, title, rest, right in
            let least = shape.shortensName ? min(name.width, HeaderShape.leastName) : name.width
            return title.width + least + rest.width + 1 + right.width <= rect.width
        }
        guard let (_, title, rest, right) = fitting ?? shapes.last else { return }
        let room = rect.width - title.width - rest.width - 1 - right.width
        let left = title.appending(name.truncated(to: max(2, room))).appending(rest)
        canvas.frame.put(left.truncated(to: max(0, rect.width - right.width - 1)), at: rect.origin)
        canvas.frame.put(right, at: Point(x: rect.maxX - right.width, y: rect.y))
    }

    /// The number of the version, and the number with the hash.
    private static func version(of state: AppState, _ theme: Theme) -> (number: StyledText, whole: StyledText) {
        guard let version = state.draft.version else { return ("", "") }
        let number = StyledText("  v\(version.number)", theme[.accent])
        return (number, number.appending(" \(version.id.short)", theme[.accent]))
    }

    /// How the draft differs from what is stored, and how calls are answered.
    private static func marks(of state: AppState, _ theme: Theme) -> StyledText {
        var marks = StyledText()
        if state.draft.isDraft || state.isChangingConfig { marks.append(" · draft", theme[.warn]) }
        if state.diskChange != nil { marks.append(" · changed on disk", theme[.warn]) }
        if state.answering.replays { marks.append(" · replay", theme[.warn]) }
        return marks
    }

    /// Provider, model and sums, as much as there is room for.
    private static func facts(_ facts: HeaderShape.Facts, of state: AppState, _ theme: Theme) -> StyledText {
        let name = state.provider.provider?.name ?? state.draft.config.provider ?? "no provider"
        let provider = StyledText(Sanitiser.oneLine(name), theme[.text])
        let model = provider.appending(" · ", theme[.dim]).appending(
            Sanitiser.oneLine(state.modelName), theme[.text])
        return switch facts {
        case .modelAndSums: joined([model, sums(state, theme)], gap: "   ")
        case .model: model
        case .provider: provider
        case .none: ""
        }
    }

    private static func joined(_ parts: [StyledText], gap: String) -> StyledText {
        parts.filter { !$0.isEmpty }.enumerated().reduce(into: StyledText()) { text, part in
            if part.offset > 0 { text.append(gap) }
            text.append(part.element)
        }
    }

    /// What the requests of the thread have used, in tokens in and out, and what they cost. It is no measure of the context: each
    /// request sends what came before again.
    private static func sums(_ state: AppState, _ theme: Theme) -> StyledText {
        let spent = state.thread.tree.outline.spent
        guard spent.tokens > 0 else { return "" }
        let cost = spent.cost.map { "  " + Readable.dollars($0) } ?? ""
        return StyledText("\(Readable.count(spent.tokens)) tok used\(cost)", theme[.dim])
    }

    /// The word for the current activity; nothing when idle.
    private static func activity(_ state: AppState, _ theme: Theme) -> StyledText {
        guard let run = state.run else {
            if let ref = state.answering.started.keys.min(by: { ($0.entry, $0.call) < ($1.entry, $1.call) }) {
                let count = state.answering.started.count
                let name = Sanitiser.oneLine(state.thread.call(ref)?.name ?? "a tool")
                return StyledText("running \(name)" + (count > 1 ? " and \(count - 1) more" : ""), theme[.good])
            }
            if let count = state.comparison?.underWayCount, count > 0 {
                return StyledText("running \(count)", theme[.good])
            }
            if !state.grids.running.isEmpty { return StyledText("evaluating", theme[.good]) }
            return RunActivity.ending(state.thread.entries.last?.failure, theme) ?? ""
        }
        return RunActivity.text(of: run, now: state.now, theme)
    }
}
