/// One row of a text that was wrapped to a width.
package struct WrappedLine: Hashable, Sendable {
    /// The row's part of the source in UTF-8 offsets, with spaces that hang over the edge and the line break. The
    /// ranges of all rows follow each other without gaps.
    package var range: Range<Int>
    /// What is drawn: tabs expanded, control and invisible characters in their visible form.
    package var text: String
    /// The columns of `text`.
    package var width: Int
    /// True when the row goes on with the line of the row above.
    package var isContinuation: Bool

    package init(range: Range<Int>, text: String, width: Int, isContinuation: Bool) {
        self.range = range
        self.text = text
        self.width = width
        self.isContinuation = isContinuation
    }
}

/// Breaks text into rows: after spaces, beside wide characters, and anywhere in a word that is longer than a row.
/// `\n` and `\r\n` end a line. Tabs go to every fourth column.
package enum TextWrapper {
    /// The rows of a text, at least one.
    package static func wrap(_ text: String, width: Int) -> [WrappedLine] {
        var lines: [WrappedLine] = []
        wrap(text, from: 0, isContinuation: false, width: width, into: &lines)
        return lines
    }

    static func wrap(
        _ text: String, from offset: Int, isContinuation: Bool, width: Int, into lines: inout [WrappedLine]
    ) {
        let breaker = RowBreaker(width: width)
        GlyphScanner.scan(Substring(text)) { scanner in
            scanner.seek(offset)
            var isContinuation = isContinuation
            while true {
                let row = breaker.next(&scanner, isContinuation: isContinuation)
                lines.append(
                    WrappedLine(
                        range: row.start..<row.end, text: breaker.drawnText(row, &scanner), width: row.width,
                        isContinuation: isContinuation))
                if !row.endsLine && row.end == scanner.bytes.count { return }
                isContinuation = !row.endsLine
            }
        }
    }
}

/// Wraps a text that still grows, such as a streamed answer. The work is proportional to what is added.
package struct GrowingWrap: Hashable, Sendable {
    /// The columns of a row.
    package let width: Int
    /// The text so far.
    package private(set) var text = ""

    /// The rows so far, at least one; the same as `TextWrapper.wrap(text, width:)`.
    package private(set) var lines: [WrappedLine]

    /// An empty text.
    package init(width: Int) {
        self.width = max(1, width)
        lines = TextWrapper.wrap("", width: width)
    }

    package init(_ text: String, width: Int) {
        self.init(width: width)
        append(text)
    }

    /// Adds text at the end.
    package mutating func append(_ addition: String) {
        guard !addition.isEmpty else { return }
        text += addition
        let last = lines.removeLast()
        var restart = last
        // A lone `\r` that becomes `\r\n` makes its row shorter, which can bring a word back to the row above.
        if last.isContinuation, let previous = lines.popLast() { restart = previous }
        TextWrapper.wrap(
            text, from: restart.range.lowerBound, isContinuation: restart.isContinuation, width: width, into: &lines)
    }
}
