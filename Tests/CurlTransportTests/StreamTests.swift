import CurlTransport
import RequestCore
import TestSupport
import Testing

@Suite("Answers that come through", .timeLimit(.minutes(1)))
struct StreamTests {
    @Test("the head comes once and first, its names in lower case, and then the body")
    func whole() async throws {
        let server = try FaultServer { _, connection in
            connection.respond(
                200, headers: [("X-Request-ID", "Req_1"), ("Set-Cookie", "a=1"), ("SET-COOKIE", "b=2")], body: "hello")
        }
        let received = try await receive(request(server.url()))
        let head = try #require(received.heads.first)
        #expect(received.heads.count == 1)
        #expect(head.status == 200)
        #expect(head.header("x-request-id") == "Req_1")
        #expect(head.headers.filter { $0.name == "set-cookie" }.map(\.value) == ["a=1", "b=2"])
        #expect(received.text == "hello")
        #expect(received.error == nil)
    }

    @Test("method, path, headers and body go out as given, without Expect or a made-up content type")
    func outgoing() async throws {
        let server = try FaultServer { _, connection in connection.respond(200) }
        let body = String(repeating: "é\u{0}", count: 700_000)
        let headers = [(name: "User-Agent", value: "etude/1"), (name: "X-Empty", value: "")]
        _ = try await receive(request(server.url("/v1/chat?x=1"), headers: headers, body: body))
        let sent = try #require(server.record.requests.first)
        #expect(sent.method == "POST")
        #expect(sent.path == "/v1/chat?x=1")
        #expect(sent.body == Array(body.utf8))
        #expect(sent.header("authorization") == "Bearer sk-secret")
        #expect(sent.header("user-agent") == "etude/1")
        #expect(sent.header("x-empty") == "")
        #expect(sent.header("expect") == nil)
        #expect(sent.header("content-type") == nil)
        #expect(sent.header("accept-encoding")?.contains("gzip") == true)
    }

    @Test("other methods go out as given", arguments: ["GET", "DELETE", "HEAD"])
    func methods(method: String) async throws {
        let server = try FaultServer { _, connection in connection.write("HTTP/1.1 204 None\r\n\r\n") }
        let received = try await receive(request(server.url(), method: method, body: ""))
        #expect(received.status == 204)
        #expect(server.record.requests.map(\.method) == [method])
    }

    @Test("a POST without a body is sent")
    func emptyBody() async throws {
        let server = try FaultServer { _, connection in connection.respond(200) }
        #expect(try await receive(request(server.url(), body: "")).status == 200)
        #expect(server.record.requests.first?.header("content-length") == "0")
    }

    @Test("each chunk of a slow stream arrives before the next is sent")
    func slow() async throws {
        let gates = (0..<5).map { _ in Gate() }
        let server = try FaultServer { _, connection in
            connection.startChunked()
            for (number, gate) in gates.enumerated() {
                gate.block()
                connection.writeChunk("data: \(number)\n\n")
            }
            connection.endChunked()
        }
        var pieces: [String] = []
        for try await event in makeTransport().send(request(server.url())) {
            if case .body(let piece) = event {
                pieces.append(String(decoding: piece, as: UTF8.self))
            }
            if pieces.count < gates.count {
                gates[pieces.count].open()
            }
        }
        #expect(pieces == (0..<5).map { "data: \($0)\n\n" })
    }

    @Test("an answer that comes byte by byte is the same answer")
    func byteByByte() async throws {
        let server = try FaultServer { _, connection in
            connection.writeOneByOne(
                "HTTP/1.1 200 OK\r\nX-A: b\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nda\u{0}ta\r\n"
                    + "3\r\n: \n\r\n0\r\n\r\n"
            )
        }
        let received = try await receive(request(server.url()))
        #expect(received.heads.first?.header("x-a") == "b")
        #expect(received.text == "da\u{0}ta: \n")
        #expect(received.error == nil)
    }

    @Test("interim answers and trailers are no heads")
    func interim() async throws {
        let server = try FaultServer { _, connection in
            connection.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
            connection.startChunked(201)
            connection.writeChunk("x")
            connection.write("0\r\nX-Late: 1\r\n\r\n")
        }
        let received = try await receive(request(server.url()))
        #expect(received.heads.map(\.status) == [201])
        #expect(received.heads.first?.header("link") == nil)
        #expect(received.text == "x")
    }

    @Test("an error status is an answer with a body", arguments: [400, 401, 429, 500, 503])
    func errorStatus(status: Int) async throws {
        let server = try FaultServer { _, connection in
            connection.respond(status, headers: [("Retry-After", "1")], body: #"{"error":{}}"#)
        }
        let received = try await receive(request(server.url()))
        #expect(received.status == status)
        #expect(received.heads.first?.header("retry-after") == "1")
        #expect(received.text == #"{"error":{}}"#)
        #expect(received.error == nil)
    }

    @Test("a compressed body is unpacked")
    func gzip() async throws {
        let packed: [UInt8] = [
            0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8, 0x40,
            0x27, 0x01, 0xe3, 0x51, 0x3d, 0x8d, 0x17, 0x00, 0x00, 0x00,
        ]
        let server = try FaultServer { _, connection in
            connection.respond(200, headers: [("Content-Encoding", "gzip")], body: packed)
        }
        let received = try await receive(request(server.url()))
        #expect(received.text == "hello hello hello hello")
        #expect(received.error == nil)
    }

    @Test("a fast stream of many small chunks is complete and comes in few pieces")
    func joined() async throws {
        let count = 20_000
        let server = try FaultServer { _, connection in
            connection.startChunked()
            for number in 0..<count {
                connection.writeChunk("data: \(number)\n\n")
            }
            connection.endChunked()
        }
        let received = try await receive(request(server.url()))
        #expect(received.text == (0..<count).map { "data: \($0)\n\n" }.joined())
        #expect(received.pieces.allSatisfy { !$0.isEmpty && $0.count <= 64 << 10 })
        #expect(received.pieces.count < count)
    }

    @Test("a server that is faster than the reader has to wait, and its waiting is no silence")
    func slowReader() async throws {
        let size = 50 << 20
        let stalled = Gate()
        let body = [UInt8](repeating: 0x61, count: size)
        let server = try FaultServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
            let sent = connection.writeUntilStalled(body, patience: 1500)
            stalled.open()
            connection.write(body[sent...])
        }
        var total = 0
        for try await event in makeTransport().send(request(server.url(), idleTimeout: 1)) {
            switch event {
            case .head:
                await stalled.opened()
                let sent = try #require(server.record.connections.first).bytesSent
                // 1 MiB of ours, the rest in the system's socket buffers.
                #expect(sent < 20 << 20)
            case .body(let piece):
                total += piece.count
            }
        }
        #expect(total == size)
    }
}
