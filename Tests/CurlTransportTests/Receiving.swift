import CurlTransport
import Glibc
import RequestCore

/// A transport for tests: loopback must not go through a proxy the machine may have set.
func makeTransport() -> CurlTransport {
    _ = withoutProxies
    return CurlTransport()
}

private let withoutProxies: Void = {
    for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        unsetenv(name)
    }
}()

/// A request as the client would make it, with a key.
func request(
    _ url: String, method: String = "POST", headers: [(name: String, value: String)] = [], body: String = "{}",
    idleTimeout: Double = 30
) -> TransportRequest {
    TransportRequest(
        method: method, url: url, headers: [("Authorization", "Bearer sk-secret")] + headers, body: Array(body.utf8),
        idleTimeout: idleTimeout)
}

/// Everything that came of one request.
struct Received {
    var heads: [ResponseHead] = []
    var pieces: [[UInt8]] = []
    var error: RunError?

    var status: Int? { heads.first?.status }
    var body: [UInt8] { pieces.flatMap { $0 } }
    var text: String { String(decoding: body, as: UTF8.self) }
}

func receive(_ request: TransportRequest, over transport: CurlTransport = makeTransport()) async throws -> Received {
    var received = Received()
    do {
        for try await event in transport.send(request) {
            switch event {
            case .head(let head): received.heads.append(head)
            case .body(let piece): received.pieces.append(piece)
            }
        }
    } catch let error as RunError {
        received.error = error
    }
    return received
}
