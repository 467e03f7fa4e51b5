import JSON
import Prompts
import RequestCore
import Simulator
import Testing

/// The simulator as a server of Messages, seen by Étude's own reader and by hand.
@Suite struct MessagesFaceTests {
    private static let provider = Provider(
        name: "simulator", kind: .simulator, baseURL: "simulator://local/v1", dialect: .messages)

    private func reply(
        _ messages: [Message], model: String = "claude-haiku-5-5", streams: Bool = true,
        _ fields: (String, String)...
    ) async throws -> (reply: Reply, body: JSONValue) {
        var config = Config(model: model)
        for (key, value) in fields { try config.set(key, to: JSONValue(parsing: value)) }
        let request = RunRequest(
            prompt: "p", config: config, thread: messages, provider: Self.provider, streams: streams)
        let prepared = try await request.prepare { _ in nil }
        let runner = Runner(transport: SimulatorTransport(deterministic: true), retries: RetryPolicy(maximumRetries: 0))
        return (await runner.reply(to: prepared), try JSONValue(parsing: prepared.body))
    }

    private func send(_ body: String) async throws -> (status: Int, text: String, headers: [HTTPHeader]) {
        var (status, text) = (0, "")
        var headers: [HTTPHeader] = []
        let request = TransportRequest(
            url: "simulator://local/v1/messages", headers: [], body: Array(body.utf8), idleTimeout: 1)
        for try await event in SimulatorTransport(deterministic: true).send(request) {
            switch event {
            case .head(let head): (status, headers) = (head.status, head.headers)
            case .body(let bytes): text += String(decoding: bytes, as: UTF8.self)
            }
        }
        return (status, text, headers)
    }

    @Test("it says what it is asked to say, streamed and in one piece", arguments: [true, false])
    func says(streams: Bool) async throws {
        let reply = try await reply([Message(.user, "say Low at six.")], streams: streams).reply
        #expect(reply.error == nil)
        #expect(reply.message.text == "Low at six.")
        #expect(reply.finishReason == FinishReason(.stop, word: "end_turn"))
        #expect(reply.identity.model == "claude-haiku-5-5")
        #expect((reply.usage?.input ?? 0) > 0 && (reply.usage?.output ?? 0) > 0)
    }

    @Test("a stream has the events of the API in their order, and its name of the request")
    func events() async throws {
        let answer = try await send(
            #"{"model":"m","max_tokens":50,"stream":true,"messages":[{"role":"user","content":"say Hi"}]}"#)
        let names = answer.text.split(separator: "\n").filter { $0.hasPrefix("event: ") }.map { $0.dropFirst(7) }
        // Of several deltas in a row, one is enough here.
        let kinds = names.enumerated().filter { $0.offset == 0 || names[$0.offset - 1] != $0.element }.map(\.element)
        #expect(
            kinds == [
                "message_start", "ping", "content_block_start", "content_block_delta", "content_block_stop",
                "message_delta", "message_stop",
            ])
        #expect(answer.headers.contains { $0.name == "request-id" && $0.value.hasPrefix("req_") })
    }

    @Test("a tool loop with thinking between the calls goes on, and its thinking went back as it came")
    func loop() async throws {
        let tools = (
            "tools",
            #"[{"name":"get_weather","description":"Current weather","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]"#
        )
        let question = Message(.user, "What is the weather in Brest?")
        let first = try await reply([question], tools).reply
        let call = try #require(first.message.toolCalls.first)
        #expect(first.finishReason == FinishReason(.toolCalls, word: "tool_use"))
        #expect(call.name == "get_weather" && call.id.hasPrefix("toolu_"))
        let opaque = try #require(first.message.blocks.first?.content.reasoning?.opaque)
        let second = try await reply([question, first.message, .toolResult("12 °C", for: call.id)], tools)
        #expect(second.body["messages"]?[1]?["content"]?[0] == opaque)
        #expect(second.reply.error == nil)
        #expect(!second.reply.message.text.isEmpty)
    }

    @Test("thinking that was changed is refused")
    func changedThinking() async throws {
        let answer = try await send(
            #"{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"thinking","thinking":"b","signature":"x"},{"type":"text","text":"c"}]},{"role":"user","content":"d"}]}"#
        )
        #expect(answer.status == 400)
        #expect(answer.text.contains("Invalid `signature` in `thinking` block"))
    }

    @Test(
        "a request is refused in the words of the API",
        arguments: [
            (#"{"model":"m","messages":[{"role":"user","content":"a"}]}"#, "max_tokens: Field required"),
            (#"{"model":"m","max_tokens":5,"messages":[]}"#, "messages: at least one message is required"),
            (
                #"{"model":"m","max_tokens":5,"messages":[{"role":"assistant","content":"a"}]}"#,
                "messages: first message must use the \"user\" role"
            ),
            (
                #"{"model":"m","max_tokens":5,"messages":[{"role":"user","content":""}]}"#,
                "messages: text content blocks must be non-empty"
            ),
            (
                #"{"model":"m","max_tokens":5,"stream_options":{},"messages":[{"role":"user","content":"a"}]}"#,
                "stream_options: Extra inputs are not permitted"
            ),
            (
                #"{"model":"m","max_tokens":5,"temperature":1.5,"messages":[{"role":"user","content":"a"}]}"#,
                "temperature: Input should be less than or equal to 1"
            ),
            (
                #"{"model":"claude-opus-5-5","max_tokens":5,"temperature":0,"messages":[{"role":"user","content":"a"}]}"#,
                "`temperature` is deprecated for this model"
            ),
            (
                #"{"model":"claude-opus-4-6","max_tokens":5,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}"#,
                "prefill"
            ),
            (
                #"{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use","id":"x","name":"f","input":{}}]},{"role":"user","content":"b"}]}"#,
                "`tool_use` ids were found without `tool_result` blocks immediately after: x."
            ),
            (
                #"{"model":"m","max_tokens":5,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"x"}]}]}"#,
                "unexpected `tool_use_id` found in `tool_result` blocks: x"
            ),
            (
                #"{"model":"claude-opus-4-7","max_tokens":5,"messages":[{"role":"user","content":"a"},{"role":"system","content":"b"}]}"#,
                "role 'system' is not supported on this model"
            ),
        ])
    func refusals(body: String, words: String) async throws {
        let answer = try await send(body)
        let error = try JSONValue(parsing: answer.text)
        #expect(answer.status == 400)
        #expect(error["type"] == "error" && error["error"]?["type"] == "invalid_request_error")
        #expect(error["error"]?["message"]?.stringValue?.contains(words) == true)
        #expect(error["request_id"]?.stringValue?.hasPrefix("req_") == true)
    }

    @Test("the magic words do here what they do over chat completions")
    func magic() async throws {
        let limited = try await reply([Message(.user, "simulate: 429")]).reply
        #expect(limited.error?.kind == .rateLimit && limited.error?.code == "rate_limit_error")
        let overloaded = try await reply([Message(.user, "simulate: 503")]).reply
        #expect(overloaded.error?.status == 529 && overloaded.error?.code == "overloaded_error")
        let broken = try await reply([Message(.user, "simulate: error in stream")]).reply
        #expect(broken.error?.kind == .stream && broken.error?.code == "overloaded_error")
        let unfinished = try await reply([Message(.user, "simulate: unfinished")]).reply
        #expect(unfinished.error == nil && unfinished.isIncomplete)
        let cut = try await reply([Message(.user, "simulate: cut")]).reply
        #expect(cut.error?.kind == .connection)
        let refused = try await reply([Message(.user, "simulate: refusal")]).reply
        #expect(refused.finishReason == FinishReason(.contentFilter, word: "refusal"))
        let page = try await reply([Message(.user, "simulate: html")]).reply
        #expect(page.error?.kind == .decoding)
        let short = try await reply([Message(.user, "simulate: length")]).reply
        #expect(short.finishReason == FinishReason(.length, word: "max_tokens"))
    }

    @Test("a stop sequence ends the answer and is named, streamed and in one piece", arguments: [true, false])
    func stopSequence(streams: Bool) async throws {
        let stopped = try await send(
            #"{"model":"m","max_tokens":50,"stream":\#(streams),"stop_sequences":["END","at six"],"messages":[{"role":"user","content":"say Low at six. END of it"}]}"#
        )
        let read = try await reply(
            [Message(.user, "say Low at six. END of it")], streams: streams, ("stop", #"["END","at six"]"#)
        ).reply
        #expect(read.message.text == "Low ")
        #expect(read.finishReason == FinishReason(.stop, word: "stop_sequence"))
        #expect(read.choices[0].extras["stop_sequence"] == "at six")
        let body = stopped.text.filter { !$0.isWhitespace }
        #expect(body.contains(#""stop_reason":"stop_sequence","stop_sequence":"atsix""#))
        let whole = try await send(
            #"{"model":"m","max_tokens":50,"stop_sequences":["never"],"messages":[{"role":"user","content":"say Low"}]}"#
        )
        #expect(whole.text.filter { !$0.isWhitespace }.contains(#""stop_reason":"end_turn","stop_sequence":null"#))
    }

    @Test("an answer that must follow a schema does")
    func schema() async throws {
        let reply = try await reply(
            [Message(.user, "Brest")],
            (
                "response_format",
                #"{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}}}"#
            )
        ).reply
        #expect(try JSONValue(parsing: reply.message.text)["city"] != nil)
    }

    @Test("bad arguments go back as a result that says so, and the model calls no more")
    func badArguments() async throws {
        let tools = ("tools", #"[{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"string"}}}}]"#)
        let question = Message(.user, "simulate: bad arguments")
        let first = try await reply([question], tools, ("tool_choice", #""required""#)).reply
        let call = try #require(first.message.toolCalls.first)
        #expect((try? JSONValue(parsing: call.arguments)) == nil)
        let second = try await reply(
            [question, first.message, .toolResult("no", for: call.id), Message(.user, "say ok")], tools)
        #expect(second.reply.error == nil)
        #expect(second.body["messages"]?[2]?["content"]?[0]?["is_error"] == true)
    }
}
