/// How many requests may be under way to one provider, and from when on.
///
/// It starts at full width. A refusal for rate (429) halves the width and stops new requests for as long as the
/// server asks, or for a second that doubles with each refusal in a row. Answers widen it again, by one for each full
/// round of answers. It has no clock: the sender passes the time.
package struct ProviderPace: Sendable, Hashable {
    /// The longest pause that the pace makes by itself, in seconds.
    private static let longestPause = 60.0

    /// The most requests that may ever be under way.
    package let most: Int
    /// The number of requests that may be under way now.
    package private(set) var width: Int
    /// The number of requests under way.
    package private(set) var underWay = 0
    /// The time until which no request starts, in seconds of the caller's clock.
    package private(set) var pausedUntil = 0.0
    /// The refusals since the last answer. Several at the same moment count once.
    private var refusals = 0
    /// The answers since the width changed.
    private var answers = 0
    /// The number of times it was narrowed. A refusal of a request that was under way at that time says nothing new.
    private var narrowings = 0

    /// Creates a pace.
    ///
    /// - Parameter most: the most requests that may ever be under way, at least one.
    package init(most: Int) {
        self.most = max(1, most)
        width = self.most
    }

    /// Whether a request may start.
    package enum Admission: Sendable, Hashable {
        /// The request has started, and counts as under way until ``finish(_:_:at:)``.
        case started(Ticket)
        /// Not before this many seconds have passed.
        case wait(Double)
        /// Not before one of the requests under way has ended.
        case full
    }

    /// A request that is under way.
    package struct Ticket: Sendable, Hashable {
        fileprivate let narrowings: Int
    }

    /// The end of a request, as far as the pace is concerned.
    package enum Outcome: Sendable, Hashable {
        /// The provider accepted it.
        case answered
        /// The provider refused it for rate, and asks to wait for this many seconds, if it says so.
        case refused(retryAfter: Double?)
        /// It failed in a way that says nothing about the provider's limits.
        case failed
    }

    /// Starts a request if one may start.
    package mutating func admit(at now: Double) -> Admission {
        guard now >= pausedUntil else { return .wait(pausedUntil - now) }
        guard underWay < width else { return .full }
        underWay += 1
        return .started(Ticket(narrowings: narrowings))
    }

    /// Removes a request and learns from its end.
    package mutating func finish(_ ticket: Ticket, _ outcome: Outcome, at now: Double) {
        underWay -= 1
        switch outcome {
        case .failed: break
        case .answered:
            refusals = 0
            answers += 1
            guard answers >= width, width < most else { return }
            width += 1
            answers = 0
        case .refused(let asked):
            let isNews = ticket.narrowings == narrowings
            if isNews {
                width = max(1, width / 2)
                answers = 0
                narrowings += 1
                refusals += 1
            }
            let own = min(Self.longestPause, Double(1 << min(max(0, refusals - 1), 10)))
            let pause = asked.map { max(0, $0) } ?? (isNews ? own : 0)
            pausedUntil = max(pausedUntil, now + pause)
        }
    }
}
