import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

@Suite struct ClientTests {
    private static let completion = ScriptedTransport.Step.body(
        #"{"id":"c1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}"#
    )

    private func client(_ transport: ScriptedTransport, timeout: Double? = nil) -> Client {
        Client(
            provider: Running.provider, transport: transport,
            config: Config(model: "m", template: [Message(.system, "Be brief.")]), timeout: timeout,
            retries: RetryPolicy(maximumRetries: 0))
    }

    private func body(_ request: TransportRequest?) throws -> JSONValue {
        try JSONValue(parsing: #require(request).body)
    }

    @Test("a question is sent after the config's messages, and its answer comes whole")
    func answer() async throws {
        let transport = ScriptedTransport([.head(200), Self.completion])
        let reply = try await client(transport).answer(asking: "Hi")
        #expect(reply.message.text == "Hello")
        #expect(reply.finishReason == "stop")
        let body = try body(transport.requests.first)
        #expect(body["model"] == "m")
        #expect(
            body["messages"]?.compact == #"[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}]"#)
        #expect(body["stream"] == nil)
    }

    @Test("the timeout of a call goes before the client's, and that before the provider's")
    func timeouts() async throws {
        let steps: [ScriptedTransport.Step] = [.head(200), Self.completion]
        let transport = ScriptedTransport(steps, steps, steps)
        _ = try await client(transport).answer(asking: "Hi")
        _ = try await client(transport, timeout: 20).answer(asking: "Hi")
        _ = try await client(transport, timeout: 20).answer(asking: [Message(.user, "Hi")], timeout: 3)
        #expect(transport.requests.map(\.idleTimeout) == [600, 20, 3])
    }

    @Test("what went wrong is thrown, typed, after the attempts that the client allows")
    func failure() async throws {
        let transport = ScriptedTransport([.head(401), .body(#"{"error":{"message":"no such key"}}"#)])
        let error = await #expect(throws: RunError.self) { try await client(transport).answer(asking: "Hi") }
        #expect(error?.kind == .authentication)
        #expect(error?.message == "no such key")
        var patient = client(ScriptedTransport([.fail(.lost)], [.head(200), Self.completion]))
        patient.retries = RetryPolicy(maximumRetries: 1)
        #expect(try await patient.answer(asking: "Hi").retries == 1)
    }

    @Test("a variable without a value is told before anything is sent, by either call")
    func unprepared() async throws {
        let transport = ScriptedTransport()
        var client = client(transport)
        client.config.template = [Message(.system, "Answer in {{language}}.")]
        let expected = RunPreparationError.missingVariables(["language"])
        await #expect(throws: expected) { try await client.answer(asking: "Hi") }
        await #expect(throws: expected) { for try await _ in client.stream(asking: "Hi") {} }
        #expect(transport.requests.isEmpty)
    }

    @Test("a stream tells its events one by one, up to the end")
    func stream() async throws {
        let transport = ScriptedTransport([.head(200), .text("Hel"), .text("lo"), .finish("stop")])
        var (events, reply): ([RunEvent], Reply) = ([], Reply())
        for try await event in client(transport, timeout: 20).stream(asking: [Message(.user, "Hi")], timeout: 3) {
            events.append(event)
            reply.apply(event)
        }
        #expect(events.first == .sent(attempt: 0))
        #expect(events.contains(.textDelta(choice: 0, block: 1, "lo")))
        #expect(events.last == .ended(error: nil))
        #expect(reply.message.text == "Hello")
        #expect(try body(transport.requests.first)["stream"] == true)
        #expect(transport.requests.first?.idleTimeout == 3)
    }

    @Test("a stream that breaks off throws after its last event, and the reply keeps what came")
    func brokenStream() async throws {
        let transport = ScriptedTransport([.head(200), .text("Hel"), .fail(.lost)])
        var reply = Reply()
        let error = await #expect(throws: RunError.self) {
            for try await event in client(transport).stream(asking: "Hi") { reply.apply(event) }
        }
        #expect(error?.kind == .connection)
        #expect(reply.message.text == "Hel")
        #expect(reply.error == error)
        #expect(reply.isEnded)
    }

    @Test("leaving a stream stops the transfer", .timeLimit(.minutes(1)))
    func leaving() async throws {
        let transport = ScriptedTransport([.head(200), .text("so far"), .hang])
        for try await event in client(transport).stream(asking: "Hi")
        where event == .textDelta(choice: 0, block: 1, "so far") {
            break
        }
        await transport.whenStopped.pass()
        #expect(transport.stopped == 1)
    }

    @Test("cancelling the task that reads a stream throws that it was cancelled", .timeLimit(.minutes(1)))
    func cancellingStream() async throws {
        let (begun, transport) = (ScriptedTransport.Gate(), ScriptedTransport([.head(200), .text("so far"), .hang]))
        let client = client(transport)
        let task = Task {
            for try await event in client.stream(asking: "Hi") where event == .textDelta(choice: 0, block: 1, "so far")
            {
                begun.open()
            }
        }
        await begun.pass()
        task.cancel()
        // It has the status with it, if the head had come by then.
        let error = await #expect(throws: RunError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        await transport.whenStopped.pass()
        #expect(transport.stopped == 1)
    }

    @Test("a stream is sent when it is read, and anew each time")
    func again() async throws {
        let steps: [ScriptedTransport.Step] = [.head(200), .text("Hello"), .finish("stop")]
        let transport = ScriptedTransport(steps, steps)
        let events = client(transport).stream(asking: "Hi")
        #expect(transport.requests.isEmpty)
        for count in 1...2 {
            var last: RunEvent?
            for try await event in events { last = event }
            #expect(last == .ended(error: nil))
            #expect(transport.requests.count == count)
        }
    }

    @Test("cancelling the task that waits for an answer throws that it was cancelled", .timeLimit(.minutes(1)))
    func cancelling() async throws {
        let (begun, transport) = (ScriptedTransport.Gate(), ScriptedTransport([.head(200), .hang]))
        let client = client(transport)
        let task = Task {
            begun.open()
            return try await client.answer(asking: "Hi")
        }
        await begun.pass()
        task.cancel()
        // As above: the head may have come by then, or not.
        let error = await #expect(throws: RunError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
    }

    @Test("a key is taken without the white space that a file leaves at its ends; an empty one is none")
    func key() {
        let provider = Provider.openAI(key: " sk-1234\n")
        #expect(provider.key?.revealed == "sk-1234")
        #expect(provider.baseURL == "https://api.openai.com/v1")
        let own = Provider.openAI(key: "\n", baseURL: "http://127.0.0.1:1/v1")
        #expect(own.key == nil)
        #expect(own.baseURL == "http://127.0.0.1:1/v1")
    }
}

extension RunError {
    fileprivate static let lost = RunError(kind: .connection, message: "the connection was lost")
}
