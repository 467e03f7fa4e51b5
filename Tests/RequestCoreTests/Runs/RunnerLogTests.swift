import JSON
import Prompts
import RequestCore
import Synchronization
import TestSupport
import Testing

@Suite struct RunnerLogTests {
    @Test(
        "the record is there before the request is sent, follows the stream and is complete at the end",
        .timeLimit(.minutes(1)))
    func life() async throws {
        let store = RecordingLogStore()
        let clock = TestClock()
        let gate = ScriptedTransport.Gate()
        let transport = ScriptedTransport([
            .head(200), .text("so"), .gate(gate),
            .event(
                #"{"choices":[{"index":0,"delta":{"content":" far"},"logprobs":{"content":[1]}}],"system_fingerprint":"fp"}"#
            ),
            .event(#"{"choices":[],"usage":{"prompt_tokens":1000000,"completion_tokens":2000000}}"#), .finish("stop"),
        ])
        let prepared = try await Running.prepared()
        let running = Runner(transport: transport, logs: store, clock: clock.clock).start(prepared)
        var sawInsertFirst = false
        var lastAtEnd: LogRecord?
        for await batch in running.events {
            if batch.contains(.sent(attempt: 0)) { sawInsertFirst = await store.inserted.count == 1 }
            if batch.contains(.textDelta(choice: 0, block: 1, "so")) {
                clock.tick.yield()
                await store.waitForUpdates(1)
                gate.open()
            }
            if batch.contains(.ended(error: nil)) { lastAtEnd = await store.updates.last }
        }
        #expect(sawInsertFirst)
        let inserted = try #require(await store.inserted.first)
        #expect(inserted.id == prepared.id)
        #expect(inserted.state == .running)
        #expect(inserted.prompt == "harbours")
        #expect(inserted.version == prepared.versionID)
        #expect(inserted.request == prepared.logRequest)
        let halfway = try #require(await store.updates.first)
        #expect(halfway.state == .running)
        #expect(halfway.reply.message.text == "so")
        let last = try #require(lastAtEnd)
        #expect(last.state == .finished)
        #expect(last.reply.isEnded)
        #expect(last.cost == 22.5)
        #expect(try #require(last.timing.firstTokenMS) > 0)
        #expect(last.timing.totalMS > last.timing.firstTokenMS ?? 0)
        #expect(
            last.response?.compact
                == #"{"id":"c1","object":"chat.completion","created":1795171321,"model":"gpt-4o-2024-08-06","choices":[{"index":0,"message":{"role":"assistant","content":"so far","refusal":null},"logprobs":{"content":[1]},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000000,"completion_tokens":2000000},"system_fingerprint":"fp"}"#
        )
    }

    @Test(
        "an answer costs what the tier costs that has answered",
        arguments: [
            (nil, 0.01125), ("default", 0.01125), ("standard", 0.01125), ("auto", 0.01125), ("flex", 0.005625),
            ("priority", 0.0225), ("scale", nil),
        ] as [(String?, Double?)])
    func tier(_ tier: String?, _ cost: Double?) async throws {
        let said = tier.map { #""service_tier":"\#($0)","# } ?? ""
        let usage = #""usage":{"prompt_tokens":1000,"completion_tokens":1000}"#
        let chat =
            #"{"id":"c","model":"gpt-5",\#(said)"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}],\#(usage)}"#
        let chunk =
            #"{"id":"c","model":"gpt-5",\#(said)"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}],\#(usage)}"#
        let event = ("Content-Type", "text/event-stream")
        for (streams, transport) in [
            (false, ScriptedTransport([.head(200), .body(chat)])),
            (true, ScriptedTransport([.head(200, [event]), .body("data: \(chunk)\n\ndata: [DONE]\n\n")])),
        ] {
            let store = RecordingLogStore()
            let runner = Runner(transport: transport, logs: store)
            _ = await runner.reply(to: try await Running.prepared(streams: streams, model: "gpt-5"))
            #expect(await store.updates.last?.cost == cost)
        }
    }

    @Test(
        "so does an answer of the other dialects",
        arguments: [
            (
                DialectID.responses, "gpt-5",
                #"{"id":"r","object":"response","status":"completed","model":"gpt-5","service_tier":"flex","output":[],"usage":{"input_tokens":1000,"output_tokens":1000}}"#,
                0.005625
            ),
            (
                .messages, "claude-sonnet-4-6",
                #"{"id":"m","type":"message","role":"assistant","model":"claude-sonnet-4-6","content":[],"stop_reason":"end_turn","usage":{"input_tokens":1000,"output_tokens":1000,"service_tier":"standard","speed":"standard"}}"#,
                0.018
            ),
            (
                .messages, "claude-sonnet-4-6",
                #"{"id":"m","type":"message","role":"assistant","model":"claude-sonnet-4-6","content":[],"stop_reason":"end_turn","usage":{"input_tokens":1000,"output_tokens":1000,"service_tier":"priority"}}"#,
                nil
            ),
            (
                .messages, "claude-sonnet-4-6",
                #"{"id":"m","type":"message","role":"assistant","model":"claude-sonnet-4-6","content":[],"stop_reason":"end_turn","usage":{"input_tokens":1000,"output_tokens":1000,"service_tier":"standard","speed":"fast"}}"#,
                nil
            ),
        ] as [(DialectID, String, String, Double?)])
    func tierOfOthers(_ dialect: DialectID, _ model: String, _ body: String, _ cost: Double?) async throws {
        var provider = Running.provider
        provider.dialect = dialect
        let store = RecordingLogStore()
        let runner = Runner(transport: ScriptedTransport([.head(200), .body(body)]), logs: store)
        _ = await runner.reply(to: try await Running.prepared(streams: false, provider: provider, model: model))
        #expect(await store.updates.last?.cost == cost)
    }

    @Test("a plain answer is logged exactly as it came, without a first token's time")
    func plain() async throws {
        let store = RecordingLogStore()
        let body =
            #"{"id":"c","created":1.50,"x":{"b":1,"a":2},"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}]}"#
        let runner = Runner(transport: ScriptedTransport([.head(200), .body(body)]), logs: store)
        _ = await runner.reply(to: try await Running.prepared(streams: false))
        let last = try #require(await store.updates.last)
        #expect(last.response?.compact == body)
        #expect(last.timing.firstTokenMS == nil)
        #expect(last.cost == nil)
    }

    @Test("a failed run is logged with its error and retries")
    func failed() async throws {
        let store = RecordingLogStore()
        let clock = TestClock()
        let failing: [ScriptedTransport.Step] = [.head(500), .body("broken")]
        let runner = Runner(transport: ScriptedTransport(failing, failing, failing), logs: store, clock: clock.clock)
        _ = await runner.reply(to: try await Running.prepared())
        let last = try #require(await store.updates.last)
        #expect(last.state == .failed)
        #expect(last.reply.error?.message == "broken")
        #expect(last.timing.retries == 2)
        #expect(last.response == nil)
    }

    @Test("a cancelled run is logged with what had arrived, from a task that is not cancelled", .timeLimit(.minutes(1)))
    func cancelled() async throws {
        let store = RecordingLogStore()
        let clock = TestClock()
        let running = Runner(
            transport: ScriptedTransport([.head(200), .text("so far"), .hang]), logs: store, clock: clock.clock
        ).start(try await Running.prepared())
        for await batch in running.events where batch.contains(.textDelta(choice: 0, block: 1, "so far")) {
            running.cancel()
        }
        await running.waitUntilOver()
        let last = try #require(await store.updates.last)
        #expect(last.state == .cancelled)
        #expect(last.reply.message.text == "so far")
        #expect(last.response?["choices"]?[0]?["message"]?["content"] == "so far")
        #expect(await store.sawCancelledTask == false)
    }

    @Test("a store that fails does not break the run, and is reported")
    func failingStore() async throws {
        let failures = Mutex(0)
        let runner = Runner(
            transport: ScriptedTransport([.head(200), .text("ok"), .finish("stop")]),
            logs: RecordingLogStore(fails: true),
            onLogFailure: { _ in failures.withLock { $0 += 1 } })
        let reply = await runner.reply(to: try await Running.prepared())
        #expect(reply.message.text == "ok")
        #expect(reply.error == nil)
        #expect(failures.withLock { $0 } == 1)
    }

    @Test("a record that could not be written at the beginning is written at the end, and nothing is reported")
    func lateStore() async throws {
        let store = RecordingLogStore(failsFirst: true)
        let failures = Mutex(0)
        let runner = Runner(
            transport: ScriptedTransport([.head(200), .text("ok"), .finish("stop")]), logs: store,
            onLogFailure: { _ in failures.withLock { $0 += 1 } })
        _ = await runner.reply(to: try await Running.prepared())
        #expect(await store.inserted.isEmpty)
        #expect(await store.updates.last?.reply.message.text == "ok")
        #expect(failures.withLock { $0 } == 0)
    }

    @Test("the key is in no record")
    func key() async throws {
        let store = RecordingLogStore()
        var provider = Running.provider
        provider.headers = [HTTPHeader(name: "X-Api-Key", value: "another-secret-value")]
        let body = #"{"error":{"message":"bad key sk-test-1234567890 or another-secret-value"}}"#
        let runner = Runner(transport: ScriptedTransport([.head(401), .body(body)]), logs: store)
        _ = await runner.reply(to: try await Running.prepared(provider: provider))
        let last = try #require(await store.updates.last)
        #expect(last.reply.error?.message == "bad key ••• or •••")
        var text = ""
        dump(last, to: &text)
        #expect(!text.contains("1234567890"))
        #expect(!text.contains("another-secret"))
    }

    @Test("the simulator costs nothing that is known")
    func simulator() async throws {
        let store = RecordingLogStore()
        let answer =
            #"{"model":"gpt-4o","choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1}}"#
        let runner = Runner(transport: ScriptedTransport([.head(200), .body(answer)]), logs: store)
        _ = await runner.reply(to: try await Running.prepared(provider: .simulator))
        #expect(await store.updates.last?.cost == nil)
    }
}
