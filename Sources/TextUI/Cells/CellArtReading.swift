extension CellArt {
    /// Why a text is not an image.
    package struct Problem: Error, Hashable, CustomStringConvertible {
        package let description: String
    }

    /// Reads the output of a program that draws images with characters.
    ///
    /// Only characters of one column, line breaks and the colours of ECMA-48's SGR are taken. The result is cells, so
    /// that no escape sequence of the program can reach a terminal.
    /// - Parameters:
    ///   - text: rows of characters with `ESC [ … m` between them; `ESC [ ? 25 h` and `l`, which show and hide the
    ///     cursor, are passed over.
    ///   - size: columns and rows that it has to have; shorter rows are filled with spaces.
    /// - Throws: ``Problem`` for anything else, and for a text that is larger than `size`.
    package init(reading text: String, size: Size) throws(Problem) {
        var reader = CellArtReader(size: size)
        try reader.read(text)
        self.init(size: size, cells: reader.cells)
    }
}

private struct CellArtReader {
    let size: Size
    var cells: [PackedCell]
    private var style = Style.plain
    private var isReversed = false
    private var row = 0
    private var column = 0

    init(size: Size) {
        self.size = size
        cells = Array(repeating: .blank, count: size.width * size.height)
    }

    mutating func read(_ text: String) throws(CellArt.Problem) {
        var scalars = text.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            switch scalar {
            case "\u{1B}": try readSequence(&scalars)
            case "\n":
                row += 1
                column = 0
            case "\r": column = 0
            default: try put(scalar)
            }
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) throws(CellArt.Problem) {
        guard scalar.value >= 0x20, !Sanitiser.isHidden(scalar), DisplayWidth.of(scalar) == 1 else {
            throw CellArt.Problem(description: "it holds the character U+\(String(scalar.value, radix: 16))")
        }
        guard row < size.height, column < size.width else {
            throw CellArt.Problem(description: "it is larger than \(size.width)×\(size.height)")
        }
        var style = style
        if isReversed { style.attributes.insert(.reverse) }
        cells[row * size.width + column] = PackedCell(glyph: scalar.value, style: style, width: 1)
        column += 1
    }

    /// `ESC [` has begun with its ESC.
    private mutating func readSequence(_ scalars: inout String.UnicodeScalarView.Iterator) throws(CellArt.Problem) {
        guard scalars.next() == "[" else { throw CellArt.Problem(description: "it holds an escape sequence") }
        var parameters = ""
        while let scalar = scalars.next() {
            switch scalar {
            case "0"..."9", ";", "?":
                guard parameters.utf8.count < 40 else { break }
                parameters.unicodeScalars.append(scalar)
                continue
            case "m" where !parameters.contains("?"): return try setColours(parameters)
            case "h" where parameters == "?25", "l" where parameters == "?25": return
            default: break
            }
            break
        }
        throw CellArt.Problem(description: "it holds a control sequence that is no colour")
    }

    /// Select Graphic Rendition (ECMA-48, 8.3.117) with the colours of ISO 8613-6 as xterm writes them.
    private mutating func setColours(_ parameters: String) throws(CellArt.Problem) {
        var codes = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }[...]
        while let code = codes.popFirst() {
            switch code {
            case 0:
                style = .plain
                isReversed = false
            case 1: style.attributes.insert(.bold)
            case 22: style.attributes.remove(.bold)
            case 7: isReversed = true
            case 27: isReversed = false
            case 30...37: style.foreground = .ansi(UInt8(code - 30))
            case 38: style.foreground = try Self.colour(&codes)
            case 39: style.foreground = .standard
            case 40...47: style.background = .ansi(UInt8(code - 40))
            case 48: style.background = try Self.colour(&codes)
            case 49: style.background = .standard
            case 90...97: style.foreground = .ansi(UInt8(code - 82))
            case 100...107: style.background = .ansi(UInt8(code - 92))
            default: throw CellArt.Problem(description: "it holds the rendition \(code)")
            }
        }
    }

    private static func colour(_ codes: inout ArraySlice<Int>) throws(CellArt.Problem) -> Color {
        let kind = codes.popFirst()
        if kind == 5, let index = codes.popFirst().flatMap(UInt8.init(exactly:)) { return Color(palette: index) }
        if kind == 2, codes.count >= 3 {
            let values = codes.prefix(3).compactMap(UInt8.init(exactly:))
            codes = codes.dropFirst(3)
            if values.count == 3 { return .rgb(values[0], values[1], values[2]) }
        }
        throw CellArt.Problem(description: "it holds a colour that is none")
    }
}

extension Color {
    /// The colour of that number among xterm's 256: the terminal's own sixteen, a cube of 6 × 6 × 6, 24 greys.
    package init(palette index: UInt8) {
        switch index {
        case 0..<16: self = .ansi(index)
        case 16..<232:
            let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
            let place = Int(index) - 16
            self = .rgb(steps[place / 36], steps[place / 6 % 6], steps[place % 6])
        default:
            let level = 8 + 10 * (index - 232)
            self = .rgb(level, level, level)
        }
    }
}
