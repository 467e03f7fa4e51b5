import Markdown
package import TextUI

/// One message in the thread. Its rows are made on demand, so that a long answer costs only what is visible.
package struct ThreadBlock: Sendable {
    /// A group of rows of one kind.
    package enum Segment: Sendable {
        case rows([ThreadRow])
        /// Wrapped text in one style. With `marksVariables`, `{{names}}` stand out.
        case text([WrappedLine], Style, marksVariables: Bool)
        /// Rows that are set already, such as those of Markdown.
        case styled([StyledRow])
        /// An image below its description.
        case image(ImageKey)
        /// A text that is being typed. The first row begins with `prefix`, the others are indented by its width.
        case input(TextLayout, prefix: StyledText, hasCursor: Bool, target: HitTarget)

        var height: Int {
            switch self {
            case .rows(let rows): rows.count
            case .text(let lines, _, _): lines.count
            case .styled(let rows): rows.count
            case .image(let key): key.size.height
            case .input(let layout, _, _, _): layout.rowCount
            }
        }
    }

    /// The message that can be selected; nil for rows that only inform.
    package var ref: EntryRef?
    package var target: HitTarget?
    package var bar: Style
    package private(set) var segments: [Segment] = []
    /// What can be copied by itself, from top to bottom.
    package private(set) var parts: [MessagePart] = []
    package private(set) var height = 0

    package init(ref: EntryRef?, target: HitTarget? = nil, bar: Style) {
        self.ref = ref
        self.target = target ?? ref.map(HitTarget.entry)
        self.bar = bar
    }

    package mutating func append(_ segment: Segment) {
        guard segment.height > 0 else { return }
        segments.append(segment)
        height += segment.height
    }

    package mutating func append(_ row: ThreadRow) {
        if case .rows(var rows)? = segments.last {
            segments[segments.count - 1] = .rows([])
            rows.append(row)
            segments[segments.count - 1] = .rows(rows)
            height += 1
        } else {
            append(.rows([row]))
        }
    }

    /// Names what stands in the rows that are appended next.
    package mutating func mark(_ content: MessagePart.Content) {
        parts.append(MessagePart(row: height, content: content))
    }

    /// Names what stands in the rows that are appended next, each in its row of those.
    mutating func mark(_ parts: [MessagePart]) {
        self.parts += parts.map { MessagePart(row: $0.row + height, content: $0.content) }
    }

    /// Appends the rows of Markdown, with the parts in them.
    mutating func append(_ page: MarkdownPage) {
        parts += page.parts.map { MessagePart(row: $0.row + height, content: MessagePart.Content($0.content)) }
        append(.styled(page.rows))
    }

    /// The row of the cursor; nil if it is elsewhere.
    package var cursorRow: Int? {
        var start = 0
        for segment in segments {
            if case .input(let layout, _, true, _) = segment { return start + layout.cursor.y }
            start += segment.height
        }
        return nil
    }
}

/// A row of a message: its text, and the facts at its right.
package struct ThreadRow: Sendable, Hashable {
    package var left: StyledText
    package var right: StyledText
    /// The columns between the bar and the text.
    package var indent: Int
    package var target: HitTarget?
    /// The remote image that the line describes, if it may be fetched for display.
    package var fetches: String?
    /// How the text goes on from the row above; its own text is ``left``.
    var flow = StyledRow("")

    /// A row of a text that goes over several.
    init(_ row: StyledRow, right: StyledText = "", indent: Int = 1) {
        self.init(row.text, right: right, indent: indent)
        flow = row
        flow.text = ""
    }

    package init(_ left: StyledText, right: StyledText = "", indent: Int = 1, target: HitTarget? = nil) {
        self.left = left
        self.right = right
        self.indent = indent
        self.target = target
    }
}
