import Prompts
import RequestCore
import Testing
import TextUI

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

    @Test("a message of the template is named by its role, not by its place in the file")
    func template() {
        var desk = Desk(config: Config(template: [Message(.system, "Be brief.")]), focus: .thread)
        desk.state.setText("Be kind.", of: .template(0))
        desk.press("esc ctrl-_")
        #expect(desk.notice == "undone: System message changed")
    }

    /// Two questions with their answers, the first one edited.
    private func edited() throws -> Desk {
        var desk = Desk(focus: .thread)
        for (role, text) in [(Role.user, "first one"), (.assistant, "a1"), (.user, "second"), (.assistant, "a2")] {
            desk.state.thread.append(Message(role, text))
        }
        let first = try #require(desk.state.thread.entries.first?.id)
        desk.state.thread.cursor = .selected(.entry(first))
        desk.press("e")
        desk.type(" changed")
        return desk
    }

    @Test("a question that is edited and run from is one step, which is named")
    func run() throws {
        var desk = try edited()
        desk.press("ctrl-r")
        let run = try #require(desk.state.run?.id)
        desk.send(.run(.received(run, [.textDelta(choice: 0, block: 0, "b1"), .ended(error: nil)])))
        #expect(desk.state.thread.messages.map(\.text) == ["first one changed", "b1"])
        desk.press("esc ctrl-_")
        #expect(desk.notice == "undone: the run from «first one changed»")
        #expect(desk.state.thread.messages.map(\.text) == ["first one", "a1", "second", "a2"])
        desk.press("alt-_")
        #expect(desk.notice == "redone: the run from «first one changed»")
    }

    @Test("an edit that was not run from is named by what it changed")
    func edit() throws {
        var desk = try edited()
        desk.press("esc ctrl-_")
        #expect(desk.notice == "undone: the edit of «first one»")
        #expect(desk.state.thread.messages.map(\.text) == ["first one", "a1", "second", "a2"])
    }

    @Test("a message deleted in the middle is back")
    func middle() throws {
        var desk = try edited()
        desk.press("ctrl-_ ctrl-_ ctrl-_ esc")
        let answer = desk.state.thread.entries[1].id
        desk.state.thread.cursor = .selected(.entry(answer))
        desk.press("d ctrl-_")
        #expect(desk.notice == "undone: 1 message is back")
    }

    @Test("in the message being written, undo takes back its edits and nothing of the conversation")
    func composer() {
        var desk = Desk(focus: .thread)
        desk.state.thread.append(Message(.user, "one"))
        desk.state.rememberMoment()
        desk.state.thread.append(Message(.assistant, "two"))
        desk.state.undoesHistoryFirst = false
        desk.state.thread.composer.buffer = TextBuffer("a draft")
        desk.press("ctrl-_")
        #expect(desk.notice == "nothing more to undo in this text; press Esc to leave it")
        #expect(desk.state.thread.messages.count == 2)
        desk.press("esc ctrl-_")
        #expect(desk.notice == "undone: 1 message is gone")
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
