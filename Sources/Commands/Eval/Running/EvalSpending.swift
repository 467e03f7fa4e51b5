import Synchronization

/// What an evaluation has cost so far, judges included.
final class EvalSpending: Sendable {
    private let limit: Double?
    private let spent = Mutex(0.0)

    /// - Parameter limit: US dollars; nil for none.
    init(limit: Double?) { self.limit = limit }

    /// US dollars, as far as they are known.
    var dollars: Double { spent.withLock(\.self) }

    /// Whether there is a limit.
    var isLimited: Bool { limit != nil }

    /// Whether the limit is reached.
    var isOver: Bool { limit.map { dollars >= $0 } ?? false }

    /// Counts what something cost.
    func add(_ dollars: Double?) {
        guard let dollars else { return }
        spent.withLock { $0 += dollars }
    }
}
