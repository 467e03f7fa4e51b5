import JSON
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

/// Whatever is done in the thread, no answer is lost.
@MainActor @Suite("Every answer can be gone back to")
struct KeptAnswerTests {
    /// All ways through the tree, as the texts from the first message on.
    private func ways(_ tree: ThreadTree) -> Set<[String]> {
        var texts: [Int: [String]] = [ThreadTree.root: []]
        for node in tree.nodes.sorted(by: { $0.entry.id < $1.entry.id }) {
            texts[node.entry.id] = (texts[node.parent] ?? ["?"]) + [node.entry.message.text]
        }
        return Set(texts.values)
    }

    @Test("after edits, runs, forks, deletions, undos and restarts in any order", arguments: 1...60)
    func anyOrder(seed: UInt64) throws {
        var numbers = Numbers(state: seed)
        var desk = Desk(focus: .thread)
        desk.send(.sessionLoaded(RestoredSession()))
        var answers: Set<[String]> = []
        var log: [String] = []
        for step in 0..<60 {
            let state = desk.state
            let pick = state.thread.entries.randomElement(using: &numbers)
            if let pick { desk.state.thread.cursor = .selected(.entry(pick.id)) }
            desk.state.focus = .thread
            let action = Int.random(in: 0..<14, using: &numbers)
            log.append("\(action) at \(pick?.message.text ?? "nothing")")
            switch action {
            case 0, 1, 2:
                desk.state.beginTyping()
                if desk.state.thread.composer.isEmpty { desk.type("q\(step)") }
                desk.press("ctrl-r")
            case 3: desk.press("r")
            case 4: desk.press("f")
            case 5: desk.press("d")
            case 6, 7:
                desk.press("e")
                if desk.state.thread.cursor.entry != nil { desk.paste("+\(step)") }
                desk.press(action == 6 ? "esc" : "ctrl-r")
            case 8: desk.press("esc ctrl-_")
            case 9: desk.press("esc alt-_")
            case 10: desk.press(Bool.random(using: &numbers) ? ">" : "<")
            case 11: desk.press(Bool.random(using: &numbers) ? "J" : "K")
            case 12:
                desk.press("o")
                desk.paste("by hand \(step)")
                desk.press("esc")
            default:
                var conversation = desk.state.session.conversation
                conversation.id = "c"
                desk = Desk(focus: .thread)
                desk.send(.sessionLoaded(RestoredSession(conversation)))
            }
            if let run = desk.state.run?.id {
                desk.send(.run(.received(run, [.textDelta(choice: 0, block: 0, "a\(step)"), .ended(error: nil)])))
                answers.insert(desk.state.thread.entries.map(\.message.text))
            }
            let lost = answers.subtracting(ways(desk.state.thread.tree))
            try #require(lost.isEmpty, "\(lost.first ?? []) after \(log.suffix(6))")
        }
        #expect(answers.count > 5)
    }
}
