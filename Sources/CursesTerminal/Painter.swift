import CCurses
import Glibc
import TextUI

/// Puts cells into ncurses' screen: chooses what ncurses can hold of a grapheme, and attributes and colour pair of
/// a style.
struct Painter {
    /// Whether the cells of images are left to pixels, and not filled with placeholders.
    var blanksImages = false
    private let palette: TerminalColors
    private var known: [Style: (attributes: attr_t, pair: Int32)] = [:]
    private var last: (style: Style, attributes: attr_t, pair: Int32)?

    private var mostKnown: Int { Int(etude_color_pairs()) / 3 }

    init(colors: Int, isDirect: Bool) {
        palette = TerminalColors(colors: colors, isDirect: isDirect)
    }

    /// - Parameter width: the screen's columns.
    mutating func put(_ cell: Cell, at point: Point, width: Int) {
        if let part = cell.image, blanksImages {
            // A blank like no other, whose unseen colour tells one row of an image from the next: where another one comes, it
            // is written anew, which takes the pixels away.
            let blank: [wchar_t] = [0xA0, 0]
            let color = (Int32(part.id) + Int32(part.row) * 37) & 0xFF
            return etude_put(Int32(point.y), Int32(point.x), blank, 0, max(0, alloc_pair(color, -1)))
        }
        if let part = cell.image {
            let pair = max(0, alloc_pair(Int32(part.id), -1))
            return KittyGraphics.placeholder(part).withUnsafeBufferPointer {
                etude_put(Int32(point.y), Int32(point.x), $0.baseAddress, 0, pair)
            }
        }
        let (attributes, pair) = look(cell.style)
        if cell.width == 1, let ascii = cell.text.asciiValue, ascii >= 0x20 {
            return etude_put_ascii(Int32(point.y), Int32(point.x), wchar_t(ascii), attributes, pair)
        }
        var x = Int32(point.x)
        let y = Int32(point.y)
        let end = min(point.x + cell.width, width)
        for text in Self.pieces(cell) {
            let columns = max(1, Int32(wcwidth(text[0])))
            guard x + columns <= Int32(end) else { break }
            text.withUnsafeBufferPointer { etude_put(y, x, $0.baseAddress, attributes, pair) }
            x += columns
        }
        while x < Int32(end) {
            let space: [wchar_t] = [0x20, 0]
            etude_put(y, x, space, attributes, pair)
            x += 1
        }
    }

    /// What ncurses is given for a grapheme: for each column or two a letter and up to four marks, with 0 at the
    /// end. Of emoji joined to one only the first is kept; what has no width is replaced.
    static func pieces(_ cell: Cell) -> [[wchar_t]] {
        let scalars = cell.text.unicodeScalars
        if let ascii = cell.text.asciiValue, scalars.count == 1 { return [[max(0x20, wchar_t(ascii)), 0]] }
        var pieces: [[wchar_t]] = []
        for scalar in scalars {
            if scalar.value == 0x200D { break }
            if (0xFE00...0xFE0F).contains(scalar.value) || (0x1F3FB...0x1F3FF).contains(scalar.value) && !pieces.isEmpty
            {
                continue
            }
            let character = wchar_t(bitPattern: UInt32(scalar.value))
            let columns = Int(wcwidth(character))
            if columns == 0, let count = pieces.last?.count {
                if count < Int(CCHARW_MAX) + 1 { pieces[pieces.count - 1].insert(character, at: count - 1) }
            } else if columns < 1 || columns > cell.width {
                pieces.append([replacement, 0])
            } else {
                pieces.append([character, 0])
            }
        }
        return pieces
    }

    private static var replacement: wchar_t { wcwidth(0xFFFD) == 1 ? 0xFFFD : 0x3F }

    private mutating func look(_ style: Style) -> (attr_t, Int32) {
        if let last, last.style == style { return (last.attributes, last.pair) }
        // ncurses gives the pairs that were asked for longest ago to others when it runs out of them.
        if known.count > mostKnown { known = [:] }
        let look = known[style] ?? palette.look(style)
        known[style] = look
        last = (style, look.attributes, look.pair)
        return look
    }
}
