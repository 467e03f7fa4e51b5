import JSON
import Prompts
import RequestCore
import Storage
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("The conversations of a prompt")
struct PlaygroundConversationTests {
    private func say(_ text: String, _ harness: Harness) async throws {
        try await harness.type(text)
        try await harness.press("ctrl-r")
        try await harness.idle()
    }

    @Test(
        "Ctrl-N begins another and loses none; the list goes back to the first where one was, with its text and its undo"
    )
    func two() async throws {
        let harness = try await Harness()
        try await say("first question", harness)
        try await harness.type("unsent")
        try await harness.press("ctrl-n")
        #expect(harness.state.thread.entries.isEmpty && harness.state.thread.composer.isEmpty)
        #expect(harness.state.notice?.text.contains("with its unsent text") == true)
        try await say("second question", harness)
        try await harness.press("ctrl-x b")
        try await harness.see("Conversations of untitled", "first question", "second question", "2 messages")
        try await harness.press("j enter")
        try await harness.wait("the first") { $0.state.thread.entries.first?.message.text == "first question" }
        #expect(harness.state.thread.composer.buffer.text == "unsent")
        try await harness.press("alt-1 ctrl-_")
        try await harness.wait("before the first") { $0.state.thread.entries.isEmpty }
        #expect(harness.state.thread.tree.hasBranches, "the answer stays as a branch")
        try await harness.press("ctrl-_")
        try await harness.wait("the second") { $0.state.thread.entries.first?.message.text == "second question" }
    }

    @Test("one is named, searched by its words, deleted and restored in the list")
    func named() async throws {
        let harness = try await Harness()
        try await say("first question", harness)
        try await harness.press("ctrl-n")
        try await say("second question", harness)
        try await harness.press("ctrl-x b")
        try await harness.see("first question")
        try await harness.press("/")
        try await harness.type("first")
        try await harness.see("1 of 1")
        try await harness.press("enter n")
        try await harness.see("Name of the conversation")
        try await harness.type("harbours of Brittany")
        try await harness.press("enter")
        try await harness.see("harbours of Brittany")
        try await harness.press("d")
        try await harness.see("nothing matches")
        try await harness.press("ctrl-_")
        try await harness.see("harbours of Brittany")
        #expect(harness.state.thread.entries.first?.message.text == "second question")
    }

    @Test("the one on screen, deleted, makes room for an empty one, and undo goes back to it")
    func deleteCurrent() async throws {
        let harness = try await Harness()
        try await say("first question", harness)
        try await harness.press("ctrl-x b")
        try await harness.see("first question")
        try await harness.press("d")
        try await harness.see("No conversations yet")
        #expect(harness.state.thread.entries.isEmpty)
        try await harness.press("q alt-1 ctrl-_ alt-2")
        try await harness.wait("the conversation") { $0.state.thread.entries.count == 2 }
        try await harness.press("ctrl-x b")
        try await harness.see("1 of 1", "first question")
    }

    @Test("after a restart the last one goes on, and the others are listed")
    func restart() async throws {
        let store = try Store.inMemory()
        let first = try await Harness(store: store)
        try await say("first question", first)
        try await first.press("ctrl-n")
        try await say("second question", first)
        try await first.press("ctrl-q")
        try await first.wait("the end") { $0.hasQuit }
        let second = try await Harness(store: store)
        #expect(second.state.thread.entries.first?.message.text == "second question")
        try await second.press("ctrl-x b")
        try await second.see("first question", "second question")
    }

    @Test("a conversation that is opened again has its own steps of undo, once, and every answer that came since")
    func undo() async throws {
        let harness = try await Harness()
        try await say("first question", harness)
        try await harness.press("ctrl-n")
        try await say("second question", harness)
        try await harness.press("ctrl-x b")
        try await harness.see("first question", "1 of 2")
        try await harness.press("j enter")
        try await harness.wait("the first") { $0.state.thread.entries.first?.message.text == "first question" }
        try await say("third question", harness)
        #expect(harness.state.thread.entries.count == 4)
        for _ in 0..<8 { try await harness.press("alt-1 ctrl-_") }
        try await harness.press("ctrl-x b")
        try await harness.see("first question", "second question")
        var answers: Set<String> = []
        let store = harness.store
        for summary in try await store.conversations(of: .prompt("untitled"), search: "") {
            let taken = try await store.takeConversation(id: summary.id)
            for message in taken.conversation?.messages ?? [] where message.value["facts"] != nil {
                answers.insert(message.value["facts"]?["log"]?.stringValue ?? "")
            }
        }
        #expect(answers.count == 3, "three runs, three answers that can still be reached")
    }

    @Test("a text that was never sent stays in the list with its conversation when another begins")
    func unsent() async throws {
        let harness = try await Harness()
        try await harness.type("half a thought")
        try await harness.press("ctrl-n")
        #expect(harness.state.thread.composer.isEmpty)
        try await say("second question", harness)
        try await harness.press("ctrl-x b")
        try await harness.see("half a thought", "not sent")
        try await harness.press("j enter")
        try await harness.wait("the text") { $0.state.thread.composer.buffer.text == "half a thought" }
    }

    @Test("the list at 80 columns")
    func screen() {
        var desk = Desk(focus: .thread)
        desk.send(.sessionLoaded(RestoredSession()))
        desk.press("ctrl-x b")
        let conversations = [("a", "Which floods first?", ""), ("b", "hello", "smoke test")].map {
            ConversationSummary(
                id: $0.0, prompt: "harbours", name: $0.2,
                facts: ConversationFacts(opening: $0.1, model: "gpt-4.1-mini", messageCount: 4, cost: 0.0011),
                savedAt: .init(timeIntervalSince1970: 1_764_000_000))
        }
        let asked = desk.effects.compactMap { effect -> Int? in
            if case .conversations(.list(let serial, .prompt("harbours"), search: "")) = effect { serial } else { nil }
        }
        desk.send(.conversations(.listed(asked.first ?? -1, conversations)))
        let lines = desk.screen.split(separator: "\n").prefix(4).map(String.init)
        #expect(
            lines == [
                "┌ Config ──────────────────┐",
                "│ ┌ Conversations of harbours ─────────────────────────────────────── 1 of 2 ┐",
                "│ │ ▸   24 Nov 16:00  Which floods first?  gpt-4.1-mini  4 messages  $0.0011 │",
                "│ │     24 Nov 16:00  smoke test           gpt-4.1-mini  4 messages  $0.0011 │",
            ])
    }

    @Test("the conversation is exported in three forms, with every message")
    func export() throws {
        let text = ConversationText(
            title: "A talk", prompt: "p", config: Config(model: "m", template: [Message(.system, "Be brief.")]),
            inputs: [:],
            messages: [
                Message(.user, "hi ``` there"),
                Message(role: .assistant, toolCalls: [ToolCall(id: "c", name: "f", arguments: "{\"a\":\"```\"}")]),
                .toolResult("9", for: "c"),
            ])
        let markdown = text.text(as: .markdown)
        #expect(markdown.hasPrefix("# A talk\n\n## system\n\nBe brief.\n\n## user\n\nhi ``` there\n"))
        #expect(markdown.contains("`f`\n\n````json\n{\"a\":\"```\"}\n````\n") && markdown.hasSuffix("## tool\n\n9\n"))
        let json = try JSONValue(parsing: text.text(as: .json))
        #expect(json["messages"]?.arrayValue?.count == 4)
        let document = try PromptFormat.parse(text.text(as: .prompt))
        #expect(document.config.template.count == 4)
    }
}
