import Playground
import Testing
import TextUI

@MainActor @Suite("Searching the thread")
struct ThreadSearchTests {
    private let lines = (1...40).map { "line \($0)" }.joined(separator: "\n\n")

    @Test("/ finds words while they are typed, Enter keeps the search, n and N go on, cyclically")
    func search() async throws {
        let harness = try await Reader.harness("tide one", "no match", "TIDE two")
        try await harness.press("/")
        try await harness.type("tide")
        try await harness.see("1 of 4", "Enter keep")
        try await harness.press("enter")
        try await harness.see("n N next")
        try await harness.press("n n")
        try await harness.see("3 of 4")
        try await harness.press("n n")
        try await harness.see("1 of 4")
        try await harness.press("N")
        try await harness.see("4 of 4")
        try await harness.press("esc")
        try await harness.seeGone("4 of 4")
    }

    @Test("the letters of a search are text and no commands, and a paste goes into it")
    func text() async throws {
        let harness = try await Reader.harness("tide")
        let count = harness.state.thread.entries.count
        try await harness.press("/")
        try await harness.type("drfcsy")
        harness.terminal.send(.paste("x"))
        try await harness.see("drfcsyx", "no match")
        #expect(harness.state.thread.entries.count == count)
        #expect(harness.terminal.copied.isEmpty)
    }

    @Test("a match out of view is scrolled to, and its message is selected")
    func scrolls() async throws {
        let harness = try await Reader.harness(lines, "last")
        try await harness.press("/")
        try await harness.type("line 7")
        try await harness.see("line 7")
        try await harness.press("enter n")
        try await harness.wait("a selected message") { $0.state.thread.cursor.entry != nil }
    }

    @Test("a fold with a match opens, and closes with the search unless its message is selected")
    func folds() async throws {
        let harness = try await Reader.harness("first\n\nhidden tide", "second")
        try await harness.press("g space j space")
        try await harness.seeGone("hidden tide")
        try await harness.press("/")
        try await harness.type("hidden t")
        try await harness.see("hidden tide")
        try await harness.press("esc")
        try await harness.seeGone("hidden tide")
        try await harness.press("/")
        try await harness.type("hidden t")
        try await harness.see("hidden tide", "1 of 2")
        try await harness.press("enter esc")
        try await harness.see("hidden tide")
    }

    @Test("n without a search says how to begin one")
    func noSearch() async throws {
        let harness = try await Reader.harness("tide")
        try await harness.press("n")
        try await harness.see("There is no search. / begins one.")
    }

    @Test("[ and ] go from question to question, and say where there is none")
    func questions() async throws {
        let harness = try await Reader.harness("one", "two", "three")
        try await harness.press("[")
        try await harness.press("[")
        #expect(harness.state.selectedText == "repeat: two")
        try await harness.press("]")
        #expect(harness.state.selectedText == "repeat: three")
        try await harness.press("]")
        try await harness.see("This is the last question.")
    }

    @Test("a letter without a meaning says so and does nothing")
    func meaningless() async throws {
        let harness = try await Reader.harness("one")
        try await harness.press("x")
        try await harness.see("'x' does nothing here; F1 lists the keys")
    }
}

extension AppState {
    /// The text of the selected message.
    fileprivate var selectedText: String? { thread.cursor.entry.flatMap(message)?.text }
}
