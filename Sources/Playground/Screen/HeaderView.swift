import Prompts
import RequestCore
import TextUI

/// Draws the header: prompt and version at the left; provider, model, cost of the thread and current activity at the
/// right.
enum HeaderView {
    static func draw(_ state: AppState, in rect: Rect, on canvas: inout Canvas) {
        let theme = canvas.theme
        var left = StyledText(" étude  ", theme[.dim])
        left.append(Sanitiser.oneLine(state.draft.name), theme[.heading])
        if let version = state.draft.version {
            left.append("  v\(version.number) \(version.id.short)", theme[.accent])
        }
        if state.draft.isDraft || state.isChangingConfig { left.append(" · draft", theme[.warn]) }
        if state.diskChange != nil { left.append(" · changed on disk", theme[.warn]) }
        if state.answering.replays { left.append(" · replay", theme[.warn]) }

        let activity = activity(state, theme)
        for facts in variants(of: state, theme) {
            let right = joined([facts, activity], gap: "   ").appending(" ")
            if left.width + right.width + 1 <= rect.width {
                canvas.frame.put(left, at: rect.origin)
                canvas.frame.put(right, at: Point(x: rect.maxX - right.width, y: rect.y))
                return
            }
        }
        let right = activity.appending(" ")
        canvas.frame.put(left.truncated(to: rect.width - right.width - 1), at: rect.origin)
        canvas.frame.put(right, at: Point(x: rect.maxX - right.width, y: rect.y))
    }

    /// Provider, model and sums. Without room, the least important are left out first.
    private static func variants(of state: AppState, _ theme: Theme) -> [StyledText] {
        let provider = state.provider.provider?.name ?? state.draft.config.provider ?? "no provider"
        let model = Sanitiser.oneLine(state.modelName)
        let who = StyledText(Sanitiser.oneLine(provider), theme[.text]).appending(" · ", theme[.dim]).appending(
            model, theme[.text])
        return [
            joined([who, sums(state, theme)], gap: "   "), who, StyledText(Sanitiser.oneLine(provider), theme[.text]),
        ]
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
            return RunActivity.ending(state.thread.entries.last?.failure, theme) ?? ""
        }
        return RunActivity.text(of: run, now: state.now, theme)
    }
}
