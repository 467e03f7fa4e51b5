/// The content of one column of one row.
package struct Cell: Hashable, Sendable {
    /// One grapheme; a space in the right half of a wide one.
    package var text: Character
    /// 1, 2 for the left half of a wide grapheme, 0 for its right half.
    package var width: Int
    package var style: Style
    /// The part of an image that stands here in place of the text.
    package var image: ImageCell?

    package init(text: Character, width: Int, style: Style, image: ImageCell? = nil) {
        self.text = text
        self.width = width
        self.style = style
        self.image = image
    }
}

/// A cell in 16 bytes without references, so that a frame is copied and compared as memory.
struct PackedCell: Hashable {
    /// A scalar's value, or `clusterFlag` and the index of a grapheme in the frame's table.
    var glyph: UInt32
    var style: Style
    var width: UInt8

    static let clusterFlag: UInt32 = 0x8000_0000
    static let blank = PackedCell(glyph: 0x20, style: .plain, width: 1)

    var clusterIndex: Int? {
        glyph & Self.clusterFlag == 0 ? nil : Int(glyph & ~Self.clusterFlag)
    }
}
