import Fuzzing
import Markdown
import Testing
import TextUI

/// The rows of a document as text, one a line.
private func shown(_ text: String, width: Int = 60) -> String {
    let blocks = MarkdownParser.blocks(of: text) ?? []
    return MarkdownLayout(width: width, theme: .terminal).rows(of: blocks).map(\.text).joined(separator: "\n")
}

@Suite(.enabled(if: MarkdownParser.isAvailable, "md4c is not installed"))
struct MarkdownLayoutTests {
    @Test(
        "each kind of block is set for reading",
        arguments: [
            ("# Title\n\nText *with* **weight** and `code`.", "Title\n\nText with weight and code."),
            ("one\ntwo  \nthree", "one two\nthree"),
            ("- a\n- b\n  - c\n\n    d\n- e", "• a\n• b\n  • c\n\n    d\n• e"),
            ("- a\n- b\n  - c", "• a\n• b\n  • c"),
            ("9. a\n10. b", "9.  a\n10. b"),
            ("- [x] done\n- [ ] open", "☑ done\n☐ open"),
            ("> quoted\n>\n> > twice", "│ quoted\n│ \n│ │ twice"),
            ("```python\nprint('x')\n```", "  print('x')"),
            ("a\n\n---\n\nb", "a\n\n\(String(repeating: "─", count: 60))\n\nb"),
            ("<div>\n<b>raw</b>\n</div>", "  <div>\n  <b>raw</b>\n  </div>"),
            ("A &amp; B &mdash; &#9731; &unknown;", "A & B — ☃ &unknown;"),
            ("Euler: $e^{i\\pi}$ and $$x$$", "Euler: $e^{i\\pi}$ and $$x$$"),
            ("~~gone~~", "gone"),
        ])
    func blocks(source: String, expected: String) {
        #expect(shown(source) == expected)
    }

    @Test(
        "a link shows its address unless its text is the address",
        arguments: [
            ("[docs](https://example.org/a)", "docs (https://example.org/a)"),
            ("<https://example.org>", "https://example.org"), ("www.example.org", "www.example.org"),
            ("[https://a.example](https://b.example)", "https://a.example (https://b.example)"),
            ("![a cat](cat.png)", "▣ a cat (cat.png)"), ("[](https://example.org)", "https://example.org"),
        ])
    func links(source: String, expected: String) {
        #expect(shown(source) == expected)
    }

    @Test("a table has its columns side by side, aligned, and wraps cells where it is narrow")
    func tables() {
        let source = "| Name | Price |\n|:--|--:|\n| apple juice | 1.20 |\n| tea | 10.00 |"
        #expect(
            shown(source) == """
                Name        │ Price
                ────────────┼──────
                apple juice │  1.20
                tea         │ 10.00
                """)
        #expect(
            shown(source, width: 14) == """
                Name   │ Price
                ───────┼──────
                apple  │  1.20
                juice  │ 
                tea    │ 10.00
                """)
        #expect(shown(source, width: 10) == "Name: \napple \njuice\nPrice: \n1.20\nName: tea\nPrice: \n10.00")
    }

    @Test("no row of prose is longer than the measure, and none of anything longer than the width")
    func widths() {
        let words = String(repeating: "lorem ipsum 漢字 ", count: 60)
        for width in [1, 2, 5, 20, 80, 200] {
            let source =
                "# \(words)\n\n\(words)\n\n- \(words)\n\n> \(words)\n\n```\n\(words)\n```\n\n|a|b|\n|-|-|\n|\(words)|\(words)|"
            let blocks = MarkdownParser.blocks(of: source) ?? []
            let rows = MarkdownLayout(width: width, theme: .terminal).rows(of: blocks)
            if width >= 20 { #expect(rows.allSatisfy { $0.width <= width }) }
            let prose = MarkdownLayout(width: width, theme: .terminal).rows(of: [.paragraph([MarkdownInline(words)])])
            #expect(prose.allSatisfy { $0.width <= min(width, MarkdownLayout.measure) })
        }
    }

    @Test("control characters are shown and never obeyed")
    func controls() {
        let text = shown("a\u{1B}[31mred `\u{1B}]0;x\u{07}` \u{202E}\n\n```json\n\"\u{1B}c\"\n```")
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(!text.unicodeScalars.contains("\u{202E}"))
        #expect(text.contains("␛[31mred"))
    }

    @Test("damaged documents are set within their width, whole and as they stream, and what is closed stays")
    func damaged() {
        #expect(throws: Never.self) { try MarkdownFuzz().run(seed: 20_261_130, inputs: 2000) }
    }

    @Test(
        "hostile documents are set in the end, and nothing of their text is lost",
        arguments: [
            String(repeating: "*", count: 200_000), String(repeating: ">", count: 50_000) + "x",
            String(repeating: "- ", count: 20_000) + "x", String(repeating: "[", count: 50_000),
            String(repeating: "`", count: 100_000) + "x", String(repeating: "<", count: 100_000),
            String(repeating: "a | ", count: 5000) + "\n" + String(repeating: "-|", count: 5000),
            String(repeating: "**a _b ", count: 20_000), "```\n" + String(repeating: "x\n", count: 50_000),
        ])
    func hostile(source: String) {
        let text = shown(source, width: 80)
        #expect(!text.isEmpty)
    }
}
