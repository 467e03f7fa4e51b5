import Markdown
import TextUI

/// Markdown of answers, as models write it and as it is damaged, whole and as it streams.
package struct MarkdownFuzz: FuzzTarget {
    package static let name = "markdown"

    private static let damage = Damage(
        tokens: HostileTexts.pieces + [
            "# ", "## ", "- ", "* ", "1. ", "  - ", "- [ ] ", "- [x] ", "> ", "> > ", "```", "```json\n", "```yaml\n",
            "```prompt\n", "~~~\n",
            "    ", "\n\n", "---\n", "***", "**", "*", "_", "`", "``", "~~", "[a](b)", "![a](b)", "[a]: b\n", "[a][b]",
            "<https://a.example>", "www.a.example", "| a | b |\n", "|---|:-:|\n", "|", "<div>", "<!-- ", " -->",
            "<pre>",
            "&amp;", "&#0;", "&#x110000;", "$x$", "$$", "\\", "  \n", "\t",
        ])

    private static let wholes = [
        "# A\n\nSome *text* and **more** `code`.\n\n- one\n- two\n  - three\n\n1. a\n2. b\n",
        "| a | b |\n|---|--:|\n| 1 | `x|y` |\n\n> quoted\n> > twice\n\n```python\ndef f(x): # c\n  return \"s\"\n```\n",
        "```json\n{\"a\": [1, true, null, \"x\"]}\n```\n\n```diff\n+a\n-b\n```\n<div>\n<a href=\"x\">it's</a>\n</div>\n",
        "[a]: https://example.org\n\n[a] and <https://example.org> &mdash; ![p](q.png)\n\n- [x] done\n\n---\n",
    ]

    package init() {}

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        let whole = Array(numbers.pick(Self.wholes).utf8)
        return numbers.chance(90) ? Self.damage.of(whole, &numbers) : whole
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        guard MarkdownParser.isAvailable else { return }
        let text = String(decoding: input, as: UTF8.self)
        let width = [20, 40, 80][numbers.below(3)]
        let page = MarkdownLayout(width: width, theme: .terminal).page(of: MarkdownParser.blocks(of: text) ?? [])
        try checkRows(page.texts, width: width)
        for row in page.rows {
            let text = row.text.text
            try require(row.margin <= text.count, "a margin is longer than its row: \(text.debugDescription)")
        }
        try require(page.parts.allSatisfy { page.rows.indices.contains($0.row) }, "a part stands in no row")
        var growing = GrowingMarkdown(width: width, theme: .terminal)
        var rest = Substring(text)
        while !rest.isEmpty {
            let size = 1 + numbers.below(40)
            let before = growing.closedRows
            growing.append(String(rest.prefix(size)))
            rest = rest.dropFirst(size)
            try require(growing.closedRows.starts(with: before), "a closed row moves while the text grows")
        }
        try checkRows((growing.closedRows + growing.openRows).map(\.text), width: width)
    }

    private func checkRows(_ rows: [StyledText], width: Int) throws(FuzzFinding) {
        for row in rows {
            let hasControl = row.text.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }
            try require(!hasControl, "a control character reaches the screen: \(row.text.debugDescription)")
            // A deep quote or list leaves no room; its text still has a column.
            let isDeep = row.text.prefix { "│ •0123456789.".contains($0) }.count > width / 2
            try require(isDeep || row.width <= width, "a row is wider than \(width): \(row.text.debugDescription)")
        }
    }
}
