/// The characters that boxes are drawn with.
package enum Borders: Hashable, Sendable {
    case lines
    /// For terminals without UTF-8.
    case ascii

    package var horizontal: Character { self == .lines ? "─" : "-" }
    package var vertical: Character { self == .lines ? "│" : "|" }
    package var topLeft: Character { self == .lines ? "┌" : "+" }
    package var topRight: Character { self == .lines ? "┐" : "+" }
    package var bottomLeft: Character { self == .lines ? "└" : "+" }
    package var bottomRight: Character { self == .lines ? "┘" : "+" }
}

extension Frame {
    /// Draws one line of text from `point` to the right, inside `clip` (and the frame). Control and invisible
    /// characters are drawn visibly, line breaks and tabs too.
    ///
    /// - Returns: the columns from `point` to the end of what was drawn, those left of `clip` included.
    @discardableResult
    package mutating func put(
        _ text: String, at point: Point, style: Style = .plain, clip: Rect? = nil
    ) -> Int {
        put(Substring(text), at: point, style: style, clip: clip)
    }

    /// Draws one line of text; see `put(_:at:style:clip:)` for strings.
    @discardableResult
    package mutating func put(
        _ text: Substring, at point: Point, style: Style = .plain, clip: Rect? = nil
    ) -> Int {
        let area = clip.map { bounds.intersection($0) } ?? bounds
        return GlyphScanner.scan(text) { scanner in
            var x = point.x
            guard point.y >= area.y, point.y < area.maxY, !area.isEmpty else {
                while let glyph = scanner.next() { x += glyph.width }
                return x - point.x
            }
            var start = scanner.offset
            while x < area.maxX, let glyph = scanner.next() {
                if glyph.isSingle && glyph.isClean && glyph.first.value >= 0x20 {
                    x += putGlyph(glyph.first.value, width: glyph.width, x: x, y: point.y, style: style, area: area)
                } else {
                    let source = scanner.string(start..<scanner.offset)
                    x += putCluster(source, glyph, x: x, y: point.y, style: style, area: area)
                }
                start = scanner.offset
            }
            return x - point.x
        }
    }

    /// Draws styled text; each span in its own style.
    @discardableResult
    package mutating func put(_ text: StyledText, at point: Point, clip: Rect? = nil) -> Int {
        var x = point.x
        for span in text.spans {
            x += put(span.text, at: Point(x: x, y: point.y), style: span.style, clip: clip)
        }
        return x - point.x
    }

    /// Fills a rectangle with one character (of one column; a space stands for others).
    package mutating func fill(_ rect: Rect, style: Style = .plain, character: Character = " ") {
        let area = bounds.intersection(rect)
        guard !area.isEmpty else { return }
        let scalars = character.unicodeScalars
        var glyph: UInt32 = 0x20
        if scalars.count == 1, let scalar = scalars.first, scalar.value >= 0x20, !Sanitiser.isHidden(scalar),
            DisplayWidth.of(scalar) == 1
        {
            glyph = scalar.value
        }
        let cell = PackedCell(glyph: glyph, style: style, width: 1)
        for y in area.y..<area.maxY {
            let row = y * size.width
            releaseHalves(from: row + area.x, to: row + area.maxX, y: y)
            for index in (row + area.x)..<(row + area.maxX) { cells[index] = cell }
        }
    }

    /// Changes the style of every cell of a rectangle and leaves the text.
    package mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
        let area = bounds.intersection(rect)
        guard !area.isEmpty else { return }
        for y in area.y..<area.maxY {
            for x in area.x..<area.maxX { change(&cells[y * size.width + x].style) }
        }
    }

    /// Draws a box along the inner edge of a rectangle; what is inside stays as it is.
    package mutating func box(_ rect: Rect, style: Style = .plain, borders: Borders = .lines) {
        guard rect.width >= 2, rect.height >= 2 else { return }
        let right = rect.maxX - 1
        let bottom = rect.maxY - 1
        for (y, left, end) in [
            (rect.y, borders.topLeft, borders.topRight), (bottom, borders.bottomLeft, borders.bottomRight),
        ] {
            let line = Rect(x: rect.x + 1, y: y, width: rect.width - 2, height: 1)
            fill(line, style: style, character: borders.horizontal)
            fill(Rect(x: rect.x, y: y, width: 1, height: 1), style: style, character: left)
            fill(Rect(x: right, y: y, width: 1, height: 1), style: style, character: end)
        }
        for x in [rect.x, right] {
            let line = Rect(x: x, y: rect.y + 1, width: 1, height: rect.height - 2)
            fill(line, style: style, character: borders.vertical)
        }
    }

    /// Writes a cell of one column that was made elsewhere.
    mutating func putCell(_ cell: PackedCell, x: Int, y: Int, area: Rect) {
        guard x >= area.x, x < area.maxX else { return }
        let index = y * size.width + x
        if cells[index].width != 1 { releaseHalves(from: index, to: index + 1, y: y) }
        cells[index] = cell
    }

    private mutating func putGlyph(
        _ glyph: UInt32, width: Int, x: Int, y: Int, style: Style, area: Rect
    ) -> Int {
        let index = y * size.width + x
        if width == 1 {
            guard x >= area.x, x < area.maxX else { return 1 }
            if cells[index].width != 1 { releaseHalves(from: index, to: index + 1, y: y) }
            cells[index] = PackedCell(glyph: glyph, style: style, width: 1)
            return 1
        }
        guard x >= area.x, x + width <= area.maxX else {
            fill(Rect(x: x, y: y, width: width, height: 1).intersection(area), style: style)
            return width
        }
        releaseHalves(from: index, to: index + width, y: y)
        cells[index] = PackedCell(glyph: glyph, style: style, width: UInt8(width))
        for offset in 1..<width { cells[index + offset] = PackedCell(glyph: 0x20, style: style, width: 0) }
        return width
    }

    private mutating func putCluster(
        _ text: String, _ glyph: Glyph, x: Int, y: Int, style: Style, area: Rect
    ) -> Int {
        if glyph.isTab { return putGlyph(0x2409, width: 1, x: x, y: y, style: style, area: area) }
        if glyph.isLineBreak {
            let form = glyph.isSingle ? "\u{240A}" : "\u{240D}\u{240A}"
            return put(form, at: Point(x: x, y: y), style: style, clip: area)
        }
        if !glyph.isClean {
            let form = Sanitiser.visible(cluster: Substring(text))
            put(form, at: Point(x: x, y: y), style: style, clip: area)
            return glyph.width
        }
        guard glyph.width <= 2 else { return putWideCluster(text, glyph, x: x, y: y, style: style, area: area) }
        return putGrapheme(text, width: glyph.width, x: x, y: y, style: style, area: area)
    }

    private mutating func putGrapheme(
        _ text: String, width: Int, x: Int, y: Int, style: Style, area: Rect
    ) -> Int {
        guard let character = text.first else { return 0 }
        let index = UInt32(clusters.count)
        clusters.append(character)
        return putGlyph(PackedCell.clusterFlag | index, width: width, x: x, y: y, style: style, area: area)
    }

    /// A grapheme of more than two columns (conjuncts of several letters) is drawn letter by letter, each with its
    /// marks.
    private mutating func putWideCluster(
        _ text: String, _ glyph: Glyph, x: Int, y: Int, style: Style, area: Rect
    ) -> Int {
        var letters: [(text: String, width: Int)] = []
        for scalar in text.unicodeScalars {
            let width = DisplayWidth.of(scalar)
            if width > 0 || letters.isEmpty {
                letters.append((String(Character(scalar)), width))
            } else {
                letters[letters.count - 1].text.unicodeScalars.append(scalar)
            }
        }
        var column = x
        for letter in letters where letter.width > 0 && column + letter.width <= x + glyph.width {
            column += putGrapheme(letter.text, width: letter.width, x: column, y: y, style: style, area: area)
        }
        fill(Rect(x: column, y: y, width: x + glyph.width - column, height: 1).intersection(area), style: style)
        return glyph.width
    }

    /// Before the cells `start..<end` of row `y` are overwritten: a wide grapheme that loses one half becomes spaces.
    private mutating func releaseHalves(from start: Int, to end: Int, y: Int) {
        if cells[start].width == 0 {
            var left = start - 1
            while left >= y * size.width {
                let wasLeftHalf = cells[left].width == 2
                cells[left] = PackedCell(glyph: 0x20, style: cells[left].style, width: 1)
                if wasLeftHalf { break }
                left -= 1
            }
        }
        if end < (y + 1) * size.width && cells[end].width == 0 {
            cells[end] = PackedCell(glyph: 0x20, style: cells[end].style, width: 1)
        }
    }
}
