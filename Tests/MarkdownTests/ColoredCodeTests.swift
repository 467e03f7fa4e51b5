import Markdown
import Testing
import TextUI

@Suite struct ColoredCodeTests {
    /// The pieces of the first row that have a colour, each with its role's name.
    private func roles(_ text: String, _ language: String) -> [String] {
        let theme = Theme.terminal
        let named: [(Theme.Role, String)] = [
            (.key, "key"), (.string, "string"), (.number, "number"), (.dim, "dim"), (.good, "good"), (.bad, "bad"),
        ]
        var distinct = theme
        for (index, role) in named.enumerated() {
            distinct.roles[role.0] = Style(foreground: .ansi(UInt8(index + 1)))
        }
        return ColoredCode(text, language: language).rows(width: 200, theme: distinct).flatMap(\.text.spans).compactMap
        {
            span in named.first { distinct[$0.0] == span.style }.map { "\($0.1):\(span.text)" }
        }
    }

    @Test(
        "keywords, strings, numbers and comments have their colours",
        arguments: [
            ("{\"a\": [1.5, true, \"b\"]}", "json", ["key:\"a\"", "number:1.5", "number:true", "string:\"b\""]),
            ("def f(x): return 'a#b' # c", "python", ["key:def", "key:return", "string:'a#b'", "dim:# c"]),
            ("echo \"$HOME\" # x", "bash", ["key:echo", "string:\"$HOME\"", "dim:# x"]),
            ("SELECT 1 FROM t -- all", "sql", ["key:SELECT", "number:1", "key:FROM", "dim:-- all"]),
            ("let x = `a` // b", "js", ["key:let", "string:`a`", "dim:// b"]),
            ("let x = \"a\" /* b */", "swift", ["key:let", "string:\"a\"", "dim:/* b */"]),
            ("<a href=\"x\">it's</a>", "html", ["key:<a href=", "string:\"x\"", "key:>", "key:</a>"]),
            ("+new\n-old", "diff", ["good:+new", "bad:-old"]), ("let x", "unknown", []),
        ])
    func colors(text: String, language: String, expected: [String]) {
        #expect(roles(text, language) == expected)
    }

    @Test("the rows are the text, whatever the width", arguments: [1, 3, 10, 80])
    func rows(width: Int) {
        let text = "let a = \"漢字 and more\" // comment\n\n/* open\nfunc f() {}"
        let rows = ColoredCode(text, language: "swift").rows(width: width, theme: .terminal)
        #expect(rows.map(\.text.text) == TextWrapper.wrap(text, width: width).map(\.text))
    }
}
