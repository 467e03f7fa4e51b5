import Prompts
import RequestCore
import TextUI

/// Draws the head of a column: what answers, where it is sent, and how far it is.
enum CompareHeadView {
    static func draw(
        _ place: Int, _ comparison: Comparison, _ state: AppState, in rect: Rect, on canvas: inout Canvas
    ) {
        let column = comparison.columns[place]
        let theme = canvas.theme
        let inner = Rect(x: rect.x + 1, y: rect.y, width: rect.width - 2, height: rect.height)
        let isMarked = comparison.marks.contains(column.label)
        let mark = isMarked ? (canvas.borders == .ascii ? "* " : "• ") : ""
        let name = StyledText(mark + column.label + "  ", theme[.accent].bold())
            .appending(Sanitiser.oneLine(column.recipe.title(draft: state.draft.unchangedVersion)), theme[.text].bold())
        let isFocused = place == comparison.focus
        canvas.row(name, right: relation(column, comparison, theme), at: inner.origin, width: inner.width)
        if isFocused {
            canvas.frame.put(
                canvas.borders == .ascii ? ">" : "▸", at: rect.origin, style: theme[.accent])
            canvas.markSelected(Rect(x: rect.x, y: rect.y, width: rect.width, height: 1))
        }
        guard rect.height > 2 else { return }
        let (provider, model) = address(of: column, state)
        let who = StyledText(Sanitiser.oneLine(provider), theme[.dim]).appending(" · ", theme[.dim])
            .appending(Sanitiser.oneLine(model), theme[.text])
        canvas.row(who, at: Point(x: inner.x, y: inner.y + 1), width: inner.width)
        canvas.row(
            progress(column, now: state.now, theme), right: first(column, now: state.now, theme),
            at: Point(x: inner.x, y: inner.y + 2), width: inner.width)
    }

    /// `baseline`, or whether the answers differ from the baseline's.
    private static func relation(_ column: ComparedColumn, _ comparison: Comparison, _ theme: Theme) -> StyledText {
        guard comparison.columns.count > 1, let baseline = comparison.baselineColumn else { return "" }
        if baseline.label == column.label { return StyledText("baseline", theme[.dim]) }
        guard let own = column.current?.key, let other = baseline.current?.key else { return "" }
        return own == other
            ? StyledText("same as \(baseline.label)", theme[.good])
            : StyledText("differs from \(baseline.label)", theme[.dim])
    }

    /// The names of the provider and the model: those that were asked, else those that would be.
    private static func address(of column: ComparedColumn, _ state: AppState) -> (provider: String, model: String) {
        if let run = column.current?.run { return (run.provider, run.reply.identity.model ?? run.model) }
        let config = try? column.recipe.config(of: state.draft.config)
        let name = column.recipe.provider ?? config?.provider
        let provider = state.settings.providers.resolved(name).provider
        return (provider?.name ?? name ?? "no provider", config?.model ?? provider?.defaultModel ?? "–")
    }

    /// What the column does, or what its answers took.
    private static func progress(_ column: ComparedColumn, now: Double, _ theme: Theme) -> StyledText {
        if column.obstacle != nil { return StyledText("not sent", theme[.bad]) }
        guard let current = column.current else { return StyledText("not asked yet", theme[.dim]) }
        let done = column.answers.count { !$0.isUnderWay }
        let count = column.answers.count > 1 ? "\(done) of \(column.answers.count) · " : ""
        if let running = column.answers.first(where: \.isUnderWay) {
            return StyledText(count, theme[.dim]) + RunActivity.text(of: running.run, now: now, theme)
        }
        if column.answers.count > 1 { return StyledText(count + sums(of: column), theme[.dim]) }
        return ending(of: current, theme)
    }

    /// The sums over the repeats of a column: distinct answers, the median of the times, the cost.
    private static func sums(of column: ComparedColumn) -> String {
        let groups = column.groups.count
        let parts = [
            groups == 1 ? "1 answer" : "\(groups) answers",
            column.medianMS.map { "p50 \(Readable.seconds($0))" }, column.cost.map(Readable.dollars),
        ]
        return parts.compactMap(\.self).joined(separator: " · ")
    }

    /// `1.8 s · 148 tok · $0.0011`, after what went wrong.
    private static func ending(of answer: ComparedAnswer, _ theme: Theme) -> StyledText {
        guard let facts = answer.facts else { return "" }
        let parts = [
            Readable.seconds(facts.totalMS), facts.usage?.output.map { "\(Readable.count($0)) tok" },
            facts.cost.map(Readable.dollars),
        ]
        let sums = StyledText(parts.compactMap(\.self).joined(separator: " · "), theme[.dim])
        guard let word = RunActivity.ending(answer.run.reply.error, theme) else { return sums }
        return word.appending("  ") + sums
    }

    /// `first 0.41 s`.
    private static func first(_ column: ComparedColumn, now: Double, _ theme: Theme) -> StyledText {
        guard column.answers.count == 1, let answer = column.answers.first else { return "" }
        let streamed = answer.run.firstPieceAt.map { ($0 - answer.run.startedAt) * 1000 }
        guard let milliseconds = answer.firstMS ?? (answer.isUnderWay ? streamed : nil) else { return "" }
        return StyledText("first \(Readable.seconds(milliseconds))", theme[.dim])
    }
}
