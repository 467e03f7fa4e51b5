import Markdown
import Playground
import TestSupport
import Testing
import TextUI

@MainActor @Suite("Answers for reading", .enabled(if: MarkdownParser.isAvailable, "md4c is not installed"))
struct MarkdownThreadTests {
    private func answered(_ text: String) async throws -> Harness {
        let harness = try await Harness()
        try await harness.type("repeat: " + text)
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.press("esc")
        return harness
    }

    @Test("an answer is set for reading, m shows it as it came, and m again sets it")
    func toggle() async throws {
        let harness = try await answered("Some **bold** words, [docs](/a).")
        try await harness.see("Some bold words, docs (/a).")
        try await harness.press("m")
        try await harness.wait("the raw text") { $0.terminal.text.contains("▎ Some **bold** words, [docs](/a).") }
        try await harness.press("m")
        try await harness.see("Some bold words")
    }

    @Test("y copies the answer as it is shown, Y as it came")
    func copying() async throws {
        let harness = try await answered("Some **bold** words.")
        try await harness.press("y")
        #expect(harness.terminal.copied.last == "Some bold words.")
        try await harness.press("Y")
        #expect(harness.terminal.copied.last == "Some **bold** words.")
    }

    @Test("what the person wrote is shown as it was typed")
    func userText() async throws {
        let harness = try await answered("x")
        try await harness.press("i")
        try await harness.type("**mine**")
        try await harness.see("**mine**")
    }
}
