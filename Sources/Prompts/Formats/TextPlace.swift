/// A line and a column in a text, both from 1, the column in Unicode scalars.
package struct TextPlace: Sendable, Comparable {
    /// From 1.
    package var line: Int
    /// From 1.
    package var column: Int

    init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Finds the place of the byte at `offset` of a text in UTF-8 whose line ends are LF.
    init(ofByte offset: Int, in text: some Sequence<UInt8>) {
        (line, column) = (1, 1)
        for byte in text.prefix(offset) {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
    }

    /// Whether one place comes before the other.
    package static func < (left: TextPlace, right: TextPlace) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
