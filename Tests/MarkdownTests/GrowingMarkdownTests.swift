import Markdown
import Testing
import TextUI

@Suite(.enabled(if: MarkdownParser.isAvailable, "md4c is not installed"))
struct GrowingMarkdownTests {
    private static let document = """
        # Report

        Some *text* that goes on
        over two lines, with a [link](https://example.org).

        1. first

           more of it
        2. second
           ```python
           def f(x):

               return "a # no comment"
           ```

        After the list.

        | a | b |
        |---|--:|
        | 1 | 2 |

        ```json
        {"key": [1, true, "text"]}

        ```

        > quoted
        > on

        <!-- a comment

        with a blank line -->

        The *end*.
        """

    private func rows(_ growing: GrowingMarkdown) -> [StyledText] {
        (growing.closedRows + growing.openRows).map(\.text)
    }

    private func whole(_ text: String, width: Int) -> [StyledText] {
        MarkdownLayout(width: width, theme: .terminal).rows(of: MarkdownParser.blocks(of: text) ?? [])
    }

    @Test("an answer that came in pieces of any size ends as the whole one", arguments: [1, 2, 3, 7, 20, 100, 1000])
    func pieces(size: Int) {
        var growing = GrowingMarkdown(width: 40, theme: .terminal)
        var rest = Substring(Self.document)
        while !rest.isEmpty {
            growing.append(String(rest.prefix(size)))
            rest = rest.dropFirst(size)
            #expect(rows(growing).allSatisfy { $0.width <= 40 })
        }
        #expect(rows(growing) == whole(Self.document, width: 40))
    }

    @Test("what is closed does not move while the answer goes on")
    func closedRowsStay() {
        var growing = GrowingMarkdown(width: 40, theme: .terminal)
        growing.append("First paragraph.\n\nSecond")
        let first = rows(growing)[0]
        for piece in [" one.\n", "\n", "- item\n", "\nThird.\n\n```\ncode\n"] {
            growing.append(piece)
            #expect(rows(growing)[0] == first)
        }
    }
}
