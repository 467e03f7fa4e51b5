import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

@Suite struct RunnerTests {
    private func run(
        _ transport: ScriptedTransport, streams: Bool = true
    ) async throws -> (events: [RunEvent], reply: Reply, waits: [Double]) {
        let clock = TestClock()
        let runner = Runner(transport: transport, clock: clock.clock)
        let (events, reply) = await Running.play(runner, try await Running.prepared(streams: streams))
        return (events, reply, clock.waits)
    }

    @Test("an answer streams as events, in order")
    func answer() async throws {
        let transport = ScriptedTransport([
            .head(200, [("x-request-id", "r")]), .text("He"), .text("llo"), .finish("stop"),
        ])
        let result = try await run(transport)
        #expect(
            result.events == [
                .sent(attempt: 0), .responded(status: 200, requestID: "r"),
                .identified(RunEvent.Identity(id: "c1", model: "gpt-4o-2024-08-06")),
                .textDelta(choice: 0, block: 1, "He"),
                .textDelta(choice: 0, block: 1, "llo"), .finished(choice: 0, reason: "stop"), .ended(error: nil),
            ])
        #expect(result.reply.isIncomplete == false)
    }

    @Test("the request carries key, type and limits; the key is not in what can be printed")
    func request() async throws {
        let transport = ScriptedTransport([.head(200), .finish("stop")])
        let prepared = try await Running.prepared(timeout: 7)
        _ = await Runner(transport: transport).reply(to: prepared)
        let request = try #require(transport.requests.first)
        #expect(request.url == "http://127.0.0.1:1/v1/chat/completions")
        #expect(request.headers.contains { $0 == ("Authorization", "Bearer sk-test-1234567890") })
        #expect(request.headers.contains { $0 == ("Content-Type", "application/json") })
        #expect(request.idleTimeout == 7)
        #expect(request.body == prepared.body)
        #expect(!"\(prepared)".contains("1234567890"))
    }

    @Test("two calls come out as two calls")
    func calls() async throws {
        let transport = ScriptedTransport([
            .head(200),
            .event(
                #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"tide","arguments":"{\"h\":"}}]}}]}"#
            ),
            .event(
                #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"tide","arguments":"{}"}}]}}]}"#
            ),
            .event(#"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}}]}"#),
            .finish("tool_calls"),
        ])
        let calls = try await run(transport).reply.message.toolCalls
        #expect(
            calls == [
                ToolCall(id: "a", name: "tide", arguments: #"{"h":1}"#),
                ToolCall(id: "b", name: "tide", arguments: "{}"),
            ])
    }

    @Test("a body that ends without a finish is incomplete, and no error")
    func noFinish() async throws {
        let reply = try await run(ScriptedTransport([.head(200), .text("half")])).reply
        #expect(reply.message.text == "half")
        #expect(reply.error == nil)
        #expect(reply.isIncomplete)
    }

    @Test("a last event without its blank line counts; one that is cut does not")
    func lastEvent() async throws {
        let whole = try await run(
            ScriptedTransport([
                .head(200), .text("a"),
                .body(#"data: {"choices":[{"index":0,"delta":{"content":"b"},"finish_reason":"stop"}]}"#),
            ])
        ).reply
        #expect(whole.message.text == "ab")
        #expect(whole.finishReason == "stop")
        let cut = try await run(ScriptedTransport([.head(200), .text("a"), .body(#"data: {"choices":[{"ind"#)])).reply
        #expect(cut.message.text == "a")
        #expect(cut.isIncomplete)
    }

    @Test("nothing after [DONE] counts, and the transfer is stopped")
    func done() async throws {
        let transport = ScriptedTransport([.head(200), .text("a"), .finish("stop"), .text("b"), .hang])
        let reply = try await run(transport).reply
        #expect(reply.message.text == "a")
        await transport.whenStopped.pass()
        #expect(transport.stopped == 1)
    }

    @Test("a connection cut half-way keeps the text and is not tried again")
    func cutOff() async throws {
        let reset = RunError(kind: .connection, message: "reset by peer")
        let result = try await run(ScriptedTransport([.head(200), .text("so far"), .fail(reset)], [.head(200)]))
        #expect(result.reply.message.text == "so far")
        #expect(result.reply.error?.kind == .connection)
        #expect(result.reply.error?.message == "reset by peer")
        #expect(result.waits.isEmpty)
    }

    @Test("an error inside the stream ends it, text and all")
    func errorInStream() async throws {
        let result = try await run(
            ScriptedTransport([
                .head(200, [("x-request-id", "r")]), .text("so far"),
                .event(#"{"error":{"message":"upstream broke: sk-test-1234567890","code":502}}"#), .text("more"), .hang,
            ]))
        #expect(result.reply.message.text == "so far")
        #expect(result.reply.error?.kind == .stream)
        #expect(result.reply.error?.message == "upstream broke: •••")
        #expect(result.reply.error?.code == "502")
        #expect(result.reply.error?.status == 200)
        #expect(result.reply.error?.requestID == "r")
    }

    @Test("an event named error is one, without the usual wrapper too")
    func errorEvent() async throws {
        let reply = try await run(
            ScriptedTransport([.head(200), .body("event: error\ndata: {\"message\":\"boom\"}\n\n")])
        ).reply
        #expect(reply.error?.kind == .stream)
        #expect(reply.error?.message == "boom")
        let text = try await run(ScriptedTransport([.head(200), .body("event: error\ndata: boom\n\n")])).reply
        #expect(text.error?.message == "boom")
    }

    @Test("faults before the answer are tried again, after the waits of the policy")
    func retries() async throws {
        let result = try await run(
            ScriptedTransport(
                [.head(429, [("retry-after", "3")]), .body(#"{"error":{"message":"slow down"}}"#)],
                [.fail(RunError(kind: .connection, message: "refused"))], [.head(200), .text("ok"), .finish("stop")]))
        #expect(result.waits == [3, 1])
        #expect(result.reply.message.text == "ok")
        #expect(result.reply.retries == 2)
        let because = result.events.compactMap { event -> String? in
            if case .retrying(let seconds, let error) = event { "\(seconds) \(error.message)" } else { nil }
        }
        #expect(because == ["3.0 slow down", "1.0 refused"])
    }

    @Test("after the last retry the last error stands")
    func retriesUsedUp() async throws {
        let failing: [ScriptedTransport.Step] = [.head(503), .body("busy")]
        let result = try await run(ScriptedTransport(failing, failing, failing, failing))
        #expect(result.waits == [0.5, 1])
        #expect(result.reply.error == RunError(kind: .server, status: 503, message: "busy", rawBody: "busy"))
        #expect(result.reply.retries == 2)
    }

    @Test("a wait that is too long is not slept, and the message says so")
    func longWait() async throws {
        let result = try await run(
            ScriptedTransport([.head(429, [("retry-after", "3600")]), .body(#"{"message":"slow"}"#)]))
        #expect(result.waits.isEmpty)
        #expect(
            result.reply.error?.message == "slow (the server asks to wait 3600 s (60 min), which is too long to sleep)")
    }

    @Test("a stream cut before its first event is tried again, a timeout after it is not")
    func beforeFirstEvent() async throws {
        let timeout = RunError(kind: .timeout, message: "no byte for 600 s")
        let result = try await run(
            ScriptedTransport(
                [.head(200), .body(": waiting\n\n"), .fail(timeout)], [.head(200), .text("a"), .fail(timeout)]))
        #expect(result.waits == [0.5])
        #expect(result.reply.error?.kind == .timeout)
        #expect(result.reply.message.text == "a")
    }

    @Test("plain JSON is understood though a stream was asked for, and an event stream though none was")
    func otherForm() async throws {
        let json = #"{"id":"c","model":"m","choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}]}"#
        let plain = try await run(
            ScriptedTransport([.head(200, [("content-type", "text/event-stream")]), .body("\n " + json)]))
        #expect(plain.reply.message.text == "Hi")
        #expect(plain.reply.error == nil)
        let stream = try await run(
            ScriptedTransport([
                .head(200, [("content-type", "application/json")]), .body("d"), .body("ata: "), .body(json + "\n\n"),
            ]), streams: false)
        #expect(stream.reply.message.text == "Hi")
        #expect(stream.reply.finishReason == "stop")
    }

    struct Garbage: Sendable, CustomTestStringConvertible {
        var body: String
        var says: String
        var testDescription: String { body }
    }

    @Test(
        "what is no answer is a decoding error that names it",
        arguments: [
            Garbage(body: "", says: "the server answered 200 with an empty body"),
            Garbage(body: " \n", says: "the server answered 200 with an empty body"),
            Garbage(
                body: "<!doctype html><html><title>Sign in</title></html>",
                says: "the answer is not JSON: a web page: Sign in"),
            Garbage(
                body: "{\"models\":[]}", says: "expected a completion with choices, the server sent: {\"models\":[]}"),
            Garbage(
                body: "{\"a\":1}\n{\"a\":2}\n",
                says: "the answer is not JSON: several JSON texts, one a line, begin with: {\"a\":1}"),
            Garbage(body: "{\"id\":\"c\",\"choi", says: "the answer is not JSON: {\"id\":\"c\",\"choi"),
            Garbage(body: ": ping\n\n", says: "the stream ended without an event; it began with: : ping"),
            Garbage(body: "data: hello\n\n", says: "the stream has an event that is not JSON: hello"),
            Garbage(body: "OK", says: "the answer is not JSON: OK"),
        ])
    func garbage(_ example: Garbage) async throws {
        let result = try await run(ScriptedTransport([.head(200), .body(example.body)]))
        #expect(result.reply.error?.kind == .decoding)
        #expect(result.reply.error?.message == example.says)
        #expect(result.waits.isEmpty)
    }

    @Test("an error object in a plain 200 is an error of the answer")
    func plainError() async throws {
        let reply = try await run(ScriptedTransport([.head(200), .body(#"{"error":{"message":"no","code":1}}"#)])).reply
        #expect(reply.error?.kind == .stream)
        #expect(reply.error?.message == "no")
    }

    @Test("no head at all is a fault of the connection")
    func noHead() async throws {
        let reply = try await run(ScriptedTransport([], [], [])).reply
        #expect(reply.error?.kind == .connection)
    }

    @Test("cancelling stops the transfer, keeps the text, and ends with cancelled", .timeLimit(.minutes(1)))
    func cancel() async throws {
        let transport = ScriptedTransport([.head(200), .text("so far"), .hang])
        let running = Runner(transport: transport).start(try await Running.prepared())
        var reply = Reply()
        for await batch in running.events {
            for event in batch { reply.apply(event) }
            if reply.hasContent { running.cancel() }
        }
        #expect(reply.message.text == "so far")
        #expect(reply.error?.kind == .cancelled)
        await transport.whenStopped.pass()
        #expect(transport.stopped == 1)
    }

    @Test("a refusal that is stopped half-way is stopped, not refused", .timeLimit(.minutes(1)))
    func cancelRefusal() async throws {
        let transport = ScriptedTransport([.head(400), .body("{"), .hang])
        let running = Runner(transport: transport).start(try await Running.prepared())
        var last: RunEvent?
        for await batch in running.events {
            last = batch.last
            if case .responded = batch.last { running.cancel() }
        }
        guard case .ended(let error) = last else {
            Issue.record("the run did not end")
            return
        }
        #expect(error?.kind == .cancelled)
    }

    @Test("ending the iteration stops the transfer", .timeLimit(.minutes(1)))
    func breakOff() async throws {
        let transport = ScriptedTransport([.head(200), .text("so far"), .hang])
        let prepared = try await Running.prepared()
        for await batch in Runner(transport: transport).run(prepared)
        where batch.contains(.textDelta(choice: 0, block: 1, "so far")) {
            break
        }
        await transport.whenStopped.pass()
        #expect(transport.stopped == 1)
    }

    @Test("cancelling the task that waits for a reply gives back what had arrived", .timeLimit(.minutes(1)))
    func cancelReply() async throws {
        let store = RecordingLogStore()
        let clock = TestClock()
        let transport = ScriptedTransport([.head(200), .text("so far"), .hang])
        let prepared = try await Running.prepared()
        let runner = Runner(transport: transport, logs: store, clock: clock.clock)
        let task = Task { await runner.reply(to: prepared) }
        clock.tick.yield()
        await store.waitForUpdates(1)
        task.cancel()
        let reply = await task.value
        #expect(reply.error?.kind == .cancelled)
        #expect(await store.updates.last?.state == .cancelled)
    }

    @Test("cancelling while a retry waits ends the run", .timeLimit(.minutes(1)))
    func cancelWait() async throws {
        var clock = TestClock().clock
        clock.sleep = { _ in try await Task.sleep(for: .seconds(3600)) }
        let running = Runner(transport: ScriptedTransport([.head(500)]), clock: clock).start(
            try await Running.prepared())
        var last: RunEvent?
        for await batch in running.events {
            for event in batch {
                if case .retrying = event { running.cancel() }
                last = event
            }
        }
        #expect(last == .ended(error: .cancelled))
    }
}
