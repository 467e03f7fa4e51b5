/// The screen as data: cells in rows, and the cursor.
///
/// Every row holds whole graphemes only: writing over half of a wide one leaves a space in the other half.
package struct Frame: Sendable {
    /// Columns and rows.
    package let size: Size

    /// Where the cursor stands; `nil` hides it.
    package var cursor: Point?

    var cells: [PackedCell]
    var clusters: [Character] = []

    /// An empty frame.
    ///
    /// - Parameter style: the style of the empty cells, a theme's background for one.
    package init(size: Size, style: Style = .plain) {
        self.size = Size(width: max(0, size.width), height: max(0, size.height))
        let blank = PackedCell(glyph: 0x20, style: style, width: 1)
        cells = Array(repeating: blank, count: self.size.width * self.size.height)
    }

    /// The rectangle of all cells.
    package var bounds: Rect { Rect(size: size) }

    /// The cell at column `x` of row `y`; a plain space outside the frame.
    package subscript(x x: Int, y y: Int) -> Cell {
        guard bounds.contains(Point(x: x, y: y)) else { return Cell(text: " ", width: 1, style: .plain) }
        let cell = cells[y * size.width + x]
        return Cell(text: character(of: cell), width: Int(cell.width), style: cell.style, image: cell.image)
    }

    /// The part of an image that stands in a cell.
    package func image(x: Int, y: Int) -> ImageCell? {
        bounds.contains(Point(x: x, y: y)) ? cells[y * size.width + x].image : nil
    }

    /// The style of a cell; plain outside the frame.
    package func style(at point: Point) -> Style {
        self[x: point.x, y: point.y].style
    }

    /// The rows joined by line breaks, without spaces at their ends.
    package func text() -> String {
        (0..<size.height).map { row($0) }.joined(separator: "\n")
    }

    /// One row's text without spaces at its end.
    package func row(_ y: Int) -> String {
        guard y >= 0, y < size.height else { return "" }
        var row = ""
        var spaces = 0
        for cell in cells[(y * size.width)..<((y + 1) * size.width)] where cell.width > 0 {
            if cell.glyph == 0x20 {
                spaces += 1
                continue
            }
            if spaces > 0 { row += String(repeating: " ", count: spaces) }
            spaces = 0
            row.append(character(of: cell))
        }
        return row
    }

    /// Calls `body` for each cell, row by row, that is not as it was in `earlier`; right halves of wide graphemes go
    /// with their left halves. Every cell is visited where `earlier` is `nil` or has another size.
    package func forEachChange(since earlier: Frame?, _ body: (Point, Cell) -> Void) {
        guard let earlier, earlier.size == size else {
            for index in cells.indices { visit(index, body) }
            return
        }
        let hasSameClusters = clusters == earlier.clusters
        for y in 0..<size.height {
            let row = (y * size.width)..<((y + 1) * size.width)
            if hasSameClusters, isSameMemory(row, earlier) { continue }
            for index in row where !isSame(cells[index], earlier, earlier.cells[index]) { visit(index, body) }
        }
    }

    /// Whether two rows are the same bytes. Most rows of most frames are, and this comparison is fast. Padding may
    /// differ; then the cells are compared one by one.
    private func isSameMemory(_ row: Range<Int>, _ other: Frame) -> Bool {
        let stride = MemoryLayout<PackedCell>.stride
        return cells.withUnsafeBytes { ours in
            other.cells.withUnsafeBytes { theirs in
                var difference: UInt32 = 0
                for offset in Swift.stride(from: row.lowerBound * stride, to: row.upperBound * stride, by: 4) {
                    difference |=
                        ours.load(fromByteOffset: offset, as: UInt32.self)
                        ^ theirs.load(fromByteOffset: offset, as: UInt32.self)
                }
                return difference == 0
            }
        }
    }

    private func visit(_ index: Int, _ body: (Point, Cell) -> Void) {
        let cell = cells[index]
        guard cell.width > 0 else { return }
        let point = Point(x: index % size.width, y: index / size.width)
        body(
            point,
            Cell(text: character(of: cell), width: Int(cell.width), style: cell.style, image: cell.image))
    }

    private func isSame(_ cell: PackedCell, _ other: Frame, _ otherCell: PackedCell) -> Bool {
        guard let index = cell.clusterIndex, let otherIndex = otherCell.clusterIndex else { return cell == otherCell }
        return cell.style == otherCell.style && cell.width == otherCell.width
            && clusters[index] == other.clusters[otherIndex]
    }

    private func character(of cell: PackedCell) -> Character {
        if let index = cell.clusterIndex { return clusters[index] }
        if cell.glyph & PackedCell.imageFlag != 0 { return "▒" }
        return Character(Unicode.Scalar(cell.glyph) ?? "\u{FFFD}")
    }
}

extension Frame: Equatable {
    /// Frames are equal when they look the same.
    package static func == (left: Frame, right: Frame) -> Bool {
        guard left.size == right.size, left.cursor == right.cursor else { return false }
        return left.cells.indices.allSatisfy { left.isSame(left.cells[$0], right, right.cells[$0]) }
    }
}
