import JSON
import Prompts
import RequestCore
import Testing

@testable import Playground

@MainActor @Suite("Answers with blocks in an order of their own")
struct BlockSessionTests {
    private static let answer = Message(
        role: .assistant,
        blocks: [
            Message.Block(
                .reasoning(Message.Reasoning("I need the tide.", opaque: ["signature": "EqQB"])),
                origin: Message.Origin(dialect: .messages, model: "claude-haiku-5-5")),
            Message.Block(.part(.text("Let me see."))),
            Message.Block(.call(ToolCall(id: "call_a", name: "tide", arguments: "{}"))),
            Message.Block(.part(.text("It is high."))),
        ])

    private func desk() -> Desk {
        var desk = Desk()
        desk.state.thread.append(Self.answer)
        desk.state.thread.append(.toolResult("high", for: "call_a"))
        return desk
    }

    @Test("the session keeps their order, and what goes back to the server")
    func session() throws {
        let stored = desk().state.session.conversation
        var other = Desk()
        other.send(.sessionLoaded(RestoredSession(stored)))
        #expect(other.state.thread.entries.first?.message == Self.answer)
    }

    @Test("made part of the prompt, they are content and calls, and the notice says that reasoning is left out")
    func template() {
        var desk = desk()
        desk.state.takeThreadIntoTemplate()
        #expect(
            desk.state.draft.config.template.first
                == Message(
                    role: .assistant, content: [.text("Let me see."), .text("It is high.")],
                    toolCalls: [ToolCall(id: "call_a", name: "tide", arguments: "{}")]))
        #expect(desk.state.notice?.text.contains("2 messages are now part of the prompt without reasoning") == true)
    }
}
