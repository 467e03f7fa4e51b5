import JSON
import Prompts
import Testing

@Suite("The blocks of a message")
struct MessageBlockTests {
    private static let origin = Message.Origin(dialect: .responses, model: "gpt-6-sol")

    /// What the next two dialects bring: reasoning, text, a call, and text again.
    private static let answer = Message(
        role: .assistant,
        blocks: [
            Message.Block(
                .reasoning(Message.Reasoning("I need the tide.", opaque: ["encrypted_content": "gAAAA"])),
                origin: Message.Origin(dialect: .responses, model: "gpt-6-sol", itemID: "rs_1")),
            Message.Block(.part(.text("Let me see."))),
            Message.Block(
                .call(ToolCall(id: "call_a", name: "tide", arguments: "{}")),
                origin: Message.Origin(
                    dialect: .responses, model: "gpt-6-sol", itemID: "fc_1", other: ["status": "completed"])),
            Message.Block(.raw(["type": "compaction", "id": "c_1"]), origin: origin),
            Message.Block(.part(.text("It is high."))),
        ])

    @Test("are stored and read back in their order, with all that goes back to the server")
    func stored() throws {
        let text = JSONValue.object(Self.answer.json(.stored)).compact
        #expect(try Message(json: JSONValue(parsing: text), place: "m") == Self.answer)
        // Each text stands there once.
        #expect(text.ranges(of: "It is high.").count == 1 && text.ranges(of: "I need the tide.").count == 1)
    }

    @Test("are stored without a list where content, refusal and calls say it all")
    func plainStored() {
        let message = Message(
            role: .assistant, content: [.text("a")], refusal: "no",
            toolCalls: [ToolCall(id: "1", name: "f", arguments: "{}")], reasoning: "hm")
        #expect(message.isPlain && message.plain == message)
        #expect(message.json(.stored)["etude_blocks"] == nil && message.json(.stored)["reasoning"] == "hm")
    }

    @Test("a stored list that does not fit its content and calls is passed over, and nothing is lost")
    func damaged() throws {
        for list in [#"[{"part":1}]"#, #"[{"part":0},{"part":0}]"#, #"[{"call":0}]"#, "[]", "[7]"] {
            let json = try JSONValue(
                parsing: #"{"role":"assistant","content":"a","refusal":"no","etude_blocks":\#(list)}"#)
            let message = try Message(json: json, place: "m")
            #expect(message.content == [.text("a")] && message.refusal == "no", "\(list)")
        }
    }

    @Test("can be seen by their kind, whatever their order")
    func views() {
        #expect(Self.answer.text == "Let me see.It is high.")
        #expect(Self.answer.toolCalls.map(\.id) == ["call_a"])
        #expect(Self.answer.reasoning == "I need the tide." && Self.answer.refusal == nil)
    }

    @Test("the id of a call and the id of its item are two things")
    func ids() {
        #expect(Self.answer.blocks[2].content.call?.id == "call_a")
        #expect(Self.answer.blocks[2].origin?.itemID == "fc_1")
    }

    @Test("content that is set takes the places of what was there; what changes is no longer the server's")
    func settingContent() {
        var message = Self.answer
        message.content = [.text("Let me see."), .text("It is low."), .text("So wait.")]
        #expect(message.blocks.count == 6 && message.blocks[1] == Self.answer.blocks[1])
        #expect(message.blocks[4].content == .part(.text("It is low.")))
        #expect(message.blocks[5].content == .part(.text("So wait.")))
        message.content = []
        #expect(message.blocks.map { $0.content.part == nil } == [true, true, true])
        message.toolCalls[0].arguments = "{\"at\":1}"
        #expect(message.blocks[1].origin == nil && message.toolCalls[0].id == "call_a")
    }

    @Test("what a file says in any order is content, refusal, then calls")
    func order() {
        var message = Message(role: .assistant, toolCalls: [ToolCall(id: "1", name: "f", arguments: "{}")])
        message.refusal = "no"
        message.content.append(.text("a"))
        message.reasoning = "hm"
        #expect(
            message
                == Message(
                    role: .assistant, content: [.text("a")], refusal: "no",
                    toolCalls: [ToolCall(id: "1", name: "f", arguments: "{}")], reasoning: "hm"))
    }

    @Test("the order, items and reasoning are not part of a version, nor of a file")
    func version() {
        let config = Config(template: [Self.answer])
        let plain = Config(template: [
            Message(
                role: .assistant, content: [.text("Let me see."), .text("It is high.")],
                toolCalls: [ToolCall(id: "call_a", name: "tide", arguments: "{}")])
        ])
        #expect(config.versionID == plain.versionID && config.canonicalJSON == plain.canonicalJSON)
        #expect(
            PromptFormat.text(of: PromptDocument(config: config))
                == PromptFormat.text(of: PromptDocument(config: plain)))
        #expect(Self.answer.asTemplate == plain.template[0])
        #expect(JSONValue.object(config.json(.stored)).compact.contains("etude_blocks") == false)
    }

    @Test("a request for chat completions has neither items nor opaque reasoning")
    func chat() {
        let body = RequestEncoder.body(
            config: Config(), model: "m", messages: [Self.answer], streams: false, imageURL: \.url)
        #expect(
            body["messages"] == [
                [
                    "role": "assistant",
                    "content": [["type": "text", "text": "Let me see."], ["type": "text", "text": "It is high."]],
                    "tool_calls": [
                        ["id": "call_a", "type": "function", "function": ["name": "tide", "arguments": "{}"]]
                    ],
                ]
            ])
    }

    @Test("a result carries parts and says that its tool failed")
    func failedResult() throws {
        let message = Message(
            role: .tool, content: [.text("no"), .image(ImagePart(url: "https://a/b.png"))], toolCallID: "1",
            isError: true)
        #expect(try Message(json: .object(message.json(.stored)), place: "m") == message)
        #expect(message.json(.canonical)["etude_error"] == nil)
        #expect(message.json(.api(imageURL: \.url))["etude_error"] == nil)
    }
}
