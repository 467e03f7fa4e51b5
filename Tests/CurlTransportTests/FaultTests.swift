import CurlTransport
import Glibc
import RequestCore
import TestSupport
import Testing

@Suite("Faults of network and server", .timeLimit(.minutes(1)))
struct FaultTests {
    private func expectFault(
        _ received: Received, _ words: String, kind: RunError.Kind = .connection,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(received.error?.kind == kind, sourceLocation: sourceLocation)
        #expect(
            received.error?.message.contains(words) == true, "\(received.error?.message ?? "no error")",
            sourceLocation: sourceLocation)
        #expect(received.error?.message.contains("sk-secret") != true, sourceLocation: sourceLocation)
        #expect(received.error?.status == nil, sourceLocation: sourceLocation)
    }

    @Test("a body shorter than its announced length is an error after what came")
    func shortBody() async throws {
        let server = try FaultServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            connection.close()
        }
        let received = try await receive(request(server.url()))
        #expect(received.status == 200)
        #expect(received.text == "half")
        expectFault(received, "the connection to 127.0.0.1:\(server.port) was cut in the middle of the answer")
    }

    @Test("a chunked body without its last chunk is an error after what came")
    func missingChunk() async throws {
        let server = try FaultServer { _, connection in
            connection.startChunked()
            connection.writeChunk("data: 1\n\n")
            connection.close()
        }
        let received = try await receive(request(server.url()))
        #expect(received.text == "data: 1\n\n")
        expectFault(received, "was cut in the middle of the answer")
    }

    @Test("a chunk without a length is an error")
    func badChunk() async throws {
        let server = try FaultServer { _, connection in
            connection.startChunked()
            connection.write("zz\r\nnonsense\r\n")
            connection.stallUntilClientCloses()
        }
        expectFault(try await receive(request(server.url())), "in the middle of the answer")
    }

    @Test("a body that only claims to be compressed is an error")
    func badCompression() async throws {
        let server = try FaultServer { _, connection in
            connection.respond(200, headers: [("Content-Encoding", "gzip")], body: "plain text, not packed")
        }
        expectFault(try await receive(request(server.url())), "compressed body that cannot be read")
    }

    @Test("a reset before the answer is an error")
    func reset() async throws {
        let server = try FaultServer { _, connection in connection.closeAbruptly() }
        expectFault(try await receive(request(server.url())), "127.0.0.1:\(server.port) was cut before an answer came")
    }

    @Test("a reset in the body is an error")
    func resetInBody() async throws {
        let read = Gate()
        let server = try FaultServer { _, connection in
            connection.startChunked()
            connection.writeChunk("x")
            read.block()
            connection.closeAbruptly()
        }
        var error: (any Error)?
        var text = ""
        do {
            for try await event in makeTransport().send(request(server.url())) {
                if case .body(let piece) = event {
                    text += String(decoding: piece, as: UTF8.self)
                    read.open()
                }
            }
        } catch let caught {
            error = caught
        }
        #expect(text == "x")
        #expect((error as? RunError)?.kind == .connection)
    }

    @Test("a connection closed without a word is an error")
    func nothing() async throws {
        let server = try FaultServer { _, connection in connection.close() }
        expectFault(
            try await receive(request(server.url())), "127.0.0.1:\(server.port) closed the connection without an answer"
        )
    }

    @Test(
        "an answer that is no HTTP is an error",
        arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "\u{0}\u{1}\u{2}", "HTTP/9.9 nonsense\r\n\r\n"])
    func garbage(answer: String) async throws {
        let server = try FaultServer { _, connection in
            connection.write(answer)
            connection.close()
        }
        expectFault(try await receive(request(server.url())), "127.0.0.1:\(server.port)")
    }

    @Test("headers without end are an error, not a full memory")
    func endlessHeaders() async throws {
        let server = try FaultServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\n")
            while connection.write("X-Filler: \(String(repeating: "x", count: 1000))\r\n") {}
        }
        expectFault(try await receive(request(server.url())), "127.0.0.1:\(server.port)")
    }

    @Test("a port where nobody listens is an error")
    func refused() async throws {
        let server = try FaultServer { _, _ in }
        server.stop()
        expectFault(try await receive(request(server.url())), "127.0.0.1:\(server.port) refused the connection")
    }

    @Test("a name that does not exist is an error that names it")
    func unknownName() async throws {
        expectFault(try await receive(request("https://nosuchhost.invalid/v1")), "nosuchhost.invalid")
    }

    @Test("TLS to a server that speaks none is an error")
    func noTLS() async throws {
        let server = try FaultServer { _, _ in }
        // The greeting of TLS is no complete request: the handler is never called.
        let transport = makeTransport()
        let task = Task {
            try await receive(request("https://127.0.0.1:\(server.port)/", idleTimeout: 5), over: transport)
        }
        await server.wait { $0.connections.count == 1 }
        server.record.connections[0].write("HTTP/1.1 400 Bad Request\r\n\r\n")
        expectFault(try await task.value, "no secure connection to 127.0.0.1:\(server.port)")
    }

    @Test("a CA file that was not found is an error")
    func badCAFile() async throws {
        var asked = request("https://127.0.0.1:1/")
        asked.caFile = "/nonexistent/ca.pem"
        let received = try await receive(asked)
        #expect(received.error?.kind == .connection)
    }

    @Test(
        "an address that is none, or of another protocol, is an error and names no key",
        arguments: ["", "nonsense://x", "file:///etc/passwd", "ftp://127.0.0.1/", "http://", "http://a b?sk-secret"])
    func address(url: String) async throws {
        expectFault(try await receive(request(url)), "the address is no http or https URL")
    }

    @Test("a header with a line break is not sent")
    func headerInjection() async throws {
        let server = try FaultServer { _, connection in connection.respond(200) }
        let received = try await receive(request(server.url(), headers: [("X-Key", "sk-secret\r\nX-Other: 1")]))
        expectFault(received, "the header X-Key has a character no header may have")
        #expect(server.record.connections.isEmpty)
    }

    @Test("silence before the head ends in a timeout")
    func silentHead() async throws {
        let server = try FaultServer { _, connection in connection.stallUntilClientCloses() }
        let received = try await receive(request(server.url(), idleTimeout: 0.2))
        expectFault(received, "no byte from 127.0.0.1 for 0.2 s", kind: .timeout)
        await server.wait { $0.answered == 1 }
    }

    @Test("silence within the body ends in a timeout after what came")
    func silentBody() async throws {
        let server = try FaultServer { _, connection in
            connection.startChunked()
            connection.writeChunk("x")
            connection.stallUntilClientCloses()
        }
        let received = try await receive(request(server.url(), idleTimeout: 0.2))
        #expect(received.text == "x")
        expectFault(received, "no byte from 127.0.0.1 for 0.2 s", kind: .timeout)
    }

    @Test("comments keep a stream alive for longer than the idle timeout")
    func keepAlive() async throws {
        let server = try FaultServer { _, connection in
            connection.startChunked()
            let pause = Gate()
            for _ in 0..<8 {
                connection.writeChunk(": ping\n\n")
                pause.block(milliseconds: 100)
            }
            connection.writeChunk("data: x\n\n")
            connection.endChunked()
        }
        let received = try await receive(request(server.url(), idleTimeout: 0.4))
        #expect(received.error == nil)
        #expect(received.text.hasSuffix("data: x\n\n"))
    }

    @Test("a connection that is never accepted ends in a timeout of its own")
    func connectTimeout() async throws {
        let full = try FullBacklog()
        var asked = request("http://127.0.0.1:\(full.port)/")
        asked.connectTimeout = 0.2
        expectFault(try await receive(asked), "no connection to 127.0.0.1:\(full.port) within 0.2 s", kind: .timeout)
    }
}

/// A listening socket whose queue is full, so that the system lets a further connection wait.
private final class FullBacklog {
    private(set) var port: UInt16 = 0
    private var sockets: [Int32] = []

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        sockets.append(listener)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = bind(listener, address, length)
                _ = listen(listener, 0)
                _ = getsockname(listener, address, &length)
                for _ in 0..<4 {
                    let filler = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
                    _ = connect(filler, address, length)
                    sockets.append(filler)
                }
            }
        }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit {
        sockets.forEach { close($0) }
    }
}
