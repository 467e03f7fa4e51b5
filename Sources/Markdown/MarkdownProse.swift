internal import TextUI

/// A text in several styles that is wrapped as one.
struct MarkdownProse {
    private var text = ""
    /// Where a style begins, in UTF-8 offsets of the text.
    private var marks: [(offset: Int, style: Style)] = []

    /// - Parameter style: that of a piece without traits.
    init(_ pieces: [MarkdownInline], _ style: Style, _ theme: Theme) {
        for piece in pieces {
            marks.append((text.utf8.count, Self.style(of: piece.traits, style, theme)))
            text += Sanitiser.visible(piece.text.replacing("\t", with: " "))
        }
    }

    private static func style(of traits: MarkdownInline.Traits, _ base: Style, _ theme: Theme) -> Style {
        var style = base
        if traits.contains(.code) { style.foreground = theme[.string].foreground }
        if traits.contains(.address) || traits.contains(.deleted) { style.foreground = theme[.dim].foreground }
        if traits.contains(.strong) { style = style.bold() }
        if traits.contains(.emphasis) { style = style.italic() }
        if traits.contains(.link) { style = style.underlined() }
        return style
    }

    /// The columns of the longest line.
    var width: Int { text.split(separator: "\n").map { DisplayWidth.of($0) }.max() ?? 0 }

    /// The rows at a width, at least one.
    func rows(width: Int) -> [StyledRow] {
        TextWrapper.wrap(text, width: width).map { $0.styled(styled($0)) }
    }

    private func styled(_ line: WrappedLine) -> StyledText {
        var row = StyledText()
        let bytes = text.utf8
        let end = line.range.lowerBound + line.text.utf8.count
        var at = line.range.lowerBound
        var mark = marks.partition { $0.offset > at } - 1
        guard !marks.isEmpty else { return row }
        // A character that is wider than the row is drawn as a replacement.
        guard line.isDrawnAsWritten(in: text) else { return StyledText(line.text, marks[max(0, mark)].style) }
        while at < end, mark >= 0 {
            let next = mark + 1 < marks.count ? min(marks[mark + 1].offset, end) : end
            let start = bytes.index(bytes.startIndex, offsetBy: at)
            row.append(String(text[start..<bytes.index(start, offsetBy: next - at)]), marks[mark].style)
            at = next
            mark += 1
        }
        return row
    }
}

extension WrappedLine {
    /// Whether the row draws the text as it stands there.
    func isDrawnAsWritten(in source: String) -> Bool {
        let bytes = source.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
        return bytes[start...].starts(with: text.utf8)
    }
}

extension Array {
    /// The first index whose element is in the later part, by halving.
    fileprivate func partition(_ isLater: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isLater(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
