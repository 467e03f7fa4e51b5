/// How many columns text takes on the screen.
///
/// Strings and characters are measured as `Frame.put` draws them: invisible characters by their visible form, a
/// combining mark without a letter on a dotted circle. Ambiguous widths count as one.
package enum DisplayWidth {
    /// The columns of one scalar: 0 for what joins its neighbour, 2 for East Asian wide and emoji, else 1.
    package static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return 1 }
        if value >= 0x3400 && value <= 0x9FFF { return value >= 0x4DC0 && value <= 0x4DFF ? wideOrOne(value) : 2 }
        if value >= 0xAC00 && value <= 0xD7A3 { return 2 }
        if contains(WidthTables.zero, value) { return 0 }
        return wideOrOne(value)
    }

    /// The columns of one scalar, as a terminal takes it; `nil` for control characters.
    package static func columns(of scalar: Unicode.Scalar) -> Int? {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: nil
        default: of(scalar)
        }
    }

    /// The columns of one grapheme.
    package static func of(_ character: Character) -> Int {
        character.utf8.count == 1 ? 1 : of(String(character))
    }

    /// The columns of a text on one line.
    package static func of(_ text: some StringProtocol) -> Int {
        GlyphScanner.scan(Substring(text)) { scanner in
            var width = 0
            while let glyph = scanner.next() { width += glyph.width }
            return width
        }
    }

    /// The text itself where it fits into `width` columns, else its beginning with `…` in the last column used.
    package static func truncating(_ text: String, to width: Int) -> String {
        guard width > 0 else { return "" }
        return GlyphScanner.scan(Substring(text)) { scanner in
            var used = 0
            var kept = 0
            while let glyph = scanner.next() {
                used += glyph.width
                if used > width { return String(decoding: scanner.bytes[..<kept], as: UTF8.self) + "…" }
                if used < width { kept = scanner.offset }
            }
            return text
        }
    }

    /// The columns of a grapheme of several scalars that needs no visible form.
    static func ofCluster(_ scalars: Substring.UnicodeScalarView) -> Int {
        var width = 0
        var joined = false
        var indicators = 0
        for scalar in scalars {
            switch scalar.value {
            case 0xFE0F:
                if scalars.first?.properties.isEmoji == true { width = max(width, 2) }
            case 0x200D:
                joined = true
            case 0x1F1E6...0x1F1FF:
                indicators += 1
                width = indicators >= 2 ? 2 : width + 1
            case 0x1F3FB...0x1F3FF where width > 0 && scalars.first?.properties.isEmojiModifierBase == true:
                continue
            default:
                if joined && width > 0 && scalar.properties.isEmojiPresentation { continue }
                if joined && width == 2 && scalar.properties.isEmoji { continue }
                width += of(scalar)
            }
        }
        return width
    }

    private static func wideOrOne(_ value: UInt32) -> Int {
        contains(WidthTables.wide, value) ? 2 : 1
    }

    private static func contains(_ ranges: [UInt32], _ value: UInt32) -> Bool {
        var low = 0
        var high = ranges.count / 2
        while low < high {
            let middle = (low + high) / 2
            if value < ranges[2 * middle] {
                high = middle
            } else if value > ranges[2 * middle + 1] {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }
}
