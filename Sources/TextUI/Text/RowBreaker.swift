/// One row of a wrapped text, as offsets into it.
struct RowBreak: Hashable, Sendable {
    var start: Int
    /// Where the next row starts: after spaces that hang over the edge, and after the line break.
    var end: Int
    /// The end of what is drawn.
    var drawnEnd: Int
    /// The columns of what is drawn.
    var width: Int
    var isContinuation: Bool
    /// True when a line break ended the row.
    var endsLine: Bool
    /// True when it is drawn as it is written.
    var isClean: Bool
}

/// Finds one row after the other. A row depends only on its own text and on the word that did not fit, so
/// `GrowingWrap` can go on from the last rows.
struct RowBreaker {
    /// The columns a row has; at least 1.
    let width: Int
    /// Tabs go to multiples of it; where it is 1 they are drawn as a sign.
    let tabWidth: Int

    init(width: Int, tabWidth: Int = 4) {
        self.width = max(1, width)
        self.tabWidth = tabWidth
    }

    /// The columns of a glyph that begins at `column`; what is wider than a row is drawn as one replacement.
    func width(of glyph: Glyph, at column: Int) -> Int {
        if glyph.isTab { return min(tabWidth - column % tabWidth, width) }
        return glyph.width > width ? 1 : glyph.width
    }

    /// The row that begins where the scanner stands; leaves the scanner at the next row's beginning.
    func next(_ scanner: inout GlyphScanner, isContinuation: Bool) -> RowBreak {
        let start = scanner.offset
        var row = RowBreak(
            start: start, end: start, drawnEnd: start, width: 0, isContinuation: isContinuation, endsLine: false,
            isClean: true)
        var opportunity: RowBreak?
        var isHanging = false
        var isIndent = true
        while true {
            let offset = scanner.offset
            guard let glyph = scanner.next() else { return row }
            if glyph.isLineBreak {
                row.end = scanner.offset
                row.endsLine = true
                return row
            }
            let columns = width(of: glyph, at: row.width)
            let fits = row.width + columns <= width
            if glyph.isSpace || glyph.isTab {
                row.end = scanner.offset
                isHanging = isHanging || !fits
                if !isHanging { extend(&row, glyph, columns) }
                if !isIndent { opportunity = row }
                continue
            }
            let isWide = glyph.width == 2 && glyph.isClean && DisplayWidth.of(glyph.first) == 2
            if isWide && offset > start { opportunity = row }
            if isHanging || !fits {
                let result = isHanging ? row : opportunity ?? row
                scanner.seek(result.end)
                return result
            }
            isIndent = false
            extend(&row, glyph, columns)
            row.end = scanner.offset
            row.drawnEnd = scanner.offset
            if isWide { opportunity = row }
        }
    }

    private func extend(_ row: inout RowBreak, _ glyph: Glyph, _ columns: Int) {
        row.width += columns
        row.drawnEnd += glyph.byteCount
        if glyph.isTab || !glyph.isClean || columns != glyph.width { row.isClean = false }
    }

    /// What a row draws: tabs as spaces, invisible characters in their visible form.
    func drawnText(_ row: RowBreak, _ scanner: inout GlyphScanner) -> String {
        if row.isClean { return scanner.string(row.start..<row.drawnEnd) }
        let place = scanner.offset
        defer { scanner.seek(place) }
        scanner.seek(row.start)
        var text = ""
        var column = 0
        while scanner.offset < row.drawnEnd {
            let start = scanner.offset
            guard let glyph = scanner.next() else { break }
            let columns = width(of: glyph, at: column)
            column += columns
            if glyph.isTab {
                text += tabWidth == 1 ? "\u{2409}" : String(repeating: " ", count: columns)
            } else if columns != glyph.width {
                text += "\u{FFFD}"
            } else {
                let source = scanner.string(start..<scanner.offset)
                text += glyph.isClean ? source : Sanitiser.visible(cluster: Substring(source))
            }
        }
        return text
    }
}
