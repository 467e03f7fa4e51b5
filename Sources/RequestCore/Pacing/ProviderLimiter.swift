/// Starts the requests to one provider in their order, as fast as the provider allows. It is for whoever sends many.
package actor ProviderLimiter {
    private var pace: ProviderPace
    private let clock: RunClock
    /// The requests that wait to start, in their order.
    private var waiting: [(number: Int, start: CheckedContinuation<ProviderPace.Ticket?, Never>)] = []
    private var lastNumber = 0
    /// Wakes the first one after the pause.
    private var alarm: Task<Void, Never>?

    /// Creates a limiter.
    ///
    /// - Parameters:
    ///   - most: the most requests that may be under way.
    ///   - clock: tells the time and waits.
    package init(most: Int, clock: RunClock = .system) {
        pace = ProviderPace(most: most)
        self.clock = clock
    }

    /// The number of requests that may be under way now.
    package var width: Int { pace.width }
    /// The number of requests under way.
    package var underWay: Int { pace.underWay }
    /// The number of requests that wait to start.
    package var queued: Int { waiting.count }

    /// Waits until a request may start.
    ///
    /// - Returns: the value for ``leave(_:_:)`` at its end.
    /// - Throws: `CancellationError` if the task is cancelled before its turn.
    package func enter() async throws(CancellationError) -> ProviderPace.Ticket {
        lastNumber += 1
        let number = lastNumber
        let ticket = await withTaskCancellationHandler {
            await withCheckedContinuation { (start: CheckedContinuation<ProviderPace.Ticket?, Never>) in
                guard !Task.isCancelled else { return start.resume(returning: nil) }
                waiting.append((number, start))
                startNext()
            }
        } onCancel: {
            Task { await self.giveUp(number) }
        }
        guard let ticket else { throw CancellationError() }
        return ticket
    }

    /// Ends a request that has entered.
    package func leave(_ ticket: ProviderPace.Ticket, _ outcome: ProviderPace.Outcome) {
        pace.finish(ticket, outcome, at: clock.uptime())
        startNext()
    }

    private func giveUp(_ number: Int) {
        guard let place = waiting.firstIndex(where: { $0.number == number }) else { return }
        waiting.remove(at: place).start.resume(returning: nil)
    }

    private func startNext() {
        while let first = waiting.first {
            switch pace.admit(at: clock.uptime()) {
            case .started(let ticket):
                waiting.removeFirst()
                first.start.resume(returning: ticket)
            case .wait(let seconds): return setAlarm(in: seconds)
            case .full: return
            }
        }
    }

    private func setAlarm(in seconds: Double) {
        guard alarm == nil else { return }
        alarm = Task { [clock] in
            try? await clock.sleep(seconds)
            self.ring()
        }
    }

    private func ring() {
        alarm = nil
        startNext()
    }
}
