import TextUI

/// Breaks a line of several styles into rows.
enum StyledWrap {
    /// The rows of a line. What is no text on a screen is made visible.
    ///
    /// - Parameters:
    ///   - spans: the pieces of the line in their styles.
    ///   - first: what stands before the first row.
    ///   - rest: what stands before the other rows, as wide as `first`.
    static func rows(
        _ spans: [(text: String, style: Style)], width: Int, first: StyledText = "", rest: StyledText = ""
    ) -> [StyledText] {
        let spans = spans.map { (text: visible($0.text), style: $0.style) }
        var ends: [Int] = []
        for span in spans { ends.append((ends.last ?? 0) + span.text.utf8.count) }
        let text = spans.map(\.text).joined()
        let bytes = Array(text.utf8)
        return TextWrapper.wrap(text, width: max(8, width - first.width)).enumerated().map { index, row in
            var line = index == 0 ? first : rest
            var start = row.range.lowerBound
            // The spaces at which a row breaks are in its range, but not drawn.
            let stop = min(row.range.upperBound, start + row.text.utf8.count)
            while start < stop, let span = ends.firstIndex(where: { $0 > start }) {
                // A span ends where a character does, so each run of bytes is text.
                let end = min(ends[span], stop)
                line.append(String(decoding: bytes[start..<end], as: UTF8.self), spans[span].style)
                start = end
            }
            return line
        }
    }

    /// The text without tabs, which mean nothing between other pieces, and with its indentation.
    private static func visible(_ text: String) -> String {
        Sanitiser.visible(text.replacing("\t", with: "    "))
    }
}
