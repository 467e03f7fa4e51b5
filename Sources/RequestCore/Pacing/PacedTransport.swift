#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A transport whose requests wait for a ``ProviderLimiter`` and report to it how the provider reacted.
package struct PacedTransport: Transport {
    private let transport: any Transport
    private let limiter: ProviderLimiter
    private let clock: RunClock

    /// Creates a transport around another one.
    package init(_ transport: any Transport, limiter: ProviderLimiter, clock: RunClock = .system) {
        self.transport = transport
        self.limiter = limiter
        self.clock = clock
    }

    /// Passes the request on when its turn has come.
    package func send(_ request: TransportRequest) -> AsyncThrowingStream<TransportEvent, any Error> {
        let transfer = Transfer(request, over: self)
        return AsyncThrowingStream { try await transfer.next() }
    }

    /// One request that waits for its turn, and then for its answer.
    ///
    /// `@unchecked`, because only the closure of the one `AsyncThrowingStream` that owns it calls `next`, and that
    /// stream never calls its closure again before it has returned.
    private final class Transfer: @unchecked Sendable {
        private let request: TransportRequest
        private let paced: PacedTransport
        private var events: AsyncThrowingStream<TransportEvent, any Error>.AsyncIterator?
        private var ticket: ProviderPace.Ticket?
        private var outcome = ProviderPace.Outcome.failed

        init(_ request: TransportRequest, over paced: PacedTransport) {
            self.request = request
            self.paced = paced
        }

        deinit {
            // Nobody read to the end.
            guard let ticket else { return }
            Task { [limiter = paced.limiter, outcome] in await limiter.leave(ticket, outcome) }
        }

        func next() async throws -> TransportEvent? {
            if events == nil {
                do throws(CancellationError) {
                    ticket = try await paced.limiter.enter()
                } catch {
                    throw RunError.cancelled
                }
                events = paced.transport.send(request).makeAsyncIterator()
            }
            let event: TransportEvent?
            do {
                event = try await events?.next()
            } catch {
                await leave()
                throw error
            }
            if case .head(let head) = event { outcome = paced.outcome(head) }
            if event == nil { await leave() }
            return event
        }

        /// Before the end is reported, so that the place is free for a request that follows the end.
        private func leave() async {
            guard let ticket else { return }
            self.ticket = nil
            await paced.limiter.leave(ticket, outcome)
        }
    }

    private func outcome(_ head: ResponseHead) -> ProviderPace.Outcome {
        let asked = RetryPolicy.askedWait(head, now: clock.now().timeIntervalSince1970)
        if head.status == 429 { return .refused(retryAfter: asked) }
        // An overloaded server that says when to come back is taken at its word.
        if head.status == 503, let asked { return .refused(retryAfter: asked) }
        return (200..<300).contains(head.status) ? .answered : .failed
    }
}
