/// Lines in a rectangle of cells, two dots wide and four dots high each.
package struct BrailleChart: Sendable, Hashable {
    /// The size in cells.
    package let size: Size
    private var dots: [UInt8]

    /// An empty chart.
    package init(size: Size) {
        self.size = Size(width: max(0, size.width), height: max(0, size.height))
        dots = Array(repeating: 0, count: self.size.width * self.size.height)
    }

    /// How many dots stand side by side.
    package var columns: Int { size.width * 2 }

    /// Draws a line over the whole width. Neighbours are joined; where a value is missing, there is a gap.
    ///
    /// - Parameters:
    ///   - values: from left to right. Several on one column of dots are drawn as the span between them.
    ///   - range: the values at the lower and the upper edge. What lies outside stands on the edge.
    package mutating func draw(_ values: [Double?], in range: ClosedRange<Double>) {
        guard size.width > 0, size.height > 0, !values.isEmpty else { return }
        var last: (x: Int, y: Int)?
        for (place, value) in values.enumerated() {
            guard let value, value.isFinite else {
                last = nil
                continue
            }
            let x = values.count == 1 ? 0 : place * (columns - 1) / (values.count - 1)
            let y = row(of: value, in: range)
            if let last { line(from: last, to: (x, y)) } else { set(x, y) }
            last = (x, y)
        }
    }

    /// The rows of characters from top to bottom, each as wide as the chart.
    ///
    /// - Parameter ascii: for terminals without the block of braille; a cell with dots in it is `*`.
    package func rows(ascii: Bool = false) -> [String] {
        (0..<size.height).map { y in
            var row = String.UnicodeScalarView()
            for x in 0..<size.width {
                let cell = dots[y * size.width + x]
                let braille = Unicode.Scalar(0x2800 + UInt32(cell)) ?? " "
                row.append(cell == 0 ? " " : ascii ? "*" : braille)
            }
            return String(row)
        }
    }

    /// The row of dots from the top.
    private func row(of value: Double, in range: ClosedRange<Double>) -> Int {
        let (height, span) = (size.height * 4, range.upperBound - range.lowerBound)
        guard span > 0 else { return height - 1 }
        let share = min(max((value - range.lowerBound) / span, 0), 1)
        return Int(((1 - share) * Double(height - 1)).rounded())
    }

    private mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
        let steps = max(abs(end.x - start.x), abs(end.y - start.y), 1)
        for step in 0...steps {
            let share = Double(step) / Double(steps)
            set(
                start.x + Int((share * Double(end.x - start.x)).rounded()),
                start.y + Int((share * Double(end.y - start.y)).rounded()))
        }
    }

    /// The bit of each dot in the block of braille, by row and column within a cell.
    private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

    private mutating func set(_ x: Int, _ y: Int) {
        dots[y / 4 * size.width + x / 2] |= Self.bits[y % 4][x % 2]
    }
}
