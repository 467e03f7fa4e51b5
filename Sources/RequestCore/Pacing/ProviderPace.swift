/// How many requests may be under way to one provider, and from when on.
///
/// It starts at full width. A refusal for rate (429) halves the width and stops new requests for as long as the server
/// asks, or for a second that doubles with each refusal in a row. Answers widen it again, by one for each round of answers
/// that fills it. A value without a clock: whoever sends tells it the time.
package struct ProviderPace: Sendable, Hashable {
    /// The longest pause that the pace makes by itself, in seconds.
    private static let longestPause = 60.0

    /// How many requests may ever be under way.
    package let most: Int
    /// How many requests may be under way now.
    package private(set) var width: Int
    /// How many are.
    package private(set) var underWay = 0
    /// Until when none is started, in seconds of the caller's clock.
    package private(set) var pausedUntil = 0.0
    /// Refusals since the last answer, of which those of one moment count once.
    private var refusals = 0
    /// Answers since the width changed.
    private var answers = 0
    /// How often it was narrowed: what was under way then says nothing new by being refused, too.
    private var narrowings = 0

    /// Creates a pace.
    ///
    /// - Parameter most: how many requests may ever be under way, at least one.
    package init(most: Int) {
        self.most = max(1, most)
        width = self.most
    }

    /// Whether a request may start.
    package enum Admission: Sendable, Hashable {
        /// It has started, and counts as under way until ``finish(_:_:at:)``.
        case started(Ticket)
        /// Not before so many seconds have passed.
        case wait(Double)
        /// Not before one of those under way is over.
        case full
    }

    /// A request that is under way.
    package struct Ticket: Sendable, Hashable {
        fileprivate let narrowings: Int
    }

    /// How a request ended, as far as the pace is concerned.
    package enum Outcome: Sendable, Hashable {
        /// The provider took it.
        case answered
        /// The provider refused it for rate; how many seconds it asks to wait, if it does.
        case refused(retryAfter: Double?)
        /// It came to nothing, which says nothing of the provider's limits.
        case failed
    }

    /// Starts a request if one may start.
    package mutating func admit(at now: Double) -> Admission {
        guard now >= pausedUntil else { return .wait(pausedUntil - now) }
        guard underWay < width else { return .full }
        underWay += 1
        return .started(Ticket(narrowings: narrowings))
    }

    /// Takes a request off, and learns from its end.
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
