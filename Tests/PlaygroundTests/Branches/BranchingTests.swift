import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Branches of the thread")
struct BranchingTests {
    private static let facts = AnswerFacts(provider: "simulator", model: "m", totalMS: 1, isIncomplete: false)

    private func desk(rounds: Int = 2) -> Desk {
        var desk = Desk(focus: .thread)
        for round in 0..<rounds {
            desk.state.thread.append(Message(.user, "q\(round)"))
            desk.state.thread.append(Message(.assistant, "a\(round)"), facts: Self.facts)
        }
        return desk
    }

    private func words(_ desk: Desk) -> String { desk.state.thread.entries.map(\.message.text).joined(separator: " ") }

    private func answer(_ text: String, _ desk: inout Desk) throws {
        let run = try #require(desk.state.run?.id)
        desk.send(.run(.received(run, [.textDelta(choice: 0, block: 0, text), .ended(error: nil)])))
    }

    @Test("r keeps a message selected: its answer once it is there, so < and > go between the two at once")
    func againStaysSelected() async throws {
        let harness = try await Harness()
        try await harness.type("hello")
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.press("esc k j r")
        try await harness.idle()
        let last = try #require(harness.state.thread.entries.last)
        #expect(harness.state.thread.cursor == .selected(.entry(last.id)))
        try await harness.press("<")
        #expect(harness.state.thread.entries.last?.id != last.id && harness.state.thread.composer.isEmpty)
        try await harness.press(">")
        #expect(harness.state.thread.entries.last?.id == last.id)
    }

    @Test("Ctrl-R in an old message that is being changed runs from there; the old branch is one key away")
    func editAndRun() throws {
        var desk = desk()
        desk.press("esc g e")
        desk.type("!")
        desk.press("ctrl-r")
        #expect(desk.state.thread.messages.map(\.text) == ["q0!"])
        try answer("new", &desk)
        #expect(words(desk) == "q0! new")
        desk.press("esc g <")
        #expect(words(desk) == "q0 a0 q1 a1" && desk.notice == "branch 1 of 2")
    }

    @Test("after Esc the rest stands below the changed message; Ctrl-R runs from it, whatever is selected")
    func editThenRun() throws {
        var desk = desk()
        desk.press("esc g e")
        desk.type("!")
        desk.press("esc")
        #expect(words(desk) == "q0! a0 q1 a1")
        desk.press("G ctrl-r")
        #expect(words(desk) == "q0!")
        try answer("new", &desk)
        desk.press("ctrl-r")
        #expect(desk.state.run == nil && desk.notice?.contains("type the next message") == true)
    }

    @Test("what is being written is sent at the end, unless the changed message is selected")
    func editWithUnsent() throws {
        var desk = desk()
        desk.type("next")
        desk.press("esc g e")
        desk.type("!")
        desk.press("esc ctrl-r")
        #expect(words(desk) == "q0!" && desk.state.thread.composer.buffer.text == "next")
        try answer("new", &desk)
        desk.press("ctrl-r")
        #expect(words(desk) == "q0! new next")
    }

    @Test("a changed answer of the middle runs the question after it again")
    func editAnswer() throws {
        var desk = desk()
        desk.press("esc g j e")
        desk.type("!")
        desk.press("ctrl-r")
        #expect(words(desk) == "q0 a0! q1")
    }

    @Test("r puts another answer beside the first, which shows its place among them")
    func regenerate() async throws {
        let harness = try await Harness()
        try await harness.type("hello")
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.press("esc r")
        try await harness.idle()
        try await harness.see("2/2 · ")
        try await harness.press("esc <")
        try await harness.see("1/2 · ", "branch 1 of 2")
    }

    @Test("a fork says where the rest is, the end of the thread shows it, and undo says that it is back")
    func fork() {
        var desk = desk()
        desk.press("esc g j f")
        #expect(words(desk) == "q0 a0" && desk.notice?.contains("b show it") == true)
        #expect(desk.state.branchesBelow == "1 branch continues here · b shows it")
        desk.press("esc >")
        #expect(words(desk) == "q0 a0 q1 a1")
        desk.press("g j f ctrl-_")
        #expect(words(desk) == "q0 a0 q1 a1" && desk.notice == "undone: 2 messages are back")
    }

    @Test("undo of a run takes the answer off the thread, and keeps it as a branch")
    func undoRun() throws {
        var desk = desk(rounds: 1)
        desk.type("q1")
        desk.press("ctrl-r")
        try answer("a1", &desk)
        desk.press("ctrl-_")
        #expect(words(desk) == "q0 a0" && desk.state.thread.composer.buffer.text == "q1")
        #expect(desk.state.branchesBelow != nil)
        desk.press("esc >")
        #expect(words(desk) == "q0 a0 q1 a1")
    }

    @Test("D deletes the branch below a message, and undo brings it back")
    func delete() {
        var desk = desk()
        desk.press("esc g j j D")
        #expect(words(desk) == "q0 a0" && !desk.state.thread.tree.hasBranches)
        desk.press("ctrl-_")
        #expect(words(desk) == "q0 a0 q1 a1")
    }

    @Test("s sends the selected question again at the end")
    func sendAgain() throws {
        var desk = desk()
        desk.press("esc g s")
        #expect(words(desk) == "q0 a0 q1 a1 q0" && desk.state.run != nil)
        desk = self.desk()
        desk.press("esc G s")
        #expect(desk.state.run == nil && desk.notice == "select a user message first")
    }

    @Test("an answer by hand: o below a question, alt-n at the end")
    func byHand() {
        var desk = Desk(focus: .thread)
        desk.type("example?")
        desk.press("alt-n")
        desk.type("example.")
        desk.press("alt-n")
        #expect(desk.state.thread.messages.map(\.role) == [.user, .assistant] && desk.state.run == nil)
        #expect(desk.state.thread.composer.role == .user)
        desk.press("esc g o")
        desk.type("inserted")
        desk.press("esc")
        #expect(words(desk) == "example? inserted example.")
        #expect(desk.state.thread.entries[1].message.role == .assistant)
        desk.press("O esc")
        #expect(words(desk) == "example? inserted example.", "an empty one goes")
    }

    @Test("J and K move a message with the results of its calls, p copies it")
    func moving() {
        var desk = Desk(focus: .thread)
        desk.state.thread.append(Message(.user, "q"))
        desk.state.thread.append(Message(role: .assistant, toolCalls: [ToolCall(id: "c", name: "f", arguments: "{}")]))
        desk.state.thread.append(.toolResult("r", for: "c"))
        desk.press("esc g J")
        #expect(desk.state.thread.messages.map(\.role) == [.assistant, .tool, .user])
        desk.press("K p")
        #expect(desk.state.thread.messages.map(\.role) == [.user, .user, .assistant, .tool])
        desk.press("j p")
        #expect(desk.notice?.contains("cannot be there twice") == true)
    }

    @Test("the tree shows every message, Enter goes to one on another branch, d deletes one")
    func tree() throws {
        var desk = desk()
        desk.press("esc g j r")
        try answer("other", &desk)
        desk.press("esc b")
        let frame = desk.screen
        #expect(frame.contains("Branches"))
        #expect(frame.contains("  assistant 1/2  a0") && frame.contains("● assistant 2/2  other"))
        #expect(frame.contains("│ user  q0") && frame.contains("  user  q1"))
        desk.press("g j j enter")
        #expect(words(desk) == "q0 a0 q1 a1")
        #expect(desk.state.thread.cursor == .selected(.entry(2)))
        desk.press("b G d")
        #expect(desk.state.thread.tree.nodes.count == 4 && words(desk) == "q0 a0 q1 a1")
    }

    @Test("answers of a comparison stand beside the question's own")
    func compared() {
        var desk = desk()
        let answers = ["x", "y"].map { ThreadEntry(id: 0, message: Message(.assistant, $0), facts: Self.facts) }
        desk.state.take(answers, chosen: 1, to: desk.state.thread.entries[0].id)
        #expect(words(desk) == "q0 y" && desk.state.branchMark(atPlace: 1) == "3/3")
        desk.press("ctrl-_")
        #expect(words(desk) == "q0 a0 q1 a1" && desk.state.thread.tree.siblings(atPlace: 1).count == 3)
    }
}
