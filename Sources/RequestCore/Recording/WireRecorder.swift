import Prompts
internal import Synchronization

/// Passes requests on to a transport and records everything in both directions, with keys masked.
///
/// One recorder serves one run: each request that it sends is one attempt.
package struct WireRecorder: Transport {
    /// What all attempts of a run share.
    private final class Run: Sendable {
        let attempts = Mutex(0)
        let start = Mutex<Double?>(nil)

        func begin(now: Double) -> Int {
            start.withLock { $0 = $0 ?? now }
            return attempts.withLock { count in
                count += 1
                return count - 1
            }
        }
    }

    private let transport: any Transport
    private let provider: Provider
    private let uptime: @Sendable () -> Double
    private let tell: @Sendable (WireEntry) -> Void
    private let run = Run()

    /// - Parameters:
    ///   - provider: its key and its secret headers are masked.
    ///   - uptime: seconds that only grow.
    ///   - tell: receives each entry once, in order. It should be quick, because the answer waits for it.
    package init(
        _ transport: any Transport, provider: Provider,
        uptime: @escaping @Sendable () -> Double = RunClock.system.uptime,
        tell: @escaping @Sendable (WireEntry) -> Void
    ) {
        self.transport = transport
        self.provider = provider
        self.uptime = uptime
        self.tell = tell
    }

    /// Passes the request on and records it.
    package func send(_ request: TransportRequest) -> AsyncThrowingStream<TransportEvent, any Error> {
        // A key that was renewed after a refusal is known from the request alone.
        let own = Provider.secrets(in: request.headers.map { HTTPHeader(name: $0.name, value: $0.value) })
        let attempt = Attempt(number: run.begin(now: uptime()), secrets: provider.secrets + own, recorder: self)
        attempt.sent(request)
        let source = Source(transport.send(request).makeAsyncIterator())
        return AsyncThrowingStream {
            do {
                let event = try await source.next()
                if event == nil, Task.isCancelled { attempt.end(.closed) } else { attempt.received(event) }
                return event
            } catch {
                attempt.failed(error)
                throw error
            }
        }
    }

    /// Passes on the events of one stream, one at a time.
    ///
    /// `@unchecked`, because only the closure of the one `AsyncThrowingStream` that owns it calls `next`, and that
    /// stream never calls its closure again before it has returned.
    private final class Source: @unchecked Sendable {
        private var iterator: AsyncThrowingStream<TransportEvent, any Error>.AsyncIterator

        init(_ iterator: AsyncThrowingStream<TransportEvent, any Error>.AsyncIterator) {
            self.iterator = iterator
        }

        func next() async throws -> TransportEvent? { try await iterator.next() }
    }

    /// One request and its answer. It records its end even if nobody reads on.
    private final class Attempt: Sendable {
        private struct State {
            var mask: WireMask
            /// The body of an HTTP error, which is recorded in one piece.
            var refusal: [UInt8]?
            var hasEnded = false
        }

        private let number: Int
        private let recorder: WireRecorder
        private let secrets: [Secret]
        private let state: Mutex<State>

        init(number: Int, secrets: [Secret], recorder: WireRecorder) {
            self.number = number
            self.recorder = recorder
            self.secrets = secrets
            state = Mutex(State(mask: WireMask(secrets)))
        }

        deinit { end(.closed) }

        func sent(_ request: TransportRequest) {
            let mask = state.withLock(\.mask)
            let headers = request.headers.map { header in
                HTTPHeader(name: header.name, value: SecretMask.mask(header.value, secrets))
            }
            let url = SecretMask.mask(request.url, secrets)
            tell(
                .request(
                    WireRequest(
                        method: request.method, url: url, headers: headers, body: mask.covering(request.body))))
        }

        func received(_ event: TransportEvent?) {
            switch event {
            case .head(var head):
                if !(200..<300).contains(head.status) { state.withLock { $0.refusal = [] } }
                head.headers = head.headers.map {
                    HTTPHeader(name: $0.name, value: SecretMask.mask($0.value, secrets))
                }
                tell(.head(head))
            case .body(let bytes):
                let now = elapsed
                let pieces: [WireMask.Piece] = state.withLock { state in
                    guard state.refusal == nil else {
                        state.refusal? += bytes
                        return []
                    }
                    return state.mask.take(bytes, atMS: now)
                }
                for piece in pieces { tell(.body(piece.bytes), atMS: piece.atMS) }
            case nil: end(.complete)
            }
        }

        func failed(_ error: any Error) {
            let known = error as? RunError ?? (error is CancellationError ? .cancelled : nil)
            let fault = SecretMask.mask(known ?? RunError(kind: .connection, message: "\(error)"), secrets)
            end(fault.kind == .cancelled ? .closed : .failed(fault.kind, fault.message))
        }

        func end(_ end: WireEnd) {
            let rest: (pieces: [WireMask.Piece], refusal: [UInt8]?)? = state.withLock { state in
                guard !state.hasEnded else { return nil }
                state.hasEnded = true
                return (state.mask.finish(), state.refusal)
            }
            guard let rest else { return }
            for piece in rest.pieces { tell(.body(piece.bytes), atMS: piece.atMS) }
            if let refusal = rest.refusal, !refusal.isEmpty { tell(.body(masked(refusal))) }
            tell(.end(end))
        }

        /// Masks the body, because servers quote a wrong key, shortened in ways of their own.
        private func masked(_ refusal: [UInt8]) -> [UInt8] {
            guard let text = String(validating: refusal, as: UTF8.self) else {
                return state.withLock(\.mask).covering(refusal)
            }
            return Array(SecretMask.mask(text, secrets).utf8)
        }

        private var elapsed: Double {
            let now = recorder.uptime()
            return (now - (recorder.run.start.withLock { $0 } ?? now)) * 1000
        }

        private func tell(_ content: WireEntry.Content, atMS: Double? = nil) {
            recorder.tell(WireEntry(attempt: number, atMS: atMS ?? elapsed, content))
        }
    }
}
