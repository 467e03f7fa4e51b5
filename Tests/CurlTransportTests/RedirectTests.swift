import CurlTransport
import RequestCore
import TestSupport
import Testing

@Suite("Redirects", .timeLimit(.minutes(1)))
struct RedirectTests {
    @Test(
        "within the origin a redirect is followed with method, headers and body", arguments: [301, 302, 303, 307, 308])
    func sameOrigin(status: Int) async throws {
        let server = try FaultServer { request, connection in
            if request.path == "/old" {
                connection.respond(status, headers: [("Location", "/new?a=b")], body: "moved")
            } else {
                connection.respond(200, body: "here")
            }
        }
        let received = try await receive(request(server.url("/old"), body: "the body"))
        #expect(received.heads.map(\.status) == [200])
        #expect(received.text == "here")
        let sent = try #require(server.record.requests.last)
        #expect(sent.method == "POST")
        #expect(sent.path == "/new?a=b")
        #expect(sent.text == "the body")
        #expect(sent.header("authorization") == "Bearer sk-secret")
        #expect(server.record.connections.count == 1)
    }

    @Test("to another origin nothing is sent", arguments: [301, 302, 303, 307, 308])
    func otherOrigin(status: Int) async throws {
        let other = try FaultServer { _, connection in connection.respond(200) }
        let server = try FaultServer { _, connection in
            connection.respond(status, headers: [("Location", other.url("/take?it"))])
        }
        let received = try await receive(request(server.url()))
        #expect(received.heads.isEmpty)
        #expect(received.error?.kind == .connection)
        #expect(
            received.error?.message
                == "the server redirects to http://127.0.0.1:\(other.port); set base_url to it if you trust it")
        #expect(received.error?.isLasting == true)
        #expect(other.record.connections.isEmpty)
    }

    @Test(
        "what only looks like the same origin is another",
        arguments: [
            "https://127.0.0.1:PORT/", "//127.0.0.2:PORT/", "http://localhost:PORT/",
            "http://127.0.0.1:PORT@other.invalid/", "file:///etc/passwd", "http://[bad",
        ])
    func lookAlike(location: String) async throws {
        let server = try FaultServer { request, connection in
            let port = request.header("host")?.split(separator: ":").last.map(String.init) ?? ""
            let target = location.split(separator: "PORT", omittingEmptySubsequences: false).joined(separator: port)
            connection.respond(307, headers: [("Location", target)])
        }
        let received = try await receive(request(server.url()))
        #expect(received.heads.isEmpty)
        #expect(received.error?.kind == .connection)
        #expect(received.error?.message.contains("redirects to") == true)
        #expect(server.record.requests.count == 1)
    }

    @Test("a circle of redirects ends")
    func circle() async throws {
        let server = try FaultServer { _, connection in connection.respond(307, headers: [("Location", "/again")]) }
        let received = try await receive(request(server.url()))
        #expect(received.error?.message == "127.0.0.1:\(server.port) redirects more than 5 times")
        #expect(server.record.requests.count == 6)
    }

    @Test("a redirect with an endless body is followed")
    func endlessBody() async throws {
        let server = try FaultServer { request, connection in
            guard request.path == "/" else {
                connection.respond(200, body: "here")
                return
            }
            connection.startChunked(307, headers: [("Location", "/new")])
            let filler = [UInt8](repeating: 0x61, count: 10_000)
            while connection.writeChunk(filler) {}
        }
        #expect(try await receive(request(server.url())).text == "here")
    }

    @Test("a redirect status without a target is an answer")
    func noTarget() async throws {
        let server = try FaultServer { _, connection in connection.respond(302, body: "where?") }
        let received = try await receive(request(server.url()))
        #expect(received.status == 302)
        #expect(received.text == "where?")
    }
}
