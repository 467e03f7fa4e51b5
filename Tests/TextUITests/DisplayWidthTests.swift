import Fuzzing
import Testing
import TextUI

@Suite struct DisplayWidthTests {
    @Test(
        "a grapheme takes the columns a terminal gives it",
        arguments: [
            ("a", 1), ("é", 1), ("e\u{301}", 1), ("漢", 2), ("｜", 2), ("ｱ", 1), ("한", 2),
            ("\u{1112}\u{1161}\u{11AB}", 2),
            ("😀", 2), ("👩‍👩‍👧", 2), ("👍🏽", 2), ("☺", 1), ("☺\u{FE0F}", 2), ("1\u{FE0F}\u{20E3}", 2), ("🇫🇷", 2), ("🇫", 1),
            ("─", 1), ("·", 1), ("…", 1), ("⣿", 1), ("▎", 1), ("\u{30A}", 1), ("क्षि", 3),
            ("🏴\u{E0067}\u{E0062}\u{E007F}", 2),
        ])
    func graphemes(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
        #expect(text.count == 1)
        #expect(text.first.map { DisplayWidth.of($0) } == width)
    }

    @Test("marks, joiners and vowels of Hangul take no column of their own")
    func scalars() {
        for scalar in ["\u{300}", "\u{200D}", "\u{FE0F}", "\u{20E3}", "\u{1161}", "\u{11AB}"] as [Unicode.Scalar] {
            #expect(DisplayWidth.of(scalar) == 0)
        }
        for scalar in ["漢", "😀", "\u{3000}", "\u{FF01}", "\u{1100}", "\u{20000}"] as [Unicode.Scalar] {
            #expect(DisplayWidth.of(scalar) == 2)
        }
        for scalar in ["a", "\u{A0}", "α", "\u{4DC0}", "①", "\u{E000}"] as [Unicode.Scalar] where scalar != "\u{4DC0}" {
            #expect(DisplayWidth.of(scalar) == 1)
        }
    }

    @Test("the width of a text is the sum of its graphemes' widths")
    func sums() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<500 {
            let text = HostileText.make(&generator, pieces: 12)
            #expect(DisplayWidth.of(text) == text.reduce(0) { $0 + DisplayWidth.of($1) }, "\(text.debugDescription)")
        }
    }

    @Test(
        "a text that is too long is cut before the column and ends in an ellipsis",
        arguments: [
            ("hello", 5, "hello"), ("hello", 4, "hel…"), ("hello", 1, "…"), ("hello", 0, ""), ("漢字", 3, "漢…"),
            ("漢字", 2, "…"), ("", 3, ""), ("e\u{301}e\u{301}x", 2, "e\u{301}…"),
        ])
    func truncating(text: String, width: Int, expected: String) {
        #expect(DisplayWidth.truncating(text, to: width) == expected)
    }
}
