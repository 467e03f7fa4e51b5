import Markdown
import Prompts
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Copying a block", .enabled(if: MarkdownParser.isAvailable, "md4c is not installed"))
struct BlockPickerTests {
    private let answer = """
        Look:

        ```swift
        let tide = 1
          // in
        ```

        | a | b |
        |---|--:|
        | 1 | 2 |

        ![chart](https://example.org/c.png)
        """

    @Test("c draws a letter beside each block, and the letter copies it")
    func letters() async throws {
        let harness = try await Reader.harness(answer)
        for (letter, text) in [
            ("a", "let tide = 1\n  // in"), ("b", "| a | b |\n| --- | --: |\n| 1 | 2 |"),
            ("c", "https://example.org/c.png"),
        ] {
            try await harness.press("c")
            try await harness.see("a   let tide = 1", "b a │ b", "c ▣ chart")
            try await harness.press(letter)
            #expect(harness.terminal.copied.last == text)
            #expect(harness.state.layers.isEmpty)
        }
    }

    @Test("blocks of a question, which is shown as it was written, stand where they are; so do those of a raw answer")
    func plain() async throws {
        let harness = try await Reader.harness(answer)
        try await harness.press("k c")
        try await harness.see("a let tide = 1", "b | a | b |", "c ![chart]")
        for (letter, text) in [
            ("a", "let tide = 1\n  // in"), ("b", "| a | b |\n| --- | --: |\n| 1 | 2 |"),
            ("c", "https://example.org/c.png"),
        ] {
            if harness.state.layers.isEmpty { try await harness.press("c") }
            try await harness.press(letter)
            #expect(harness.terminal.copied.last == text)
        }
        try await harness.press("j m c a")
        #expect(harness.terminal.copied.last == "let tide = 1\n  // in")
    }

    @Test("JSON of a result and of a question is a block", arguments: ["{\"a\": [1, 2]}", " [1] \n"])
    func json(text: String) {
        let lines = TextWrapper.wrap(text, width: 40)
        #expect(PlainParts.parts(of: text, in: lines).map(\.content) == [.json(text)])
        var block = ThreadBlock(ref: nil, bar: .plain)
        MessageBlock(theme: .plain, width: 60).appendResult(.toolResult(text, for: "c"), to: &block)
        #expect(block.parts.map(\.content) == [.json(text)])
    }

    @Test("a block begins on its own row, however the lines above it are wrapped, quoted or nested")
    func rows() {
        let text = """
            A line that is much longer than the narrow screen, so that it is wrapped.
            - an item
              ```sh
              ls | wc
              ```
            > | a | b |
            > |---|---|
            > | 1 | 2 |

            | one | two |
            |---|---|
            | 1 | 2 |
            """
        let lines = TextWrapper.wrap(text, width: 30)
        let parts = PlainParts.parts(of: text, in: lines)
        #expect(parts.map { lines[$0.row].text } == ["  ls | wc", "> | a | b |", "| one | two |"])
        #expect(PlainParts.parts(of: "a | b\nno table", in: TextWrapper.wrap("a | b\nno table", width: 30)).isEmpty)
    }

    @Test("Esc copies nothing, and a letter without a block says so")
    func nothing() async throws {
        let harness = try await Reader.harness(answer)
        try await harness.press("c z")
        try await harness.see("no block has the letter z")
        try await harness.press("esc")
        #expect(harness.terminal.copied.isEmpty)
        #expect(harness.state.layers.isEmpty)
    }

    @Test("a message without blocks says what copies all of it")
    func none() async throws {
        let harness = try await Reader.harness("Only words.")
        try await harness.press("c")
        try await harness.see("This message has no code, table, JSON, call or image. y copies all of it.")
    }
}
