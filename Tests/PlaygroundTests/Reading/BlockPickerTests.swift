import Markdown
import Playground
import Testing
import TextUI

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
