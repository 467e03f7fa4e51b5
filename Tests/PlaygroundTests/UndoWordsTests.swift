import Playground
import Prompts
import RequestCore
import Testing

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
