import Markdown
import Prompts
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Screens of reading", .enabled(if: MarkdownParser.isAvailable, "md4c is not installed"))
struct ReadingScreenTests {
    private static let answer = "Look:\n\n```swift\nlet tide = 1\n```\n\n| a | b |\n|---|--:|\n| 1 | 2 |"

    /// A question and its answer, which is selected.
    private func desk(_ size: Size) -> Desk {
        var desk = Desk(width: size.width, height: size.height, focus: .thread)
        desk.state.thread.append(Message(role: .user, content: [.text("Where is the tide?")]))
        let id = desk.state.thread.append(Message(role: .assistant, content: [.text(Self.answer)]))
        desk.state.thread.cursor = .selected(.entry(id))
        return desk
    }

    /// The rows of the thread's pane, without its right border.
    private func pane(_ desk: inout Desk) -> [String] {
        let (frame, metrics) = ScreenView.frame(of: desk.state, blocks: ThreadBlocks())
        desk.state.metrics = metrics
        let left = Self.left(desk.state.size)
        return (1..<(desk.state.size.height - 1)).map { y in
            var row = frame.row(y).dropFirst(left)
            while let last = row.last, " │".contains(last) { row.removeLast() }
            return String(row)
        }
    }

    nonisolated private static let sizes = [
        Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60),
    ]

    /// The columns of the config pane.
    private static func left(_ size: Size) -> Int { size.width < 100 ? 28 : size.width < 160 ? 31 : 34 }

    @Test("the letters of blocks stand in the margin", arguments: sizes)
    func blocks(size: Size) {
        var desk = desk(size)
        _ = pane(&desk)
        desk.press("c")
        #expect(
            pane(&desk)[1...14] == [
                "│▎user", "│▎ Where is the tide?", "", "│▎assistant", "│▎ Look:", "│▎", "│a   let tide = 1", "│▎",
                "│b a │ b", "│▎ ──┼──", "│▎ 1 │ 2", "", "│▎user", "│▎",
            ])
    }

    @Test("a search stands in the lower border, and what it finds is marked", arguments: sizes)
    func search(size: Size) throws {
        var desk = desk(size)
        _ = pane(&desk)
        desk.press("/")
        desk.type("tide")
        #expect(pane(&desk).last?.hasPrefix("└─ / tide   1 of 2   Enter keep   Esc clear ─") == true)
        desk.press("enter n")
        #expect(pane(&desk).last?.hasPrefix("└─ / tide   2 of 2   n N next   Esc clear ─") == true)
        let frame = ScreenView.frame(of: desk.state, blocks: ThreadBlocks()).frame
        let left = Self.left(size)
        let marked = (0..<size.width).filter {
            frame.style(at: Point(x: $0, y: 8)) == Theme.terminal[.match].bold()
        }
        #expect(marked == Array((left + 9)..<(left + 13)))
    }

    @Test("while a search is typed the footer names its keys, and then those of the thread again", arguments: sizes)
    func searchFooter(size: Size) {
        var desk = desk(size)
        _ = pane(&desk)
        desk.press("/")
        func footer() -> String { ScreenView.frame(of: desk.state, blocks: ThreadBlocks()).frame.row(size.height - 1) }
        #expect(footer().hasPrefix(" ^R run   Enter keep the search   Down next match"))
        #expect(footer().contains("Esc clear   F1 help"))
        desk.type("tide")
        desk.press("enter")
        #expect(footer().contains("e edit") || footer().contains("Enter edit"))
    }

    @Test("a notice that is too long for its row goes over the rows above it, to its end", arguments: sizes)
    func longNotice(size: Size) {
        var desk = desk(size)
        let words = (1...30).map { "word\($0)" }.joined(separator: " ")
        desk.state.say(words)
        let frame = ScreenView.frame(of: desk.state, blocks: ThreadBlocks()).frame
        let count = size.width < 100 ? 3 : 2
        let rows = (1...count).map { frame.row(size.height - $0).trimmingSpaces }.reversed()
        #expect(rows.joined(separator: " ") == words)
        #expect(frame.row(size.height - count - 1).contains("│"), "the rows above are as they were")
    }

    @Test("what is selected in visual mode is marked, and the cursor stands at its end", arguments: sizes)
    func visual(size: Size) throws {
        var desk = desk(size)
        _ = pane(&desk)
        desk.press("V j j e")
        _ = pane(&desk)
        let frame = ScreenView.frame(of: desk.state, blocks: ThreadBlocks()).frame
        let left = Self.left(size)
        #expect(frame.cursor == Point(x: left + 7, y: 8))
        #expect(frame.row(size.height - 1).contains("y copy   V lines"))
    }
}
