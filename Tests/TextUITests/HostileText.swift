import Fuzzing

/// Texts made of what is hard to measure, wrap and edit.
enum HostileText {
    static let pieces = [
        "a", "word", "longerword", " ", "  ", "\t", "\n", "\r", "\r\n", "é", "e\u{301}", "\u{301}", "漢", "字", "한",
        "\u{1112}", "\u{1161}", "\u{11AB}", "👩", "\u{200D}", "👧", "🇫", "🇷", "☺", "\u{FE0F}", "1", "\u{20E3}", "👍",
        "\u{1F3FD}", "क", "\u{94D}", "ष", "\u{93F}", "\u{1B}[31m", "\u{0}", "\u{7F}", "\u{9B}", "\u{202E}", "\u{2066}",
        "\u{200B}", "\u{200C}", "\u{FEFF}", "\u{E0041}", "\u{600}", "\u{AD}", "\u{2028}", "…", "─", "｜", "\u{10FFFF}",
    ]

    static func make(_ generator: inout SeededGenerator, pieces count: Int) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...count, using: &generator) {
            text += pieces.randomElement(using: &generator) ?? ""
        }
        return text
    }
}
