/// Shows characters that a terminal would obey or hide.
///
/// Text from models, files and the network may contain escape sequences, overprinting, reversed reading order or
/// hidden text. On the screen each of them becomes something that can be read. Tabs and line breaks are left to the
/// wrapper.
package enum Sanitiser {
    /// `text` with control images (`␛`) for C0 and DEL, and hexadecimal forms (`‹9b›`, `‹202e›`) for C1 controls,
    /// bidirectional controls, zero-width and tag characters. `\t`, `\n` and `\r\n` stay.
    package static func visible(_ text: String) -> String {
        GlyphScanner.scan(Substring(text)) { scanner in
            var result = ""
            var copied = 0
            while true {
                let start = scanner.offset
                guard let glyph = scanner.next() else { break }
                if glyph.isClean { continue }
                result += scanner.string(copied..<start)
                result += visible(cluster: Substring(scanner.string(start..<scanner.offset)))
                copied = scanner.offset
            }
            return copied == 0 ? text : result + scanner.string(copied..<scanner.offset)
        }
    }

    /// `text` made visible on one line: runs of white space and line breaks become one space, both ends are trimmed.
    package static func oneLine(_ text: String) -> String {
        var folded = ""
        folded.reserveCapacity(text.utf8.count)
        var pendingSpace = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case " ", "\t", "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}":
                pendingSpace = !folded.isEmpty
            default:
                if pendingSpace { folded.append(" ") }
                pendingSpace = false
                folded.unicodeScalars.append(scalar)
            }
        }
        return visible(folded)
    }

    /// True for scalars that are never drawn as they are.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x20 { return value != 0x09 && value != 0x0A }
        if value < 0x7F { return false }
        if value < 0xA0 || value == 0xAD { return true }
        if value < 0x61C { return false }
        switch value {
        case 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: return true
        case 0xE0000...0xE007F: return true
        // Kitty's placeholder of images. One that stands in a text is not ours.
        case 0x10EEEE: return true
        default: return false
        }
    }

    /// The columns of the visible form of a scalar that cannot be drawn by itself.
    static func visibleWidth(of scalar: Unicode.Scalar) -> Int {
        if scalar.value <= 0x7F || !isHidden(scalar) && isMark(scalar) { return 1 }
        return 2 + String(scalar.value, radix: 16).utf8.count
    }

    /// True for graphemes of several scalars one of which would not be seen.
    static func needsVisibleForm(_ scalars: Substring.UnicodeScalarView) -> Bool {
        guard let first = scalars.first else { return false }
        if isHidden(first) || DisplayWidth.of(first) == 0 { return true }
        return scalars.dropFirst().contains { !belongs($0, after: first) }
    }

    /// The visible form of one grapheme that is not clean.
    static func visible(cluster: Substring) -> String {
        if cluster.utf8.count >= GlyphScanner.longestCluster { return "\u{FFFD}" }
        var result = ""
        var base: Unicode.Scalar?
        for scalar in cluster.unicodeScalars {
            if let base, belongs(scalar, after: base) {
                result.unicodeScalars.append(scalar)
            } else if isHidden(scalar) || DisplayWidth.of(scalar) == 0 {
                result += visible(scalar)
            } else {
                result.unicodeScalars.append(scalar)
                base = base ?? scalar
            }
        }
        return result
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        let value = scalar.value
        if value < 0x20, let image = Unicode.Scalar(0x2400 + value) { return String(Character(image)) }
        if value == 0x7F { return "\u{2421}" }
        if !isHidden(scalar) && isMark(scalar) { return "\u{25CC}" + String(Character(scalar)) }
        return "‹" + String(value, radix: 16) + "›"
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    /// Joiners and tags have a meaning after some letters only; elsewhere they carry text that is not seen.
    private static func belongs(_ scalar: Unicode.Scalar, after base: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200C, 0x200D: !base.isASCII
        case 0xE0020...0xE007F: base.value == 0x1F3F4
        default: !isHidden(scalar)
        }
    }
}
