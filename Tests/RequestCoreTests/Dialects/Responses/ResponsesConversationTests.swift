import JSON
import Prompts
import RequestCore
import Testing

/// What a logged request asked, read back.
@Suite struct ResponsesConversationTests {
    private func body(_ messages: [Message], config: Config = Config()) -> JSONValue {
        .object(
            Responses().body(of: RenderedRequest(config: config, model: "gpt-6-sol", messages: messages)) { $0.url })
    }

    @Test("messages of every kind are the same again")
    func messages() {
        let messages = [
            Message(.system, "Be brief."), Message(.developer, "In French."),
            Message(
                role: .user,
                content: [.text("What is it?"), .image(ImagePart(url: "https://example.org/a.png", detail: "low"))]),
            Message(
                role: .assistant, content: [.text("Let me see.")],
                toolCalls: [ToolCall(id: "a", name: "f", arguments: "{}")]),
            .toolResult("a boat", for: "a"),
            Message(role: .assistant, content: [.text("A boat.")], refusal: "No more."),
            Message(.assistant, "Another."), Message(.user, "Thanks"),
        ]
        let read = Responses().conversation(in: body(messages)).messages.compactMap(\.message)
        #expect(read == messages)
    }

    @Test("an answer has its reasoning and its ids again, of the model that was asked")
    func answer() {
        let message = ResponsesAnswer(ResponsesStreams.reasoningAndCall).message
        let read = Responses().conversation(in: body([Message(.user, "Hi"), message, .toolResult("r", for: "call_a")]))
        #expect(read.messages.compactMap(\.message)[1] == message)
    }

    @Test("tools, the form and the settings are read; what is no message is kept raw")
    func rest() throws {
        let json = try JSONValue(
            parsing: """
                {"model":"m","instructions":"Be brief.","input":[{"role":"user","content":"Hi"},
                 {"type":"item_reference","id":"msg_1"},{"role":"critic","content":"Hm"},{"type":"message","role":"user","content":7}],
                 "tools":[{"type":"function","name":"f","parameters":{"type":"object"},"strict":false},{"type":"web_search"}],
                 "text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"}}},"max_output_tokens":99,"stream":true}
                """)
        let conversation = Responses().conversation(in: json)
        #expect(conversation.messages.map(\.role) == ["user", "item_reference", "critic", "user"])
        #expect(conversation.messages.map { $0.message != nil } == [true, false, false, false])
        #expect(conversation.messages[2].texts == ["Hm"])
        #expect(conversation.tools.map(\.name) == ["f", "web_search"])
        #expect(conversation.tools[0].parameters == ["type": "object"])
        guard case .jsonSchema(let named)? = conversation.format else { return #expect(Bool(false), "no schema") }
        #expect(named.name == "n")
        #expect(conversation.settings.keys == ["instructions", "text", "max_output_tokens"])
        #expect(Responses().conversation(in: ["input": "Hi"]).messages.compactMap(\.message) == [Message(.user, "Hi")])
        #expect(Responses().conversation(in: .null).messages.isEmpty)
    }
}
