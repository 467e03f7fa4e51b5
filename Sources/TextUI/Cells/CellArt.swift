/// An image as character art: coloured cells in rows, ready to be drawn.
package struct CellArt: Sendable, Hashable {
    /// Columns and rows.
    package let size: Size
    /// Row by row, `size.width` of them in each.
    let cells: [PackedCell]

    init(size: Size, cells: [PackedCell]) {
        precondition(cells.count == size.width * size.height)
        self.size = size
        self.cells = cells
    }
}

extension Frame {
    /// Draws one row of an image inside `clip` (and the frame).
    package mutating func put(_ art: CellArt, row: Int, at point: Point, clip: Rect? = nil) {
        let area = clip.map { bounds.intersection($0) } ?? bounds
        guard (0..<art.size.height).contains(row), point.y >= area.y, point.y < area.maxY else { return }
        for column in 0..<art.size.width {
            let cell = art.cells[row * art.size.width + column]
            putCell(cell, x: point.x + column, y: point.y, area: area)
        }
    }
}
