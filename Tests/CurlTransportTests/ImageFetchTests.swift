import Foundation
import RequestCore
import TestSupport
import Testing

@testable import CurlTransport

@Suite("Fetching remote images", .timeLimit(.minutes(1)))
struct ImageFetchTests {
    private func message(_ url: String, patience: Double = 20) async -> String? {
        do {
            _ = try await ImageFetch(transport: makeTransport(), patience: patience).bytes(at: url)
            return nil
        } catch {
            return error.message
        }
    }

    @Test("the bytes come as they are, and no key goes out")
    func plain() async throws {
        let server = try FaultServer { request, connection in
            if request.path == "/old" {
                connection.respond(302, headers: [("Location", "/sun.png")])
            } else {
                connection.respond(200, body: "bytes")
            }
        }
        let bytes = try await ImageFetch(transport: makeTransport()).bytes(at: server.url("/old"))
        #expect(bytes == Array("bytes".utf8))
        let sent = try #require(server.record.requests.last)
        #expect(sent.method == "GET" && sent.path == "/sun.png" && sent.header("authorization") == nil)
    }

    @Test("a redirect to this machine or its network is not followed")
    func redirect() async throws {
        let other = try FaultServer { _, connection in connection.respond(200, body: "secret") }
        let targets = [
            other.url("/"), "http://localhost:\(other.port)/", "http://[::1]:\(other.port)/", "http://10.0.0.1/",
        ]
        for target in targets {
            let server = try FaultServer { _, connection in connection.respond(302, headers: [("Location", target)]) }
            #expect(await message(server.url())?.contains("an address of this machine or its network") == true)
        }
        #expect(other.record.connections.isEmpty)
    }

    @Test("whatever a name resolves to, no private address is connected to where none is allowed")
    func socket() async throws {
        let server = try FaultServer { _, connection in connection.respond(200) }
        for host in ["127.0.0.1", "localhost"] {
            var asked = request("http://\(host):\(server.port)/", method: "GET", body: "")
            asked.reach = .stranger(allowsPrivateAddress: false)
            #expect(try await receive(asked).error?.kind == .connection)
        }
        #expect(server.record.connections.isEmpty)
    }

    @Test("a connection that was open already is not used for a stranger")
    func fresh() async throws {
        let server = try FaultServer { _, connection in connection.respond(200) }
        let transport = makeTransport()
        _ = try await receive(request(server.url()), over: transport)
        var asked = request(server.url(), method: "GET", body: "")
        asked.reach = .stranger(allowsPrivateAddress: false)
        #expect(try await receive(asked, over: transport).error?.kind == .connection)
        #expect(server.record.requests.count == 1)
    }

    @Test("too much, too slow, refused and endless are told")
    func limits() async throws {
        let large = try FaultServer { _, connection in
            connection.startChunked(200, headers: [])
            let filler = [UInt8](repeating: 0x61, count: 1 << 20)
            while connection.writeChunk(filler) {}
        }
        #expect(await message(large.url())?.contains("sends more than 20 MB") == true)
        let absent = try FaultServer { _, connection in connection.respond(404) }
        #expect(await message(absent.url())?.hasSuffix("answers 404") == true)
        let circle = try FaultServer { _, connection in connection.respond(302, headers: [("Location", "/")]) }
        #expect(await message(circle.url())?.contains("redirects more than 5 times") == true)
        #expect(await message("file:///etc/passwd") == "the address is no http or https URL")
        let silent = try FaultServer { _, connection in
            connection.startChunked(200, headers: [])
            while connection.writeChunk([0x61]) {}
        }
        #expect(await message(silent.url(), patience: 0.2) != nil)
        // Each header is something that came; all of them together take for ever.
        let dripping = try FaultServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\n")
            while connection.write("X-More: 1\r\n") { Thread.sleep(forTimeInterval: 0.02) }
        }
        #expect(await message(dripping.url(), patience: 0.5)?.contains("takes longer") == true)
    }

    @Test("private addresses are known in both families")
    func addresses() {
        for host in [
            "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
            "0.0.0.0", "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]",
            "[64:ff9b::a00:1]", "[2002:7f00:1::]", "[ff02::1]", "localhost", "a.localhost",
        ] {
            #expect(PrivateAddress.isNamed(host), "\(host)")
        }
        for host in ["8.8.8.8", "172.32.0.1", "100.128.0.1", "[2606:4700::1]", "[::ffff:8.8.8.8]", "example.org"] {
            #expect(!PrivateAddress.isNamed(host), "\(host)")
        }
    }
}
