import CCurl
package import RequestCore

/// Fetches an image that a message names by its URL, so that it can be shown.
///
/// The URL may come from anybody. A name that resolves to a private address is never connected to, and a redirect
/// never leads to one. An address of the person's own network is only used if the URL itself names it, because the
/// person sees the URL before pressing the key.
package struct ImageFetch: Sendable {
    /// The most bytes of an image: what the API takes.
    package static let mostBytes = 20_000_000
    private static let mostRedirects = 5

    private let transport: any Transport
    /// The longest time that a fetch may take, in seconds.
    private let patience: Double

    /// - Parameter transport: a ``CurlTransport``, or one that records.
    package init(transport: any Transport = CurlTransport(), patience: Double = 20) {
        self.transport = transport
        self.patience = patience
    }

    /// The bytes at a URL.
    package func bytes(at url: String) async throws(RunError) -> [UInt8] {
        if let problem = etude_curl_open() {
            throw Self.failure("libcurl cannot be loaded: \(String(cString: problem)); install libcurl4")
        }
        var url = url
        let end = ContinuousClock.now + .seconds(patience)
        for hop in 0...Self.mostRedirects {
            guard let endpoint = Endpoint(url: url) else { throw Self.failure("the address is no http or https URL") }
            let allows = hop == 0 && PrivateAddress.isNamed(endpoint.host)
            let request = TransportRequest(
                method: "GET", url: url,
                headers: [(name: "Accept", value: "image/*"), (name: "User-Agent", value: "etude")], body: [],
                idleTimeout: min(10, patience), connectTimeout: min(10, patience),
                reach: .stranger(allowsPrivateAddress: allows))
            switch try await timely(request, endpoint, until: end) {
            case .bytes(let bytes): return bytes
            case .redirect(let target): url = target
            }
        }
        throw Self.failure("it is redirected more than \(Self.mostRedirects) times")
    }

    private enum Answer {
        case bytes([UInt8])
        case redirect(String)
    }

    /// The answer, if all of it arrives in time.
    private func timely(
        _ request: TransportRequest, _ endpoint: Endpoint, until end: ContinuousClock.Instant
    ) async throws(RunError) -> Answer {
        let result = await withTaskGroup(of: Result<Answer, RunError>.self) { group in
            group.addTask {
                do throws(RunError) {
                    return .success(try await answer(to: request, endpoint))
                } catch {
                    return .failure(error)
                }
            }
            let late = Self.failure("\(endpoint.name) takes longer than \(Int(patience)) s")
            group.addTask {
                try? await Task.sleep(until: end)
                return .failure(late)
            }
            let first = await group.next() ?? .failure(late)
            group.cancelAll()
            return first
        }
        return try result.get()
    }

    private func answer(to request: TransportRequest, _ endpoint: Endpoint) async throws(RunError) -> Answer {
        var bytes: [UInt8] = []
        do {
            for try await event in transport.send(request) {
                switch event {
                case .head(let head):
                    if let target = try Self.redirect(head, from: request.url, endpoint) { return .redirect(target) }
                    guard head.status == 200 else { throw Self.failure("\(endpoint.name) answers \(head.status)") }
                case .body(let piece):
                    bytes += piece
                    guard bytes.count <= Self.mostBytes else {
                        throw Self.failure("\(endpoint.name) sends more than \(Self.mostBytes / 1_000_000) MB")
                    }
                }
            }
        } catch let error as RunError {
            throw Self.explained(error, request, endpoint)
        } catch {
            throw Self.failure("\(error)")
        }
        return .bytes(bytes)
    }

    private static func redirect(
        _ head: ResponseHead, from url: String, _ endpoint: Endpoint
    ) throws(RunError) -> String? {
        guard [301, 302, 303, 307, 308].contains(head.status), let location = head.header("location") else {
            return nil
        }
        guard let target = Endpoint.follow(location, from: url) else {
            throw failure("\(endpoint.name) redirects to an address that is no http or https URL")
        }
        guard !PrivateAddress.isNamed(target.endpoint.host) else {
            throw failure(
                "\(endpoint.name) redirects to \(target.endpoint.name), an address of this machine or its network")
        }
        return target.url
    }

    /// The error with the reason why a socket was refused.
    private static func explained(_ error: RunError, _ request: TransportRequest, _ endpoint: Endpoint) -> RunError {
        guard request.reach == .stranger(allowsPrivateAddress: false), error.kind == .connection,
            !error.isLasting
        else { return error }
        return failure("\(error.message); addresses of this machine and its network are not connected to")
    }

    private static func failure(_ message: String) -> RunError {
        RunError(kind: .connection, message: message, isLasting: true)
    }
}
