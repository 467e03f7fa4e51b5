import Prompts
import RequestCore
import Testing

@testable import Playground

@MainActor @Suite("What undo says")
struct UndoWordsTests {
    @Test("undo and redo say what they changed in the config")
    func config() {
        var desk = Desk(config: Config(model: "gpt-4.1-mini"), focus: .config)
        desk.go(to: .value(.temperature))
        desk.press("enter 0 . 7 enter")
        desk.press("ctrl-_")
        #expect(desk.notice?.hasPrefix("undone: temperature") == true)
        desk.press("alt-_")
        #expect(desk.notice?.hasPrefix("redone: temperature") == true && desk.notice?.contains("0.7") == true)
    }

    @Test("undo says how many messages are back")
    func thread() {
        var desk = Desk(focus: .thread)
        desk.state.thread.append(Message(.user, "one"))
        desk.state.thread.append(Message(.assistant, "two"))
        desk.press("ctrl-n")
        #expect(desk.state.thread.entries.isEmpty)
        desk.press("ctrl-_")
        #expect(desk.notice == "undone: 2 messages are back")
    }
}

@MainActor @Suite("Undo after a restart")
struct UndoAfterRestartTests {
    private func restarted(_ desk: Desk) -> Desk {
        var conversation = desk.state.session.conversation
        conversation.id = "c"
        var next = Desk(focus: .thread)
        next.send(.sessionLoaded(RestoredSession(conversation)))
        return next
    }

    @Test("takes back what was changed before, in config and thread, and says what")
    func restart() throws {
        var desk = Desk(focus: .thread)
        desk.send(.sessionLoaded(RestoredSession()))
        desk.type("q0")
        desk.press("ctrl-r")
        let run = try #require(desk.state.run?.id)
        desk.send(.run(.received(run, [.textDelta(choice: 0, block: 0, "a0"), .ended(error: nil)])))
        desk.go(to: .value(.temperature))
        desk.press("enter 0 . 7 enter")
        desk.state.focus = .thread
        desk.press("esc d")
        #expect(desk.state.thread.messages.map(\.text) == ["q0"])

        var next = restarted(restarted(desk))
        next.press("esc ctrl-_")
        #expect(next.notice == "undone: 1 message is back")
        #expect(next.state.thread.messages.map(\.text) == ["q0", "a0"])
        next.press("ctrl-_")
        #expect(next.notice?.hasPrefix("undone: temperature") == true)
        #expect(next.state.draft.config == Config(model: "gpt-4.1-mini"))
        next.press("ctrl-_")
        #expect(next.notice == "undone: 2 messages are gone")
        #expect(next.state.thread.composer.buffer.text == "q0")
        next.press("ctrl-_")
        #expect(next.notice == "nothing to undo")
        next.press("alt-_ alt-_ alt-_")
        #expect(next.state.thread.messages.map(\.text) == ["q0"])
    }

    @Test("a step that cannot be read is left out")
    func unreadable() {
        var desk = Desk(focus: .thread)
        desk.state.thread.append(Message(.user, "q"))
        var conversation = desk.state.session.conversation
        conversation.id = "c"
        conversation.steps = [
            StoredUndoStep(number: 1, value: ["last": 99]), StoredUndoStep(number: 2, value: 7),
            StoredUndoStep(number: 3, value: ["last": 0, "messages": [["id": 5]]]),
        ]
        desk.send(.sessionLoaded(RestoredSession(conversation)))
        desk.press("esc ctrl-_")
        #expect(desk.notice == "nothing to undo" && desk.state.thread.messages.count == 1)
    }
}
