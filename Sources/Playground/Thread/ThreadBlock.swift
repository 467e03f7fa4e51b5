package import TextUI

/// One message as it stands in the thread: rows made on demand, so that a long answer costs what is seen of it.
package struct ThreadBlock: Sendable {
    /// A run of rows of one kind.
    package enum Segment: Sendable {
        case rows([ThreadRow])
        /// Wrapped text in one style; where `marksVariables`, `{{names}}` stand out.
        case text([WrappedLine], Style, marksVariables: Bool)
        /// An image below its description.
        case image(ImageKey)
        /// A text being typed. The first row begins with `prefix`, the others are indented by its width.
        case input(TextLayout, prefix: StyledText, hasCursor: Bool, target: HitTarget)

        var height: Int {
            switch self {
            case .rows(let rows): rows.count
            case .text(let lines, _, _): lines.count
            case .image(let key): key.size.height
            case .input(let layout, _, _, _): layout.rowCount
            }
        }
    }

    /// What can be selected as a whole; nil for what only tells.
    package var ref: EntryRef?
    package var target: HitTarget?
    package var bar: Style
    package private(set) var segments: [Segment] = []
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

    /// The row that the cursor is on; nil when it is elsewhere.
    package var cursorRow: Int? {
        var start = 0
        for segment in segments {
            if case .input(let layout, _, true, _) = segment { return start + layout.cursor.y }
            start += segment.height
        }
        return nil
    }
}

/// A row of a message: what it says, and the facts at its right.
package struct ThreadRow: Sendable, Hashable {
    package var left: StyledText
    package var right: StyledText
    /// Columns between the bar and the text.
    package var indent: Int
    package var target: HitTarget?
    /// The remote image that it describes, where that may be fetched when it is looked at.
    package var fetches: String?

    package init(_ left: StyledText, right: StyledText = "", indent: Int = 1, target: HitTarget? = nil) {
        self.left = left
        self.right = right
        self.indent = indent
        self.target = target
    }
}
