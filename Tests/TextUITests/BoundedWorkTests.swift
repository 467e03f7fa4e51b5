import Testing

@testable import TextUI

@Suite("Whatever a text is made of, measuring it takes work in proportion to its length")
struct BoundedWorkTests {
    /// A piece that begins a text, and one that is repeated behind it.
    static let texts: [(String, String)] = [
        ("", "\u{1F1E6}"), ("a", "\u{301}"), ("👩", "\u{200D}👩"), ("", "\u{1100}"), ("", "\u{600}"), ("क", "\u{94D}क"),
        ("", "\u{FE0F}"), ("", "ที่"),
    ]

    private func scan(_ text: String) -> (glyphs: Int, examined: Int, covered: Int) {
        GlyphScanner.scan(Substring(text)) { scanner in
            var count = 0
            while scanner.next() != nil { count += 1 }
            return (count, scanner.examined, scanner.offset)
        }
    }

    @Test("flags, marks, joiners, jamo and prefixes without end: each byte is looked at a few times", arguments: texts)
    func linear(first: String, repeated: String) {
        let text = first + String(repeating: repeated, count: 20_000)
        let (_, examined, covered) = scan(text)
        #expect(covered == text.utf8.count)
        #expect(examined <= 12 * text.utf8.count)
    }

    @Test("a million flags are half a million graphemes of two columns")
    func flags() {
        let text = String(repeating: "🇫🇷", count: 500_000)
        let (glyphs, examined, _) = scan(text)
        #expect(glyphs == 500_000)
        #expect(examined <= 2 * text.utf8.count)
        #expect(TextWrapper.wrap(text, width: 80).count == 12_500)
    }

    @Test(
        "a million marks on one letter are no grapheme: rows of replacement characters, each with a few bytes to draw")
    func marks() {
        let text = "a" + String(repeating: "\u{301}", count: 1_000_000)
        let rows = TextWrapper.wrap(text, width: 80)
        #expect(rows.count > 50)
        #expect(rows.allSatisfy { $0.width <= 80 && $0.text.utf8.count <= 80 * GlyphScanner.longestCluster })
        #expect(rows.first?.text.first == "\u{FFFD}")
        var frame = Frame(size: Size(width: 20, height: 1))
        frame.put(text, at: Point(x: 0, y: 0))
        #expect(frame.text().utf8.count < 100)
    }

    @Test("graphemes that people write stay whole: families, flags of regions, letters with many marks")
    func whole() {
        let marked = "a" + String(repeating: "\u{301}", count: 40)
        for text in ["👩‍👩‍👧‍👦", "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}", "🇫🇷", "ที่", "각", marked] {
            #expect(scan(text).glyphs == 1, "\(text)")
        }
    }
}
