/// An image in pixels, as terminals with kitty's graphics protocol take it.
package struct PixelImage: Sendable, Hashable {
    /// The image's number at the terminal, 16...255. In a placeholder the number is a colour, and not every terminfo
    /// entry sends the first sixteen as numbers.
    package var id: UInt8
    /// Tells an image from an earlier one of the same number.
    package var serial: Int
    /// Columns and rows that it fills.
    package let size: Size
    package let width: Int
    package let height: Int
    /// Red, green, blue and opacity of each pixel, row by row.
    package let rgba: [UInt8]

    package static let ids: ClosedRange<UInt8> = 16...255

    /// Why a text is not an image.
    package struct Problem: Error, Hashable, CustomStringConvertible {
        package let description: String
    }

    /// Reads the output of a program for a terminal with the protocol: one image in 32 bits a pixel, in any number of
    /// pieces. Only the size and the pixels are taken, and their number has to match.
    ///
    /// - Throws: ``Problem`` for anything else.
    package init(readingKitty text: String, size: Size) throws(Problem) {
        var reader = KittyReader()
        try reader.read(text)
        guard reader.isComplete, reader.width > 0, reader.height > 0, reader.width <= 10_000, reader.height <= 10_000
        else { throw Problem(description: "it is no whole image") }
        guard reader.pixels.count == reader.width * reader.height * 4 else {
            throw Problem(description: "it has not as many pixels as it says")
        }
        id = Self.ids.lowerBound
        serial = 0
        self.size = size
        width = reader.width
        height = reader.height
        rgba = reader.pixels
    }
}

/// `ESC _ G keys ; base64 ESC \` again and again, the first with the image's size, the last with `m=0`.
private struct KittyReader {
    private(set) var width = 0
    private(set) var height = 0
    private(set) var pixels: [UInt8] = []
    private(set) var isComplete = false

    private static let escape: UInt8 = 0x1B

    mutating func read(_ text: String) throws(PixelImage.Problem) {
        var rest = Array(text.utf8)[...]
        pixels.reserveCapacity(rest.count / 4 * 3)
        while let first = rest.first {
            if first == 0x0A || first == 0x0D {
                rest.removeFirst()
                continue
            }
            let body = rest.dropFirst(3)
            guard !isComplete, rest.starts(with: [Self.escape, 0x5F, 0x47]),
                let end = body.firstIndex(of: Self.escape), body[end...].dropFirst().first == 0x5C
            else { throw PixelImage.Problem(description: "it holds something else than an image") }
            try take(body[..<end])
            rest = body[(end + 2)...]
        }
    }

    private mutating func take(_ piece: ArraySlice<UInt8>) throws(PixelImage.Problem) {
        let semicolon = piece.firstIndex(of: UInt8(ascii: ";"))
        let head = String(decoding: piece[..<(semicolon ?? piece.endIndex)], as: UTF8.self)
        var hasMore = false
        for pair in head.split(separator: ",") {
            let words = pair.split(separator: "=", omittingEmptySubsequences: false)
            switch (words.first, words.count == 2 ? words[1] : "") {
            case ("a", "T"), ("f", "32"), ("q", _), ("c", _), ("r", _), ("t", "d"): break
            case ("s", let value): width = Int(value) ?? 0
            case ("v", let value): height = Int(value) ?? 0
            case ("m", let value): hasMore = value == "1"
            default: throw PixelImage.Problem(description: "it holds the key \(pair.prefix(20))")
            }
        }
        isComplete = !hasMore
        guard let semicolon else { return }
        try decode(piece[(semicolon + 1)...])
    }

    /// Base64 (RFC 4648); each piece has its own padding.
    private mutating func decode(_ text: ArraySlice<UInt8>) throws(PixelImage.Problem) {
        var (bits, count): (UInt32, Int) = (0, 0)
        let letters = text.last == UInt8(ascii: "=") ? text.prefix { $0 != UInt8(ascii: "=") } : text
        guard text.count % 4 == 0, text.count - letters.count <= 2 else {
            throw PixelImage.Problem(description: "its pixels are no base64")
        }
        for letter in letters {
            let value: UInt8
            switch letter {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = letter - 65
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = letter - 71
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = letter + 4
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            default: throw PixelImage.Problem(description: "its pixels are no base64")
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                pixels.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
    }
}

extension Frame {
    /// Marks one row of the cells that an image in pixels fills, inside `clip` (and the frame).
    package mutating func put(_ image: PixelImage, row: Int, at point: Point, clip: Rect? = nil) {
        let area = clip.map { bounds.intersection($0) } ?? bounds
        guard (0..<image.size.height).contains(row), point.y >= area.y, point.y < area.maxY else { return }
        for column in 0..<image.size.width {
            let part = ImageCell(id: image.id, row: row, column: column)
            putCell(PackedCell(part), x: point.x + column, y: point.y, area: area)
        }
    }
}

/// The part of an image that one cell shows.
package struct ImageCell: Sendable, Hashable {
    /// The image's number at the terminal.
    package var id: UInt8
    /// Counted in cells from its top left corner, 0...511.
    package var row: Int
    package var column: Int
}

extension PackedCell {
    static let imageFlag: UInt32 = 0x4000_0000

    init(_ part: ImageCell) {
        let place = UInt32(part.row & 511) << 9 | UInt32(part.column & 511)
        self.init(glyph: Self.imageFlag | UInt32(part.id) << 18 | place, style: .plain, width: 1)
    }

    var image: ImageCell? {
        guard clusterIndex == nil, glyph & Self.imageFlag != 0 else { return nil }
        return ImageCell(
            id: UInt8(truncatingIfNeeded: glyph >> 18), row: Int(glyph >> 9 & 511), column: Int(glyph & 511))
    }
}
