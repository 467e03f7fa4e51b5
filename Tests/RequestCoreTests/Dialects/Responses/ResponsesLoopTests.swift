import Foundation
import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

/// A run over a tool call with reasoning between.
@Suite struct ResponsesLoopTests {
    private let provider = Provider(
        name: "local", kind: .http, baseURL: "http://127.0.0.1:1/v1", dialect: .responses,
        key: Secret("sk-test-1234567890"))

    private func request(_ thread: [Message], change: (inout RunRequest) -> Void = { _ in }) -> RunRequest {
        var request = RunRequest(
            prompt: "tides",
            config: Config(
                model: "o3", tools: [Tool(name: "tide", parameters: ["type": "object"])],
                template: [Message(.system, "Be brief.")]),
            thread: thread, provider: provider)
        change(&request)
        return request
    }

    private let head =
        #"{"model":"o3","input":[{"type":"message","role":"system","content":[{"type":"input_text","text":"Be brief."}]},{"type":"message","role":"user","content":[{"type":"input_text","text":"When?"}]}"#
    private let tail =
        #"],"reasoning":{"summary":"auto"},"include":["reasoning.encrypted_content"],"tools":[{"type":"function","name":"tide","parameters":{"type":"object"},"strict":false}],"store":false,"stream":true}"#
    private var middle: String {
        ",\(ResponsesStreams.reasoning),\(ResponsesStreams.callA)"
            + #",{"type":"function_call_output","call_id":"call_a","output":"at noon"}"#
    }

    private func answered() async throws -> (record: LogRecord, first: PreparedRun) {
        let prepared = try await request([Message(.user, "When?")]).prepare { _ in nil }
        let body = ResponsesAnswer.stream(ResponsesStreams.reasoningAndCall)
        let transport = ScriptedTransport([.head(200), .body(body)])
        let running = Runner(transport: transport).start(prepared)
        for await _ in running.events {}
        await running.waitUntilOver()
        return (running.record, prepared)
    }

    @Test("the second request has the reasoning before its call, byte for byte")
    func loop() async throws {
        let (record, first) = try await answered()
        #expect(String(decoding: first.body, as: UTF8.self) == head + tail)
        #expect(first.url == "http://127.0.0.1:1/v1/responses")
        let thread = [Message(.user, "When?"), record.reply.message, .toolResult("at noon", for: "call_a")]
        let second = try await request(thread).prepare { _ in nil }
        #expect(String(decoding: second.body, as: UTF8.self) == head + middle + tail)
        #expect(second.findings.allSatisfy { $0.severity == .note })
    }

    @Test("so it has after the thread went through the store")
    func restart() async throws {
        let (record, _) = try await answered()
        let stored = JSONValue.object(record.reply.message.json(.stored)).compact
        let message = try Message(json: JSONValue(parsing: stored), place: "message")
        #expect(message == record.reply.message)
        let thread = [Message(.user, "When?"), message, .toolResult("at noon", for: "call_a")]
        let second = try await request(thread).prepare { _ in nil }
        #expect(String(decoding: second.body, as: UTF8.self) == head + middle + tail)
    }

    @Test("so it has after the conversation was read out of the second request's log")
    func continued() async throws {
        let (record, _) = try await answered()
        let thread = [Message(.user, "When?"), record.reply.message, .toolResult("at noon", for: "call_a")]
        let second = try await request(thread).prepare { _ in nil }
        let conversation = Responses().conversation(in: second.logRequest)
        #expect(conversation.tools.map(\.name) == ["tide"])
        let messages = try conversation.messages.map { try #require($0.message) }
        #expect(messages.map(\.role) == [.system, .user, .assistant, .tool])
        let third = try await request(Array(messages.dropFirst())).prepare { _ in nil }
        #expect(third.body == second.body)
    }

    /// What is sent of an answer whose reasoning is left out.
    private let bare =
        #",{"type":"function_call","call_id":"call_a","name":"tide","arguments":"{\"harbour\":\"Brest\"}"},{"type":"function_call_output","call_id":"call_a","output":"at noon"}"#

    @Test(
        "it goes back neither after an edited history nor to another server, which is said",
        arguments: ["question", "system", "instructions", "server", "model"])
    func moved(what: String) async throws {
        let (record, _) = try await answered()
        let asked = what == "question" ? "When exactly?" : "When?"
        let thread = [Message(.user, asked), record.reply.message, .toolResult("at noon", for: "call_a")]
        let second = try await request(thread) { request in
            switch what {
            case "system": request.config.template = [Message(.system, "Be long.")]
            case "instructions": request.config.extra["instructions"] = "Be long."
            case "server": request.provider.baseURL = "http://127.0.0.2:1/v1"
            case "model": request.config.model = "o4-mini"
            default: break
            }
        }.prepare { _ in nil }
        let input = try JSONValue(parsing: second.body)["input"]?.compact ?? ""
        #expect(input.hasSuffix(bare + "]"))
        #expect(!String(decoding: second.body, as: UTF8.self).contains("rs_1"))
        let said = second.findings.filter { $0.rule.rawValue == "reasoning-left-out" }
        let finding = try #require(said.first)
        #expect(said.count == 1 && finding.severity == .warning)
        #expect(finding.text.contains(what == "model" ? "it comes from o3" : "has changed since"))
    }

    @Test("it goes back whatever else is changed: a tool, a parameter, what came after it")
    func unmoved() async throws {
        let (record, _) = try await answered()
        let thread = [Message(.user, "When?"), record.reply.message, .toolResult("at noon", for: "call_a")]
        let second = try await request(thread + [Message(.user, "And then?")]) { request in
            request.config.tools.append(Tool(name: "depth"))
            request.config[.maxCompletionTokens] = 500
        }.prepare { _ in nil }
        #expect(String(decoding: second.body, as: UTF8.self).contains(middle))
    }

    @Test("an image that was read anew is the same image")
    func image() async throws {
        let bytes = try Etude.image("sun.png")
        let others = try Etude.image("sun.jpg")
        let question = Message(role: .user, content: [.text("When?"), .image(ImagePart(url: "tides.png"))])
        let prepared = try await request([question]).prepare { _ in bytes }
        let transport = ScriptedTransport([
            .head(200), .body(ResponsesAnswer.stream(ResponsesStreams.reasoningAndCall)),
        ])
        let message = await Runner(transport: transport).reply(to: prepared).message
        let second = try await request([question, message, .toolResult("at noon", for: "call_a")])
            .prepare { _ in bytes }
        #expect(String(decoding: second.body, as: UTF8.self).contains(middle))
        let other = try await request([question, message, .toolResult("at noon", for: "call_a")])
            .prepare { _ in others }
        #expect(String(decoding: other.body, as: UTF8.self).contains(bare))
    }

    @Test("the log has the response as the server ended it")
    func response() async throws {
        let (record, _) = try await answered()
        let last = try #require(ResponsesStreams.reasoningAndCall.last)
        #expect(record.response == (try JSONValue(parsing: last)["response"]))
        #expect(record.dialect == .responses)
    }

    @Test("a log whose stream broke off has what had arrived, as a response")
    func brokenOff() throws {
        let cut = ResponsesAnswer(Array(ResponsesStreams.reasoningAndCall.prefix(8)))
        #expect(
            Responses().response(of: cut.reply, created: 7)?.compact
                == #"{"id":"resp_1","object":"response","created_at":7,"status":"incomplete","model":"gpt-6-sol","output":[\#(ResponsesStreams.reasoning),{"type":"function_call","call_id":"call_a","name":"tide","arguments":"{\"harbour\":\"Brest\"}"}]}"#
        )
        #expect(Responses().response(of: Reply(), created: 7) == nil)
        let whole = ResponsesAnswer(ResponsesStreams.calls).reply
        let output = Responses().response(of: whole, created: 7)?["output"]
        #expect(output?.compact == "[\(ResponsesStreams.callA),\(ResponsesStreams.callB)]")
    }
}
