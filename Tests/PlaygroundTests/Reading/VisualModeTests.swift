import Markdown
import TestSupport
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Visual mode", .enabled(if: MarkdownParser.isAvailable, "md4c is not installed"))
struct VisualModeTests {
    private let long = String(repeating: "tide ", count: 30) + "end"

    @Test("V and $ and y copy the first line of the selected message")
    func line() async throws {
        let harness = try await Reader.harness("The *tide* turns.\n\nLater.")
        try await harness.press("V $ y")
        #expect(harness.terminal.copied == ["The tide turns."])
        try await harness.see("copied 15 characters through the terminal (OSC 52)")
    }

    @Test("w, e, b, h and l move as in vi, and the grapheme under the cursor is selected")
    func words() async throws {
        let harness = try await Reader.harness("one two-three four")
        for (keys, text) in [
            ("e", "one"), ("w", "one t"), ("w w", "one two-"), ("w e l h", "one two"), ("$ b", "one two-three f"),
            ("w w w v e", "three"), ("w v $ o l", "wo-three four"), ("l l l l h", "one "),
        ] {
            try await harness.press("V \(keys) y")
            #expect(harness.terminal.copied.last == text, "\(keys)")
        }
    }

    @Test("wrapped lines are joined in what is copied, and paragraphs are not")
    func joins() async throws {
        let harness = try await Reader.harness(long + "\n\n- " + long + "\n\n```\n  code\n```")
        try await harness.press("V V G y")
        let copied = try #require(harness.terminal.copied.last)
        #expect(copied.hasPrefix(long + "\n\n• " + long + "\n\n  code\n"), "\(copied.debugDescription)")
    }

    @Test("wide and joined graphemes are whole")
    func wide() async throws {
        let harness = try await Reader.harness("漢字 e\u{301}👩‍🚀 x")
        try await harness.press("V l y")
        #expect(harness.terminal.copied.last == "漢字")
        try await harness.press("V w l y")
        #expect(harness.terminal.copied.last == "漢字 e\u{301}👩‍🚀")
    }

    @Test("j keeps the column, g and G go to both ends, and Esc copies nothing")
    func lines() async throws {
        let harness = try await Reader.harness("first line\n\nsecond line")
        try await harness.press("V l l l j j y")
        #expect(harness.terminal.copied.last == "first line\n\nseco")
        try await harness.press("V v g y")
        #expect(harness.terminal.copied.last?.hasPrefix("user\n") == true)
        let count = harness.terminal.copied.count
        try await harness.press("V G esc")
        #expect(harness.terminal.copied.count == count)
        #expect(harness.state.layers.isEmpty)
    }

    @Test("the selection scrolls with its cursor")
    func scrolling() async throws {
        let lines = (1...60).map { "line \($0)" }.joined(separator: "\n\n")
        let harness = try await Reader.harness(lines)
        try await harness.press("V g")
        try await harness.see("repeat: line 1")
        try await harness.press("G")
        try await harness.see("line 60")
    }

    @Test("a drag selects within the thread and copies when the button is let go")
    func drag() async throws {
        let harness = try await Reader.harness("The tide turns at noon.")
        let rows = harness.terminal.text.split(separator: "\n", omittingEmptySubsequences: false)
        let row = try #require(rows.lastIndex { $0.contains("The tide turns") })
        let start = try #require(rows[row].range(of: "tide"))
        let column = DisplayWidth.of(rows[row][..<start.lowerBound])
        func send(_ kind: MouseEvent.Kind, _ column: Int) {
            harness.terminal.send(.mouse(MouseEvent(kind: kind, position: Point(x: column, y: row))))
        }
        send(.press, column)
        try await harness.wait("the press") { !$0.terminal.hasUnreadEvents }
        send(.drag, column + 2)
        send(.drag, column + 9)
        try await harness.wait("visual mode") { !$0.terminal.hasUnreadEvents && !$0.state.layers.isEmpty }
        send(.release, column + 9)
        try await harness.see("copied 10 characters")
        #expect(harness.terminal.copied == ["tide turns"])
        #expect(harness.state.layers.isEmpty)
    }

    /// Drags from one text on the screen to the end of another, and lets go.
    private func drag(_ from: String, to end: String, in harness: Harness) async throws {
        func place(_ text: String, atEnd: Bool) throws -> Point {
            let rows = harness.terminal.text.split(separator: "\n", omittingEmptySubsequences: false)
            let row = try #require(rows.firstIndex { $0.contains(text) }, "\(text)")
            let range = try #require(rows[row].range(of: text))
            let column = DisplayWidth.of(rows[row][..<(atEnd ? range.upperBound : range.lowerBound)])
            return Point(x: atEnd ? column - 1 : column, y: row)
        }
        let (start, stop) = (try place(from, atEnd: false), try place(end, atEnd: true))
        for (kind, point) in [(MouseEvent.Kind.press, start), (.drag, start), (.drag, stop), (.release, stop)] {
            harness.terminal.send(.mouse(MouseEvent(kind: kind, position: point)))
        }
    }

    @Test("a drag selects in the config pane, in it alone")
    func dragInConfig() async throws {
        let harness = try await Reader.harness("The tide turns at noon.")
        try await drag("Temperature", to: "Top P", in: harness)
        try await harness.wait("the copy") { !$0.terminal.copied.isEmpty }
        let copied: String = try #require(harness.terminal.copied.last)
        let lines = copied.split(separator: "\n").map { String($0).trimmingSpaces }
        #expect(lines.count == 3 && lines[0].hasPrefix("Temperature") && lines[1].hasPrefix("Max tokens"))
        #expect(lines[2] == "Top P" && harness.state.layers.isEmpty)
    }

    @Test("a drag selects in a page to read, with wrapped lines joined, and in a list")
    func dragInLayers() async throws {
        let harness = try await Reader.harness("first " + long)
        try await harness.press("alt-w")
        try await harness.see("What will be sent", "repeat: first tide")
        try await drag("repeat: first", to: "end", in: harness)
        try await harness.wait("the copy") { !$0.terminal.copied.isEmpty }
        #expect(harness.terminal.copied.last == "repeat: first " + long)
        #expect(harness.state.layers.count == 1, "the page is still open")
        try await harness.press("esc esc b")
        try await harness.see("Branches")
        try await drag("repeat: first", to: "repeat: first", in: harness)
        try await harness.wait("the second copy") { $0.terminal.copied.count == 2 }
        #expect(harness.terminal.copied.last == "repeat: first")
        #expect(harness.state.layers.top is TreeView)
    }

    @Test("a click without a drag copies nothing")
    func click() async throws {
        let harness = try await Reader.harness("The tide turns at noon.")
        for kind in [MouseEvent.Kind.press, .release] {
            harness.terminal.send(.mouse(MouseEvent(kind: kind, position: Point(x: 40, y: 6))))
        }
        try await harness.wait("the click") { !$0.terminal.hasUnreadEvents }
        #expect(harness.terminal.copied.isEmpty)
    }

    @Test("an opened log has visual mode, too")
    func log() async throws {
        let harness = try await Reader.harness("The *tide* turns.")
        try await harness.press("alt-3")
        try await harness.wait("the log") { $0.state.logs.selection != nil }
        try await harness.press("enter")
        try await harness.see("Messages", "Request")
        try await harness.press("2")
        try await harness.see("\"messages\"")
        try await harness.press("V j e y")
        #expect(harness.terminal.copied.last?.hasPrefix("{\n") == true)
        #expect(harness.terminal.copied.last?.contains("\"") == true)
    }

    @Test("a drag in an opened log copies, too")
    func dragInLog() async throws {
        let harness = try await Reader.harness("The tide turns at noon.")
        try await harness.press("alt-3")
        try await harness.wait("the log") { $0.state.logs.selection != nil }
        try await harness.press("enter")
        try await harness.see("Messages", "The tide turns")
        let rows = harness.terminal.text.split(separator: "\n", omittingEmptySubsequences: false)
        let row = try #require(rows.lastIndex { $0.contains(" The tide turns") && !$0.contains("conversation") })
        let start = try #require(rows[row].range(of: "turns"))
        let column = DisplayWidth.of(rows[row][..<start.lowerBound])
        for (kind, x) in [(MouseEvent.Kind.press, column), (.drag, column + 4), (.release, column + 4)] {
            harness.terminal.send(.mouse(MouseEvent(kind: kind, position: Point(x: x, y: row))))
            try await harness.wait("the mouse") { !$0.terminal.hasUnreadEvents }
        }
        #expect(harness.terminal.copied == ["turns"])
    }
}
