import Markdown
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

/// What a reader sees of the thread's layers, at every size that is usable.
@MainActor @Suite("Screens of the thread", .enabled(if: MarkdownParser.isAvailable, "md4c is not installed"))
struct ThreadScreenTests {
    /// A state to look at, and the words that stand on its screen whatever the size.
    struct Sight: Sendable, CustomTestStringConvertible {
        let name: String
        let keys: String
        var typed = ""
        let words: [String]
        /// The words that come where there is room.
        var wideWords: [String] = []

        var testDescription: String { name }
    }

    nonisolated private static let sizes = [
        Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60),
    ]

    nonisolated private static let sights = [
        Sight(
            name: "the thread", keys: "esc",
            words: [
                "▎system", "template", "▎ Answer in {{tone}} words.", "▎user", "▎assistant", "2/2", "The tide turns.",
                "tok",
            ]),
        Sight(
            name: "a search", keys: "esc /", typed: "tide", words: ["/ tide", " of 4", "Enter keep", "keep the search"]),
        Sight(name: "visual mode", keys: "esc V", words: ["y copy", "V lines", "Esc cancel"]),
        Sight(
            name: "the tree", keys: "esc b",
            words: ["┌ Branches", "Where is the tide?", "An older answer.", "The tide turns."]),
        Sight(
            name: "what will be sent", keys: "alt-w",
            words: ["What will be sent", "without a value: {{tone}}", "Where is the tide?", "tokens"]),
        Sight(name: "a pipe", keys: "esc |", words: ["Through a command", "Enter run"]),
        Sight(
            name: "a JSON value", keys: "alt-1 f9 E alt-j", typed: "[1",
            words: ["Variable tone · JSON", "[1", "alt-j as text", "^S save"].map {
                $0.replacing("alt-j", with: "Alt-J")
            }),
        Sight(
            name: "completion in the text", keys: "ctrl-t ctrl-end", typed: "{{to", words: ["as text", "{{to", " tone"]),
        Sight(name: "a variable's field", keys: "f9 enter", words: ["tone", "▎system"]),
    ]

    private func desk(_ size: Size) -> Desk {
        var desk = Desk(
            width: size.width, height: size.height,
            config: Config(model: "gpt-4.1-mini", template: [Message(.system, "Answer in {{tone}} words.")]),
            focus: .thread)
        var facts = AnswerFacts(provider: "simulator", model: "gpt-4.1-mini", totalMS: 400, isIncomplete: false)
        facts.usage = Usage(input: 20, output: 4, raw: .null)
        let question = desk.state.thread.append(Message(.user, "Where is the tide?"))
        desk.state.thread.append(Message(.assistant, "An older answer."), facts: facts)
        desk.state.thread.tree.leave(from: 1, keeping: .all)
        desk.state.thread.append(Message(.assistant, "# Tides\n\nThe tide turns. The **tide** is late."), facts: facts)
        #expect(desk.state.thread.tree.children(of: question).count == 2)
        return desk
    }

    private func draw(_ desk: inout Desk) -> Frame {
        let (frame, metrics) = ScreenView.frame(of: desk.state, blocks: ThreadBlocks())
        desk.state.metrics = metrics
        return frame
    }

    @Test("each says what it is and names its keys, and nothing of it is cut", arguments: sights, sizes)
    func sight(_ sight: Sight, _ size: Size) {
        var desk = desk(size)
        _ = draw(&desk)
        for key in sight.keys.split(separator: " ") {
            desk.press(String(key))
            _ = draw(&desk)
        }
        desk.type(sight.typed)
        let frame = draw(&desk)
        let text = frame.text()
        for word in sight.words { #expect(text.contains(word), "\(word) in:\n\(text)") }
        #expect((0..<size.height).allSatisfy { DisplayWidth.of(frame.row($0)) <= size.width })
        #expect(frame.row(size.height - 1).contains("F1 help") || size.width < 100 || !desk.state.layers.isEmpty)
    }

    @Test(
        "the list of conversations has time, title, model, messages and cost at each size, and the year where there is room",
        arguments: sizes)
    func conversations(_ size: Size) {
        var desk = desk(size)
        desk.send(.sessionLoaded(RestoredSession()))
        desk.press("ctrl-x b")
        let asked = desk.effects.compactMap { effect -> Int? in
            if case .conversations(.list(let serial, _, search: "")) = effect { serial } else { nil }
        }
        let all = [("a", "Which floods first?", 4), ("b", "half a thought", 0)].map { id, opening, count in
            ConversationSummary(
                id: id, prompt: "harbours", name: "",
                facts: ConversationFacts(
                    opening: opening, model: count > 0 ? "gpt-4.1-mini" : nil, messageCount: count,
                    cost: count > 0 ? 0.0011 : nil), savedAt: .init(timeIntervalSince1970: 1_764_000_000))
        }
        desk.send(.conversations(.listed(asked.first ?? -1, all)))
        let frame = draw(&desk)
        let rows = (0..<size.height).map(frame.row)
        let first = rows.first { $0.contains("Which floods first?") } ?? ""
        #expect(first.contains("▸") && first.contains("4 messages  $0.0011"))
        #expect(first.contains("gpt-4.1-mini") && first.contains("2025") == (size.width > 100))
        #expect(rows.contains { $0.contains("half a thought") && $0.contains("not sent") })
        #expect(rows.contains { $0.contains("Enter open   N new   n name   d delete   / search") })
    }
}
