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

    /// The text without tabs, which mean nothing between other pieces, and with its indentation.
    private static func visible(_ text: String) -> String {
        Sanitiser.visible(text.replacing("\t", with: "    "))
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
        let spans = line.spans.map { (text: visible($0.text), isChanged: $0.isChanged) }
        let bytes = spans.flatMap { span in span.text.utf8.map { (byte: $0, isChanged: span.isChanged) } }
        let rows = TextWrapper.wrap(spans.map(\.text).joined(), width: max(8, width) - 2)
        return rows.enumerated().map { index, row in
            var text = StyledText(index == 0 ? TextDiff.sign(line.kind) + " " : "  ", style)
            // A span ends where a character does, so each run of bytes is text.
            for run in bytes[row.range].split(whereChanging: \.isChanged) {
                text.append(
                    String(decoding: run.map(\.byte), as: UTF8.self), run.first?.isChanged == true ? marked : style)
            }
            return text
        }
    }
}

extension Collection {
    /// The parts between the places where a property changes.
    fileprivate func split<Value: Equatable>(whereChanging property: (Element) -> Value) -> [SubSequence] {
        var parts: [SubSequence] = []
        var start = startIndex
        while start < endIndex {
            let value = property(self[start])
            let end = self[start...].firstIndex { property($0) != value } ?? endIndex
            parts.append(self[start..<end])
            start = end
        }
        return parts
    }
}
