public import RequestCore

/// Answers requests in the process, as a server would over the network: of chat completions, Responses and Messages.
///
/// The request's `url` ends in `/chat/completions`, `/responses` or `/messages` (`GET` of anything lists the one model).
/// Answers come as bytes, an event stream when the request says `stream`, so that they pass through the same decoder as a
/// server's.
///
/// ```swift
/// let transport = SimulatorTransport(pace: .reading)
/// for try await event in transport.send(request) { … }
/// ```
public struct SimulatorTransport: Transport {
    /// Waits for a time; throws when the task is cancelled.
    public typealias Sleep = @Sendable (Duration) async throws -> Void

    /// How fast answers come.
    public enum Pace: Sendable, Hashable {
        /// At once, several events in a piece.
        case none
        /// As a model writes: about 200 ms to the first token, then some 75 a second, one event in a piece.
        case reading
        /// Two seconds to the first token, then four a second.
        case slow
    }

    private let pace: Pace
    private let isDeterministic: Bool
    private let sleep: Sleep
    private let state = SimulatorState()

    /// A simulator.
    /// - Parameters:
    ///   - pace: how fast answers come.
    ///   - deterministic: the same answer, ids and times included, to the same request, with or without a `seed`.
    ///     Else answers without a seed differ from one to the next.
    ///   - sleep: how to wait; tests put their own here.
    public init(
        pace: Pace = .none, deterministic: Bool = false,
        sleep: @escaping Sleep = { try await Task.sleep(for: $0) }
    ) {
        self.pace = pace
        isDeterministic = deterministic
        self.sleep = sleep
    }

    /// Answers the request. Nothing is computed before the stream is iterated, and no further than it is iterated.
    ///
    /// The stream throws `RunError`: `cancelled`, and where a magic word of the message asks for it `connection` or `timeout`.
    public func send(_ request: TransportRequest) -> AsyncThrowingStream<TransportEvent, any Error> {
        if request.method != "GET", MessagesFace.isAsked(by: request) {
            let exchange = MessagesExchange(request, exchange: exchange)
            return AsyncThrowingStream { try await exchange.next() }
        }
        let exchange = exchange(request)
        return AsyncThrowingStream { try await exchange.next() }
    }

    private func exchange(_ request: TransportRequest) -> Exchange {
        Exchange(request, pace: pace, sleep: sleep, state: state, isDeterministic: isDeterministic)
    }
}

extension SimulatorTransport.Pace {
    var isPaced: Bool { self != .none }

    /// The time before a token; tokens differ a little, as a model's do.
    func delay(isFirst: Bool, token: Int) -> Duration {
        let jitter = (token &* 7919) % 9
        return switch self {
        case .none: .zero
        case .reading: isFirst ? .milliseconds(200) : .milliseconds(9 + jitter)
        case .slow: isFirst ? .seconds(2) : .milliseconds(246 + jitter)
        }
    }

    /// The time an answer takes that comes in one piece; at most ten seconds, nil for none.
    func wholeAnswer(tokens: Int) -> Duration? {
        switch self {
        case .none: nil
        case .reading: min(.milliseconds(200 + tokens * 13), .seconds(10))
        case .slow: min(.milliseconds(2000 + tokens * 250), .seconds(10))
        }
    }
}
