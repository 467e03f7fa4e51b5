/// A line of text in several styles.
package struct StyledText: Hashable, Sendable, ExpressibleByStringLiteral {
    /// A piece of the line in one style.
    package struct Span: Hashable, Sendable {
        package var text: String
        package var style: Style

        package init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    /// The pieces from left to right.
    package var spans: [Span]

    package init(spans: [Span] = []) {
        self.spans = spans
    }

    package init(_ text: String, _ style: Style = .plain) {
        spans = text.isEmpty ? [] : [Span(text, style)]
    }

    package init(stringLiteral value: String) {
        self.init(value)
    }

    /// The columns it takes on one line.
    package var width: Int { spans.reduce(0) { $0 + DisplayWidth.of($1.text) } }

    /// The text without its styles.
    package var text: String { spans.reduce(into: "") { $0 += $1.text } }

    /// True when there is no text.
    package var isEmpty: Bool { spans.allSatisfy { $0.text.isEmpty } }

    /// Adds a piece at the end.
    package mutating func append(_ text: String, _ style: Style = .plain) {
        if !text.isEmpty { spans.append(Span(text, style)) }
    }

    /// Adds another line at the end.
    package mutating func append(_ other: StyledText) {
        spans += other.spans
    }

    /// The line with a piece added at the end.
    package func appending(_ text: String, _ style: Style = .plain) -> StyledText {
        var result = self
        result.append(text, style)
        return result
    }

    /// The line with another line added at the end.
    package func appending(_ other: StyledText) -> StyledText {
        StyledText(spans: spans + other.spans)
    }

    package static func + (left: StyledText, right: StyledText) -> StyledText {
        left.appending(right)
    }

    /// The line if it fits into `width` columns, else its beginning and `…` in the style of what it cuts.
    package func truncated(to width: Int) -> StyledText {
        guard self.width > width else { return self }
        var result = StyledText()
        var left = width
        for span in spans {
            let spanWidth = DisplayWidth.of(span.text)
            if spanWidth < left {
                result.spans.append(span)
                left -= spanWidth
                continue
            }
            let cut = DisplayWidth.truncating(span.text + " ", to: left)
            result.append(cut, span.style)
            break
        }
        return result
    }

    /// The line followed by spaces up to `width` columns.
    package func padded(to width: Int, style: Style = .plain) -> StyledText {
        let missing = width - self.width
        return missing > 0 ? appending(String(repeating: " ", count: missing), style) : self
    }
}
