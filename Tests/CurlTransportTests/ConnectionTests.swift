import CurlTransport
import Glibc
import RequestCore
import TestSupport
import Testing

@Suite("Connections: kept, shared, closed", .timeLimit(.minutes(1)))
struct ConnectionTests {
    /// A server that answers with one chunk and then waits.
    private func hangingServer() throws -> FaultServer {
        try FaultServer { _, connection in
            connection.startChunked()
            connection.writeChunk("x")
            connection.stallUntilClientCloses()
        }
    }

    private func waitForClose(_ server: FaultServer) async {
        await server.wait { $0.answered == 1 }
        #expect(server.record.connections.first?.closedByClient.isOpen == true)
    }

    @Test("an answer that is over before its last bytes have come leaves a connection that the next one uses")
    func lateEnd() async throws {
        let seen = Gate()
        let server = try FaultServer { _, connection in
            connection.startChunked()
            connection.writeChunk(
                #"data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}"#
                    + "\n\ndata: [DONE]\n\n")
            seen.block()
            connection.endChunked()
        }
        let client = Client(provider: .openAI(key: "k", baseURL: server.url("/v1")), transport: makeTransport())
        for try await event in client.stream(asking: "Hi") {
            if case .finished = event { seen.open() }
        }
        for try await _ in client.stream(asking: "Hi") {}
        #expect(server.record.connections.count == 1 && server.record.requests.count == 2)
    }

    @Test("an answer that is over is not waited for any longer than a moment")
    func noEnd() async throws {
        let server = try FaultServer { _, connection in
            connection.startChunked()
            connection.writeChunk("data: [DONE]\n\n")
            connection.stallUntilClientCloses()
        }
        let client = Client(
            provider: .openAI(key: "k", baseURL: server.url("/v1")), transport: makeTransport(),
            retries: RetryPolicy(maximumRetries: 0))
        _ = try? await client.answer(asking: "Hi")
        await waitForClose(server)
    }

    @Test("nothing happens before the stream is awaited")
    func lazy() async throws {
        let server = try FaultServer { _, connection in connection.respond(200) }
        let transport = makeTransport()
        let unread = transport.send(request(server.url("/unread")))
        _ = try await receive(request(server.url("/read")), over: transport)
        #expect(server.record.requests.map(\.path) == ["/read"])
        _ = unread
    }

    @Test("a cancelled task that waits gets `cancelled`, and the server sees the end")
    func cancelWaiting() async throws {
        let server = try hangingServer()
        let read = Gate()
        let task = Task {
            var error: RunError?
            do {
                for try await event in makeTransport().send(request(server.url())) {
                    if case .body = event {
                        read.open()
                    }
                }
            } catch let caught as RunError {
                error = caught
            }
            return error
        }
        await read.opened()
        // The reader may be on its way to the wait: then its stream ends without an error.
        task.cancel()
        let error = try await task.value
        #expect(error == nil || error?.kind == .cancelled)
        await waitForClose(server)
    }

    @Test("a task cancelled while it waits for the head gets `cancelled`, and the server sees the end")
    func cancelBeforeHead() async throws {
        let server = try FaultServer { _, connection in connection.stallUntilClientCloses() }
        let task = Task { try await receive(request(server.url())) }
        await server.wait { $0.requests.count == 1 }
        task.cancel()
        let received = try await task.value
        #expect(received.error?.kind == .cancelled)
        await waitForClose(server)
    }

    @Test("a cancelled transfer that was held back for its slow reader is closed")
    func cancelPaused() async throws {
        let stalled = Gate()
        let server = try FaultServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(64 << 20)\r\n\r\n")
            _ = connection.writeUntilStalled([UInt8](repeating: 0, count: 64 << 20))
            stalled.open()
            connection.stallUntilClientCloses()
        }
        let task = Task {
            for try await _ in makeTransport().send(request(server.url())) {
                await stalled.opened()
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        _ = await task.result
        await waitForClose(server)
    }

    @Test("leaving the loop early closes the connection")
    func breakOff() async throws {
        let server = try hangingServer()
        let transport = makeTransport()
        for try await event in transport.send(request(server.url())) {
            if case .body = event {
                break
            }
        }
        await waitForClose(server)
        _ = transport
    }

    @Test("a stream outlives its transport")
    func letGo() async throws {
        let server = try FaultServer { _, connection in connection.respond(200, body: "x") }
        let stream = makeTransport().send(request(server.url()))
        var count = 0
        for try await _ in stream {
            count += 1
        }
        #expect(count == 2)
    }

    @Test("runs one after another share a connection")
    func reuse() async throws {
        let server = try FaultServer { _, connection in connection.respond(200, body: "x") }
        let transport = makeTransport()
        for _ in 0..<5 {
            #expect(try await receive(request(server.url()), over: transport).text == "x")
        }
        #expect(server.record.requests.count == 5)
        #expect(server.record.connections.count == 1)
    }

    @Test("a kept connection that the server closed meanwhile costs no run")
    func stale() async throws {
        let server = try FaultServer { _, connection in
            connection.respond(200, body: "x")
            connection.close()
        }
        let transport = makeTransport()
        for _ in 0..<3 {
            let received = try await receive(request(server.url()), over: transport)
            #expect(received.text == "x")
            #expect(received.error == nil)
        }
        #expect(server.record.connections.count == 3)
    }

    @Test("32 runs stream at once")
    func many() async throws {
        let count = 32
        let all = Gate()
        let server = try FaultServer { request, connection in
            connection.startChunked()
            all.block()
            for number in 0..<100 {
                connection.writeChunk("\(request.text):\(number)\n")
            }
            connection.endChunked()
        }
        let transport = makeTransport()
        try await withThrowingTaskGroup(of: (Int, Received).self) { group in
            for number in 0..<count {
                group.addTask { (number, try await receive(request(server.url(), body: "\(number)"), over: transport)) }
            }
            await server.wait { $0.requests.count == count }
            all.open()
            for try await (number, received) in group {
                #expect(received.error == nil)
                #expect(received.text == (0..<100).map { "\(number):\($0)\n" }.joined())
            }
        }
    }

    @Test("runs started and cancelled in a storm leave the transport working")
    func storm() async throws {
        let server = try FaultServer { request, connection in
            if request.text == "stall" {
                connection.startChunked()
                connection.stallUntilClientCloses()
            } else {
                connection.respond(200, body: "x")
            }
        }
        let transport = makeTransport()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let body = number.isMultiple(of: 2) ? "stall" : "answer"
                    let task = Task { try await receive(request(server.url(), body: body), over: transport) }
                    for _ in 0..<(number % 7) {
                        await Task.yield()
                    }
                    task.cancel()
                    _ = await task.result
                }
            }
        }
        #expect(try await receive(request(server.url()), over: transport).text == "x")
    }

    @Test("a server on this machine is never reached through a proxy", arguments: ["127.0.0.1", "localhost"])
    func loopback(_ host: String) async throws {
        let server = try FaultServer { _, connection in connection.respond(200, body: "own") }
        let transport = makeTransport()
        setenv("http_proxy", "http://127.0.0.1:1", 1)
        defer { unsetenv("http_proxy") }
        #expect(try await receive(request("http://\(host):\(server.port)/"), over: transport).text == "own")
        let elsewhere = try await receive(request("http://192.0.2.1/"), over: transport)
        #expect(elsewhere.error?.message.contains("the proxy 127.0.0.1:1") == true)
    }
}
