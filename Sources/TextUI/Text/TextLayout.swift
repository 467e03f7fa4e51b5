/// One row of a buffer as it is drawn.
package struct TextRow: Hashable, Sendable {
    /// The line it belongs to.
    package var line: Int
    /// Its part of the line in UTF-8 offsets.
    package var range: Range<Int>
    /// What is drawn: tabs expanded, control and invisible characters in their visible form.
    package var text: String
    /// The columns of `text`.
    package var width: Int
    /// True when it goes on with the line of the row above.
    package var isContinuation: Bool
    /// The columns that are selected.
    package var selection: Range<Int>?
    /// True when the selection goes on into the next line.
    package var selectsLineBreak: Bool

    /// For each grapheme of the source where it begins, as offset in the line and as column; and the end.
    var stops: [Stop]

    struct Stop: Hashable, Sendable {
        var offset: Int
        var column: Int
    }

    /// The column at which the grapheme at an offset of the line is drawn.
    package func column(ofOffset offset: Int) -> Int {
        stops.last { $0.offset <= offset }?.column ?? 0
    }

    /// The columns of a part of the line, in as far as it is in this row.
    package func columns(of part: Range<Int>) -> Range<Int>? {
        let inside = part.clamped(to: range)
        let columns = column(ofOffset: inside.lowerBound)..<column(ofOffset: inside.upperBound)
        return inside.isEmpty || columns.isEmpty ? nil : columns
    }
}

/// A buffer wrapped to a width: its rows, and the cursor's place among them. Rows are made on demand.
package struct TextLayout: Sendable {
    /// At least 1.
    package let rowCount: Int
    /// The cursor's column and row.
    package private(set) var cursor = Point(x: 0, y: 0)

    private let known: LineRows
    private let breaker: RowBreaker
    private let selection: Range<TextPosition>?

    init(_ known: LineRows, _ breaker: RowBreaker, cursor: TextPosition, selection: Range<TextPosition>?) {
        self.known = known
        self.breaker = breaker
        self.selection = selection
        rowCount = known.rows.count
        self.cursor = point(of: cursor)
    }

    /// A row, counted from 0 at the beginning of the text.
    package func row(_ index: Int) -> TextRow {
        let index = min(max(0, index), rowCount - 1)
        let line = line(ofRow: index)
        let row = known.rows[index]
        let text = known.lines[line]
        return GlyphScanner.scan(Substring(text)) { scanner in
            let drawn = breaker.drawnText(row, &scanner)
            let isLast = index + 1 == known.firstRow[line + 1]
            var result = TextRow(
                line: line, range: row.start..<row.end, text: drawn, width: row.width,
                isContinuation: row.isContinuation, selection: nil, selectsLineBreak: false,
                stops: stops(of: row, &scanner))
            guard let selection, selection.lowerBound.line <= line, selection.upperBound.line >= line else {
                return result
            }
            let from = selection.lowerBound.line == line ? selection.lowerBound.offset : 0
            let to = selection.upperBound.line == line ? selection.upperBound.offset : Int.max
            result.selection = from <= to ? result.columns(of: from..<to) : nil
            result.selectsLineBreak = isLast && selection.upperBound.line > line
            return result
        }
    }

    /// The rows of a range, in as far as they exist.
    package func rows(_ range: Range<Int>) -> [TextRow] {
        range.clamped(to: 0..<rowCount).map { row($0) }
    }

    /// The first row to show in a window of `height` rows: the nearest to `top` that shows the cursor and leaves no
    /// empty row below the end.
    package func top(height: Int, nearest top: Int) -> Int {
        let height = max(1, height)
        let kept = min(max(0, top), max(0, rowCount - height))
        return min(max(kept, cursor.y - height + 1), cursor.y)
    }

    /// The place under a cell: the beginning of its grapheme, or right of a row its end.
    package func position(at point: Point) -> TextPosition {
        if point.y < 0 { return .start }
        let index = min(point.y, rowCount - 1)
        let line = line(ofRow: index)
        let row = known.rows[index]
        return GlyphScanner.scan(Substring(known.lines[line])) { scanner in
            let stops = stops(of: row, &scanner)
            let isLast = index + 1 == known.firstRow[line + 1]
            let reachable = isLast || stops.count == 1 ? stops : stops.dropLast()
            let stop = reachable.last { $0.column <= max(0, point.x) } ?? stops[0]
            return TextPosition(line: line, offset: stop.offset)
        }
    }

    /// The cell at which a place of the text is drawn.
    package func point(of position: TextPosition) -> Point {
        let line = min(max(0, position.line), known.lines.count - 1)
        let rows = known.firstRow[line]..<known.firstRow[line + 1]
        var low = rows.lowerBound
        var high = rows.upperBound - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if known.rows[middle].start <= position.offset { low = middle } else { high = middle - 1 }
        }
        return GlyphScanner.scan(Substring(known.lines[line])) { scanner in
            let stops = stops(of: known.rows[low], &scanner)
            let column = stops.last { $0.offset <= position.offset }?.column ?? 0
            return Point(x: column, y: low)
        }
    }

    /// The last stop is the end; spaces that hang over the edge all stand behind the last column.
    private func stops(of row: RowBreak, _ scanner: inout GlyphScanner) -> [TextRow.Stop] {
        scanner.seek(row.start)
        var stops: [TextRow.Stop] = []
        var column = 0
        while scanner.offset < row.end {
            let start = scanner.offset
            stops.append(TextRow.Stop(offset: start, column: min(column, row.width)))
            guard let glyph = scanner.next() else { break }
            column += start < row.drawnEnd ? breaker.width(of: glyph, at: column) : 0
        }
        stops.append(TextRow.Stop(offset: row.end, column: row.width))
        return stops
    }

    private func line(ofRow index: Int) -> Int {
        var low = 0
        var high = known.lines.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if known.firstRow[middle] <= index { low = middle } else { high = middle - 1 }
        }
        return low
    }
}

extension TextBuffer {
    /// The buffer wrapped for a window of `width` columns, the last of which is kept free for a cursor behind the
    /// end. A one-line buffer has one row: the part around the cursor that fits.
    package func layout(width: Int) -> TextLayout {
        let breaker = RowBreaker(width: width - 1, tabWidth: isMultiline ? 4 : 1)
        let known = isMultiline ? wraps.rows(of: lines, width: breaker.width) : window(breaker)
        return TextLayout(known, breaker, cursor: cursor, selection: selection)
    }

    /// A single line, not wrapped.
    static func layout(line: String) -> TextLayout {
        let breaker = RowBreaker(width: Int.max)
        var known = LineRows(lines: [line], rows: [], firstRow: [0, 1])
        WrapCache.wrap(line, width: breaker.width, into: &known.rows)
        return TextLayout(known, breaker, cursor: .start, selection: nil)
    }

    private func window(_ breaker: RowBreaker) -> LineRows {
        GlyphScanner.scan(Substring(lines[0])) { scanner in
            let width = breaker.width
            var stops: [(offset: Int, column: Int)] = [(0, 0)]
            var column = 0
            while let glyph = scanner.next() {
                column += breaker.width(of: glyph, at: column)
                stops.append((scanner.offset, column))
            }
            let cursorColumn = stops.last { $0.offset <= cursor.offset }?.column ?? 0
            let first = stops.first { cursorColumn - $0.column <= width } ?? (0, 0)
            let last = stops.last { $0.column - first.column <= width } ?? (0, 0)
            let row = RowBreak(
                start: first.offset, end: last.offset, drawnEnd: last.offset, width: last.column - first.column,
                isContinuation: false, endsLine: false, isClean: false)
            return LineRows(lines: lines, rows: [row], firstRow: [0, 1])
        }
    }
}
