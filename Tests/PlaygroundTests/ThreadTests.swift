import Playground
import Prompts
import RequestCore
import TestSupport
import Testing
import TextUI

@MainActor @Suite("The thread")
struct ThreadTests {
    private func answered() async throws -> Harness {
        let harness = try await Harness()
        try await harness.type("repeat: blue whale")
        try await harness.press("ctrl-r")
        try await harness.idle()
        return harness
    }

    @Test("Esc leaves the text, j and k move, Enter edits in place, Esc takes the change")
    func edit() async throws {
        let harness = try await answered()
        try await harness.press("esc k enter")
        try await harness.see("editing")
        try await harness.press("ctrl-e")
        try await harness.type(" and a fin")
        try await harness.press("esc")
        #expect(harness.state.thread.entries[0].message.text == "repeat: blue whale and a fin")
    }

    @Test("d deletes, Ctrl-_ brings it back, Alt-_ deletes again")
    func undo() async throws {
        let harness = try await answered()
        try await harness.press("esc d")
        #expect(harness.state.thread.entries.count == 1)
        try await harness.press("ctrl-_")
        #expect(harness.state.thread.entries.count == 2)
        try await harness.press("alt-_")
        #expect(harness.state.thread.entries.count == 1)
    }

    @Test("r on an answer runs again from there")
    func regenerate() async throws {
        let harness = try await answered()
        let first = harness.state.thread.entries[1].id
        try await harness.press("esc r")
        try await harness.idle()
        #expect(harness.state.thread.entries.map(\.message.role) == [.user, .assistant])
        #expect(harness.state.thread.entries[1].id != first)
    }

    @Test("f goes on from a message without what came after")
    func fork() async throws {
        let harness = try await answered()
        try await harness.press("esc k f")
        #expect(harness.state.thread.entries.count == 1)
        #expect(harness.state.thread.cursor == .composer)
    }

    @Test("y copies the message to the terminal's clipboard")
    func copy() async throws {
        let harness = try await answered()
        try await harness.press("esc k y")
        #expect(harness.terminal.copied == ["repeat: blue whale"])
        try await harness.see("copied 18 characters")
    }

    @Test("Space folds a message to its first line and back")
    func fold() async throws {
        let harness = try await Harness()
        try await harness.type("first line")
        try await harness.press("enter")
        try await harness.type("second line")
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.press("esc g space")
        try await harness.see("▎ first line …")
        try await harness.press("space")
        try await harness.see("▎ second line")
    }

    @Test(
        "Ctrl-N empties the thread and keeps the config; what is being written stays with the old one, and undo brings both back"
    )
    func newThread() async throws {
        let harness = try await answered()
        try await harness.type("half a")
        try await harness.press("ctrl-n")
        #expect(harness.state.thread.entries.isEmpty)
        #expect(harness.state.thread.composer.isEmpty)
        try await harness.press("ctrl-_")
        #expect(harness.state.thread.entries.count == 2)
        #expect(harness.state.thread.composer.buffer.text == "half a")
    }

    @Test("Up in the first line of the message being written goes to the messages, Down comes back")
    func arrows() async throws {
        let harness = try await answered()
        try await harness.press("up")
        #expect(harness.state.thread.isTyping == false)
        try await harness.press("down")
        #expect(harness.state.thread.cursor == .composer)
    }

    @Test("a paste is text, whatever it holds")
    func paste() async throws {
        let harness = try await Harness()
        harness.terminal.send(.paste("one\ntwo\u{12}\u{1b}[31m"))
        try await harness.see("one", "two")
        #expect(harness.state.run == nil)
        #expect(harness.state.thread.composer.buffer.text.hasPrefix("one\ntwo"))
        #expect(!harness.terminal.text.unicodeScalars.contains("\u{1b}"))
    }

    @Test("what a model sends never reaches the screen as a control sequence")
    func hostileAnswer() async throws {
        let transport = ScriptedTransport([
            .head(200, [("content-type", "text/event-stream")]), .text("\\u001b]0;owned\\u0007\\u001b[2Jboo\\u009b31m"),
            .finish("stop"),
        ])
        let harness = try await Harness(transport: transport)
        try await harness.type("hi")
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.see("boo")
        let scalars = harness.terminal.text.unicodeScalars
        #expect(scalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7f...0x9f).contains($0.value)) })
    }

    @Test("Alt-I attaches an image by path; it is described and sent")
    func image() async throws {
        let harness = try await Harness(width: 120, height: 40)
        try await harness.press("alt-i")
        try await harness.type("chart.png")
        try await harness.press("enter")
        try await harness.see("chart.png", "812×600", "png", "143 kB")
        #expect(harness.state.thread.composer.images.count == 1)
    }

    @Test("Ctrl-G edits the message in the person's editor")
    func externalEditor() async throws {
        let harness = try await Harness()
        try await harness.type("shout")
        try await harness.press("ctrl-g")
        try await harness.see("SHOUT")
        #expect(harness.state.thread.composer.buffer.text == "SHOUT")
    }
}

@MainActor @Suite("The mouse in the thread")
struct ThreadMouseTests {
    @Test("a click puts the cursor under it, dragging selects, and what is typed goes there")
    func clickAndDrag() async throws {
        let harness = try await Harness()
        try await harness.type("hello world")
        let row = try #require(
            harness.terminal.text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
                $0.contains("hello world")
            })
        let line = harness.terminal.text.split(separator: "\n", omittingEmptySubsequences: false)[row]
        let column = line.distance(from: line.startIndex, to: try #require(line.firstRange(of: "world")).lowerBound)
        harness.terminal.send(.mouse(MouseEvent(kind: .press, position: Point(x: column, y: row))))
        harness.terminal.send(.mouse(MouseEvent(kind: .drag, position: Point(x: column + 5, y: row))))
        try await harness.type("there")
        #expect(harness.state.thread.composer.buffer.text == "hello there")
    }
}
