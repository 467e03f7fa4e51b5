import TextUI

/// One tab of an opened log, laid out for a width. Lines are made on demand.
struct LogPage: Sendable {
    enum Body: Sendable {
        /// Messages one below the other. `starts` has the first line of each.
        case blocks([ThreadBlock], starts: [Int])
        case text(RoledText, rows: [Range<Int>], width: Int)
        /// Rows as they stand on the screen.
        case rows([StyledRow])
    }

    /// One line as it is drawn.
    struct Line: Sendable {
        /// The bar in the left margin; nil if there is none.
        var bar: Style?
        /// The columns left of the text.
        var indent = 1
        var left: StyledText
        var right: StyledText = ""
        /// The row of an image in this line.
        var image: (key: ImageKey, row: Int)?
        /// The remote image that the line describes, if it may be fetched for display.
        var fetches: String?
        /// Whether the line continues the text of the line above.
        var isContinuation = false
        /// Whether the line below continues after a space that is not drawn.
        var hangsSpace = false
        /// The characters at the beginning that the layout has added.
        var margin = 0
    }

    let body: Body
    let lineCount: Int
    private let theme: Theme

    /// - Parameter gap: the empty lines between two messages.
    init(blocks: [ThreadBlock], gap: Int = 0, theme: Theme) {
        var starts: [Int] = []
        var count = 0
        for block in blocks {
            starts.append(count)
            count += block.height + gap
        }
        body = .blocks(blocks, starts: starts)
        lineCount = max(0, count - gap)
        self.theme = theme
    }

    init(text: RoledText, width: Int, theme: Theme) {
        let rows = text.rows(width: width)
        body = .text(text, rows: rows, width: width)
        lineCount = rows.count
        self.theme = theme
    }

    init(rows: [StyledRow]) {
        body = .rows(rows)
        lineCount = rows.count
        theme = .plain
    }

    func line(_ index: Int) -> Line {
        switch body {
        case .rows(let rows):
            Line(
                indent: 0, left: rows[index].text, isContinuation: rows[index].isContinuation,
                hangsSpace: rows[index].hangsSpace, margin: rows[index].margin)
        case .text(let text, let rows, let width):
            Self.line(text, rows[index], theme, width: width)
        case .blocks(let blocks, let starts): Self.line(index, blocks, starts)
        }
    }

    private static func line(_ text: RoledText, _ row: Range<Int>, _ theme: Theme, width: Int) -> Line {
        let left = text.styled(row, theme, columns: width)
        return Line(
            left: left, isContinuation: text.goesOn(at: row.lowerBound), hangsSpace: row.count > left.text.utf8.count)
    }

    private static func line(_ index: Int, _ blocks: [ThreadBlock], _ starts: [Int]) -> Line {
        var low = 0
        var high = blocks.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= index { low = middle } else { high = middle - 1 }
        }
        var row = index - starts[low]
        for segment in blocks[low].segments {
            if row < segment.height { return line(row, of: segment, bar: blocks[low].bar) }
            row -= segment.height
        }
        return Line(left: "")
    }

    private static func line(_ row: Int, of segment: ThreadBlock.Segment, bar: Style) -> Line {
        switch segment {
        case .rows(let rows):
            return Line(
                bar: bar, indent: rows[row].indent + 1, left: rows[row].left, right: rows[row].right,
                fetches: rows[row].fetches, isContinuation: rows[row].flow.isContinuation,
                hangsSpace: rows[row].flow.hangsSpace, margin: rows[row].flow.margin)
        case .text(let lines, let style, _):
            let line = lines[row]
            return Line(
                bar: bar, indent: 2, left: StyledText(line.text, style), isContinuation: line.isContinuation,
                hangsSpace: line.hangsSpace)
        case .styled(let rows):
            return Line(
                bar: bar, indent: 2, left: rows[row].text, isContinuation: rows[row].isContinuation,
                hangsSpace: rows[row].hangsSpace, margin: rows[row].margin)
        case .image(let key): return Line(bar: bar, indent: 4, left: "", image: (key, row))
        case .input(let layout, let prefix, _, _):
            return Line(
                bar: bar, indent: 1 + prefix.width, left: StyledText(layout.row(row).text),
                isContinuation: layout.row(row).isContinuation)
        }
    }

    /// Calls `body` with the text of each line, for a search.
    func forEachText(_ body: (_ line: Int, _ text: Substring, _ isContinuation: Bool, _ hangsSpace: Bool) -> Void) {
        switch self.body {
        case .text(let text, let rows, _):
            var endsLine = true
            for (index, row) in rows.enumerated() {
                let piece = text.text(in: row)
                body(index, piece, !endsLine, false)
                endsLine = piece.utf8.count < row.count
            }
        case .blocks(let blocks, let starts):
            for (block, start) in zip(blocks, starts) {
                var line = start
                for segment in block.segments {
                    Self.forEachText(of: segment) { text, isContinuation, hangsSpace in
                        body(line, text, isContinuation, hangsSpace)
                        line += 1
                    }
                }
            }
        case .rows(let rows):
            for (index, row) in rows.enumerated() {
                body(index, Substring(row.text.text), row.isContinuation, row.hangsSpace)
            }
        }
    }

    private static func forEachText(
        of segment: ThreadBlock.Segment, _ body: (_ text: Substring, _ isContinuation: Bool, _ hangsSpace: Bool) -> Void
    ) {
        switch segment {
        case .rows(let rows):
            for row in rows { body(Substring(row.left.text), row.flow.isContinuation, row.flow.hangsSpace) }
        case .text(let lines, _, _):
            for line in lines { body(Substring(line.text), line.isContinuation, line.hangsSpace) }
        case .styled(let rows):
            for row in rows { body(Substring(row.text.text), row.isContinuation, row.hangsSpace) }
        case .image(let key): for _ in 0..<key.size.height { body("", false, false) }
        case .input(let layout, _, _, _):
            for row in 0..<layout.rowCount {
                body(Substring(layout.row(row).text), layout.row(row).isContinuation, false)
            }
        }
    }
}
