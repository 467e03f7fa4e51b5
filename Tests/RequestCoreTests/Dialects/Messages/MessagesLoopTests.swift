import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

/// Thinking between the calls of a tool loop.
@Suite struct MessagesLoopTests {
    private typealias Writing = MessagesWriting

    private static let model = "claude-haiku-5-5"
    private static let question = [Message(.system, "S"), Message(.user, "When is low tide?")]

    private func request(_ messages: [Message], model: String = model, config: Config = Config()) -> RenderedRequest {
        Writing.request(config, messages, model: model)
    }

    /// The answer to a request, as a run takes it: its blocks know what stood before them.
    private func answer(_ stream: [String], to request: RenderedRequest) async throws -> Message {
        let provider = Provider(name: "a", kind: .http, baseURL: request.server, dialect: .messages)
        let run = RunRequest(
            prompt: "p", config: Config(model: request.model, template: []), thread: request.messages,
            provider: provider)
        let prepared = try await run.prepare { _ in nil }
        let transport = ScriptedTransport([.head(200), .bytes(MessagesReading.stream(stream))])
        let runner = Runner(transport: transport, clock: TestClock().clock)
        return await Running.play(runner, prepared).reply.message
    }

    private static let secondBody =
        #"[{"role":"user","content":"When is low tide?"},{"role":"assistant","content":[{"type":"thinking","thinking":"I need the tide.","signature":"EqQB…"},{"type":"tool_use","id":"toolu_a","name":"tide","input":{"harbour":"Brest"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_a","content":"06:12"}]}]"#

    private func second(_ model: String = model) async throws -> [Message] {
        let first = request(Self.question, model: model)
        return Self.question + [
            try await answer(MessagesStreams.reasoning, to: first), .toolResult("06:12", for: "toolu_a"),
        ]
    }

    @Test("the second request has the thinking byte for byte, in its order")
    func loop() async throws {
        let request = request(try await second())
        #expect(Writing.body(request)["messages"]?.compact == Self.secondBody)
        #expect(Writing.findings(request).isEmpty)
    }

    @Test("so it has after a restart, when the thread comes out of the session")
    func restart() async throws {
        let restored = try await second().map { message in
            try Message(json: JSONValue(parsing: JSONValue.object(message.json(.stored)).compact), place: "thread")
        }
        #expect(Writing.body(request(restored))["messages"]?.compact == Self.secondBody)
    }

    @Test("so it has when the conversation is read back from the log of its request")
    func fromLog() async throws {
        let body = Writing.body(request(try await second()))
        let conversation = Messages().conversation(in: .object(body))
        let messages = conversation.messages.compactMap(\.message)
        #expect(messages.count == 4)
        #expect(Writing.body(request(messages))["messages"]?.compact == Self.secondBody)
    }

    @Test("the third request has the thinking of both answers, read from stream and session")
    func thirdRound() async throws {
        let two = try await second()
        let omitted = try await answer(MessagesStreams.omitted, to: request(two))
        let third = two + [omitted, Message(.user, "Thanks")]
        let body = Writing.body(request(third))["messages"]
        #expect(body?[1]?["content"]?[0]?["signature"] == "EqQB…")
        #expect(body?[3]?["content"]?[1]?.compact == #"{"type":"redacted_thinking","data":"zzz=="}"#)
        #expect(Writing.findings(request(third)).isEmpty)
    }

    @Test("thinking is left out and said when something before it was edited")
    func edited() async throws {
        var messages = try await second()
        messages[1] = Message(.user, "When is high tide?")
        let request = request(messages)
        #expect(Writing.body(request)["messages"]?[1]?["content"]?[0]?["type"] == "tool_use")
        let findings = Writing.findings(request)
        #expect(findings.map(\.rule) == [.reasoningLeftOut] && findings[0].severity == .warning)
        #expect(findings[0].text.contains("changed"))
    }

    @Test(
        "so it is when tools, system message, server or model have changed",
        arguments: ["tools", "system", "server", "model"])
    func changed(what: String) async throws {
        var messages = try await second()
        var config = Config()
        if what == "tools" { try config.set("tools", to: [["name": "f"]]) }
        if what == "system" { messages[0] = Message(.system, "T") }
        var request = request(messages, model: what == "model" ? "claude-opus-4-8" : Self.model, config: config)
        if what == "server" { request.server = "https://b/v1" }
        #expect(Writing.body(request)["messages"]?[1]?["content"]?[0]?["type"] == "tool_use")
        #expect(Writing.rules(request) == ["reasoning-left-out"])
    }

    @Test("reasoning of another dialect, and reasoning of which only the text is known, is left out and said")
    func foreign() {
        let other = Message.Block(
            .reasoning(Message.Reasoning("Hm", opaque: ["type": "reasoning", "encrypted_content": "x"])),
            origin: Message.Origin(dialect: .responses, model: "gpt-6-sol"))
        for block in [other, Message.Block(.reasoning(Message.Reasoning("Hm")))] {
            let assistant = Message(role: .assistant, blocks: [block, .init(.part(.text("So")))])
            let request = request([Message(.user, "a"), assistant, Message(.user, "b")])
            #expect(Writing.body(request)["messages"]?[1]?.compact == #"{"role":"assistant","content":"So"}"#)
            #expect(Writing.rules(request) == ["reasoning-left-out"])
        }
    }

    @Test("thinking that was cut off before its signature does not go back")
    func cut() async throws {
        let stream = [
            MessagesStreams.start(), MessagesStreams.block(0, MessagesStreams.emptyThinking),
            MessagesStreams.delta(0, #"{"type":"thinking_delta","thinking":"I"}"#),
        ]
        let cut = try await answer(stream, to: request(Self.question))
        let request = request(Self.question + [cut, Message(.user, "Go on")])
        #expect(Writing.body(request)["messages"]?.arrayValue?.count == 2)
        #expect(Writing.rules(request) == ["reasoning-left-out"])
    }

    @Test("a loop that lost its thinking goes on without a budget, which would be refused")
    func budgetWithoutThinking() async throws {
        var messages = try await second("claude-haiku-4-5")
        var config = Config()
        config[.reasoningEffort] = "low"
        #expect(Writing.body(request(messages, model: "claude-haiku-4-5", config: config))["thinking"] != nil)
        messages[1] = Message(.user, "When is high tide?")
        #expect(Writing.body(request(messages, model: "claude-haiku-4-5", config: config))["thinking"] == nil)
    }
}
