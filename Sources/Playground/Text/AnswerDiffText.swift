import JSON
import Prompts
import TextUI

/// Draws the difference of two answers: the new one, with what it replaced in ‹ ›.
enum AnswerDiffText {
    /// The columns of a value that was replaced.
    private static let oldWidth = 40

    /// The rows of the new answer. Nothing tells words apart by its colour alone.
    static func rows(_ diff: AnswerDiff, width: Int, _ theme: Theme) -> [StyledText] {
        var rows: [StyledText] = []
        if diff.isEmpty { rows.append(StyledText("no difference", theme[.good])) }
        if let body = diff.body { rows += self.rows(body, indent: 0, width: width, theme) }
        for call in diff.calls { rows += self.rows(call, width: width, theme) }
        return rows
    }

    /// The rows of the difference of two texts.
    static func rows(_ body: AnswerDiff.Body, indent: Int, width: Int, _ theme: Theme) -> [StyledText] {
        switch body {
        case .words(let diff): diff.lines.flatMap { line($0, indent: indent, width: width, theme) }
        case .json(let diff): diff.lines.flatMap { line($0, indent: indent, width: width, theme) }
        }
    }

    /// A line of words. One that only one of the texts has begins with `-` or `+`.
    private static func line(
        _ pieces: [WordsDiff.Piece], indent: Int, width: Int, _ theme: Theme
    ) -> [StyledText] {
        let margin = StyledText(String(repeating: " ", count: indent))
        if pieces.count == 1, let piece = pieces.first, piece.kind != .same {
            let style = style(piece.kind, theme)
            return StyledWrap.rows(
                [(piece.text, style)], width: width, first: margin.appending(TextDiff.sign(piece.kind) + " ", style),
                rest: margin.appending("  "))
        }
        let spans = pieces.map { piece in
            switch piece.kind {
            case .same: (piece.text, theme[.text])
            case .removed: ("‹\(piece.text)›", theme[.bad])
            case .added: (piece.text, theme[.good].with([.bold, .underline]))
            }
        }
        return StyledWrap.rows(spans, width: width, first: margin, rest: margin)
    }

    /// A line of JSON, with the value that it replaced after it.
    private static func line(_ line: JSONDiff.Line, indent: Int, width: Int, _ theme: Theme) -> [StyledText] {
        let style = style(line.kind, theme)
        let sign = line.kind == .same || line.old != nil ? "" : TextDiff.sign(line.kind) + " "
        let depth = String(repeating: " ", count: min(indent + 2 * line.depth, width / 2))
        var spans = [(text: line.text, style: line.kind == .added ? style.with([.bold, .underline]) : style)]
        if let old = line.old {
            spans.append(("  ‹\(DisplayWidth.truncating(old, to: oldWidth))›", theme[.bad]))
        }
        return StyledWrap.rows(
            spans, width: width, first: StyledText(depth).appending(sign, style),
            rest: StyledText(depth + String(repeating: " ", count: sign.count)))
    }

    /// The rows of a call.
    static func rows(_ call: AnswerDiff.Call, width: Int, _ theme: Theme) -> [StyledText] {
        switch call {
        case .both(let name, let body):
            let title = StyledText("ƒ ", theme[.tool]).appending(Sanitiser.oneLine(name), theme[.tool].bold())
            if body.isEmpty { return [title.appending("  same arguments", theme[.dim])] }
            return [title] + rows(body, indent: 2, width: width, theme)
        case .removed(let call): return one(call, .removed, width: width, theme)
        case .added(let call): return one(call, .added, width: width, theme)
        }
    }

    /// A call that only one of the answers makes.
    private static func one(_ call: ToolCall, _ kind: TextDiff.Kind, width: Int, _ theme: Theme) -> [StyledText] {
        let style = style(kind, theme)
        return StyledWrap.rows(
            [("ƒ \(call.name)  \(CallCard.line(call))", style)], width: width,
            first: StyledText(TextDiff.sign(kind) + " ", style), rest: "  ")
    }

    private static func style(_ kind: TextDiff.Kind, _ theme: Theme) -> Style {
        switch kind {
        case .same: theme[.text]
        case .removed: theme[.bad]
        case .added: theme[.good]
        }
    }
}
