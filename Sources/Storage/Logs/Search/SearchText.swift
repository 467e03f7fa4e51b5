/// Texts as FTS5 sees them, in the index and in a search alike.
enum SearchText {
    /// The text with spaces around each character of Chinese, Japanese and Korean.
    ///
    /// FTS5 would take a run of such characters, which has no spaces, for one word. As words of their own, a search for some of
    /// them is a search for words in a row.
    static func spaced(_ text: String) -> String {
        // The first of these characters needs three bytes of UTF-8, the first of which is 0xE1 or more.
        guard text.utf8.contains(where: { $0 >= 0xE1 }) else { return text }
        var spaced = String.UnicodeScalarView()
        var wasAlone = false
        for scalar in text.unicodeScalars {
            let isAlone = standsAlone(scalar)
            if isAlone || wasAlone { spaced.append(" ") }
            spaced.append(scalar)
            wasAlone = isAlone
        }
        return String(spaced)
    }

    /// Whether a character is written without spaces around its word.
    static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Hangul letters and syllables.
        case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF: true
        // Iteration marks, Hiragana, Katakana, Bopomofo.
        case 0x3005...0x3007, 0x3040...0x312F, 0x31A0...0x31BF, 0x31F0...0x31FF, 0xFF66...0xFF9F: true
        // Ideographs.
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
        default: false
        }
    }
}
