extension TextBuffer {
    /// Where Backspace erases from: one mark where a mark follows a letter, else a whole grapheme.
    ///
    /// In most scripts a syllable is one grapheme of several keys, and only the last key was wrong. What is one sign to a
    /// reader goes whole: emoji sequences, flags, and letters with an accent that exist as one character, such as `é`.
    func eraseStart(before position: TextPosition) -> TextPosition {
        let start = left(of: position)
        guard start.line == position.line, start != position else { return start }
        let cluster = slice(position.line, start.offset, position.offset)
        return TextPosition(line: position.line, offset: position.offset - Self.erasedLength(of: cluster))
    }

    /// The length in UTF-8 of what Backspace takes of a grapheme.
    static func erasedLength(of cluster: Substring) -> Int {
        var rest = cluster.unicodeScalars
        guard rest.count > 1, let first = rest.first, !isWhole(cluster, first) else { return cluster.utf8.count }
        var length = 0
        // What is not seen goes with what stands before it.
        while let last = rest.popLast() {
            length += UTF8.width(last)
            if !last.properties.isDefaultIgnorableCodePoint { break }
        }
        return length
    }

    private static func isWhole(_ cluster: Substring, _ first: Unicode.Scalar) -> Bool {
        let isEmoji = first.properties.isEmoji && cluster.unicodeScalars.dropFirst().contains(where: joinsEmoji)
        let isFlag = (0x1F1E6...0x1F1FF).contains(first.value)
        let isHangul = (0x1100...0x1112).contains(first.value)
        if isEmoji || isFlag || isHangul { return true }
        guard let character = cluster.first, cluster.unicodeScalars.count <= 4 else { return false }
        return composed.contains(character)
    }

    /// Joiners, selectors, skin tones, the frame of keycaps, and the letters of flags.
    private static func joinsEmoji(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200D, 0xFE0F, 0x20E3, 0x1F3FB...0x1F3FF, 0xE0020...0xE007F: true
        default: false
        }
    }

    /// Letters with marks that exist as one character. Characters are equal however they are spelt, so a letter and its
    /// marks are found here by what they look like.
    private static let composed: Set<Character> = {
        let ranges: [ClosedRange<UInt32>] = [
            0xC0...0x233, 0x386...0x3D4, 0x400...0x4F9, 0x622...0x626, 0x6C0...0x6D3, 0x1E00...0x1FFF, 0x304C...0x30FE,
        ]
        return Set(ranges.joined().compactMap(Unicode.Scalar.init).map(Character.init))
    }()
}
