package import TextUI

/// Source code whose keywords, strings, numbers and comments have the colours of the theme.
package struct ColoredCode {
    private let text: String
    private let marks: [SyntaxMark]

    /// - Parameter language: as behind the fence of a code block; any text.
    package init(_ text: String, language: String) {
        let shown = Sanitiser.visible(Self.withoutTabs(text))
        self.text = shown
        marks = SyntaxLanguage(named: language).map { SyntaxScanner($0).marks(of: shown) } ?? []
    }

    private static func withoutTabs(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\t")) else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.reduce(into: "") { row, character in
                row += character == "\t" ? String(repeating: " ", count: 4 - row.count % 4) : String(character)
            }
        }.joined(separator: "\n")
    }

    /// A text on one line, with its line breaks in a visible form.
    package static func line(_ text: String, language: String, _ theme: Theme) -> StyledText {
        ColoredCode(Sanitiser.oneLine(text), language: language).rows(width: .max, theme: theme).first?.text ?? ""
    }

    /// The rows at a width. A line that is longer goes on in the next row.
    package func rows(width: Int, theme: Theme) -> [StyledRow] {
        var next = 0
        let bytes = text.utf8
        return TextWrapper.wrap(text, width: width).map { line in
            guard line.isDrawnAsWritten(in: text) else { return line.styled(StyledText(line.text, theme[.text])) }
            var row = StyledText()
            let end = line.range.lowerBound + line.text.utf8.count
            var at = line.range.lowerBound
            while next > 0, marks[next - 1].range.upperBound > at { next -= 1 }
            while next < marks.count, marks[next].range.upperBound <= at { next += 1 }
            var mark = next
            while at < end {
                let isMarked = mark < marks.count && marks[mark].range.lowerBound <= at
                let until =
                    isMarked
                    ? marks[mark].range.upperBound : mark < marks.count ? marks[mark].range.lowerBound : end
                let to = min(until, end)
                let start = bytes.index(bytes.startIndex, offsetBy: at)
                row.append(
                    String(text[start..<bytes.index(start, offsetBy: to - at)]),
                    theme[isMarked ? marks[mark].role : .text])
                at = to
                if isMarked, to == marks[mark].range.upperBound { mark += 1 }
            }
            return line.styled(row)
        }
    }
}
