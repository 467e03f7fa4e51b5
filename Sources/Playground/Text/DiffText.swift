import Prompts
import TextUI

/// Draws a difference: `-` and `+` before the lines, and the differing words underlined.
enum DiffText {
    /// The changes with three lines around each, wrapped to a width.
    ///
    /// - Parameter isWhole: whether every line is shown, not only those near a change.
    static func lines(_ diff: TextDiff, width: Int, isWhole: Bool = false, _ theme: Theme) -> [StyledText] {
        guard !isWhole else { return diff.lines.flatMap { wrapped($0, width: width, theme) } }
        var lines: [StyledText] = []
        for hunk in diff.hunks() {
            if hunk.skipped > 0 {
                lines.append(StyledText(hunk.skipped == 1 ? "⋯ 1 line" : "⋯ \(hunk.skipped) lines", theme[.dim]))
            }
            lines += hunk.lines.flatMap { wrapped($0, width: width, theme) }
        }
        return lines
    }

    /// One line, wrapped to a width, with its sign.
    static func wrapped(_ line: TextDiff.Line, width: Int, _ theme: Theme) -> [StyledText] {
        let style: Style =
            switch line.kind {
            case .same: theme[.dim]
            case .removed: theme[.bad]
            case .added: theme[.good]
            }
        let marked = style.with([.bold, .underline])
        return StyledWrap.rows(
            line.spans.map { ($0.text, $0.isChanged ? marked : style) }, width: max(10, width),
            first: StyledText(TextDiff.sign(line.kind) + " ", style), rest: StyledText("  ", style))
    }
}
