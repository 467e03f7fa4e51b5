import Foundation
import RequestCore
import Synchronization
import TestSupport
import Testing

/// A clock that stands still until a test moves it.
private final class FakeClock: Sendable {
    private struct State {
        var now = 0.0
        var sleepers: [(until: Double, gate: Gate)] = []
    }

    private let state = Mutex(State())
    private let slept = Mutex<[Double]>([])

    var clock: RunClock {
        RunClock(
            now: { [self] in Date(timeIntervalSince1970: state.withLock { $0.now }) },
            uptime: { [self] in state.withLock { $0.now } },
            sleep: { [self] seconds in
                let gate = Gate()
                state.withLock { $0.sleepers.append(($0.now + seconds, gate)) }
                // Last, because a test moves the clock as soon as it sees it.
                slept.withLock { $0.append(seconds) }
                await gate.opened()
            }, random: { 0 }, logPause: {})
    }

    /// How long was slept, in order.
    var sleeps: [Double] { slept.withLock { $0 } }

    func advance(by seconds: Double) {
        let due = state.withLock { state in
            state.now += seconds
            let due = state.sleepers.filter { $0.until <= state.now }
            state.sleepers.removeAll { $0.until <= state.now }
            return due
        }
        for sleeper in due { sleeper.gate.open() }
    }
}

/// The numbers of those who were let in, in order.
private final class Order: Sendable {
    private let state = Mutex<[Int]>([])
    var numbers: [Int] { state.withLock { $0 } }
    func append(_ number: Int) { state.withLock { $0.append(number) } }
}

@Suite("A limiter lets requests start", .timeLimit(.minutes(1)))
struct ProviderLimiterTests {
    private let time = FakeClock()

    private func until(_ isSo: () async -> Bool) async {
        while await !isSo(), !Task.isCancelled { await Task.yield() }
    }

    private static let request = TransportRequest(url: "http://x", headers: [], body: [])

    @Test("in the order they came, as many as may be under way")
    func order() async throws {
        let limiter = ProviderLimiter(most: 1, clock: time.clock)
        let order = Order()
        let first = try await limiter.enter()
        var tasks: [Task<Void, any Error>] = []
        for number in 1...3 {
            tasks.append(
                Task {
                    let ticket = try await limiter.enter()
                    order.append(number)
                    await limiter.leave(ticket, .answered)
                })
            await until { await limiter.queued == number }
        }
        #expect(order.numbers.isEmpty)
        await limiter.leave(first, .answered)
        for task in tasks { try await task.value }
        #expect(order.numbers == [1, 2, 3])
    }

    @Test("after a pause that the server asked for, and not before")
    func pause() async throws {
        let limiter = ProviderLimiter(most: 2, clock: time.clock)
        await limiter.leave(try await limiter.enter(), .refused(retryAfter: 30))
        let waiting = Task { try await limiter.enter() }
        await until { time.sleeps == [30] }
        time.advance(by: 29)
        #expect(await limiter.queued == 1)
        time.advance(by: 1)
        await limiter.leave(try await waiting.value, .answered)
        #expect(await limiter.underWay == 0)
    }

    @Test("unless they are cancelled: then the next one has their turn")
    func cancelled() async throws {
        let limiter = ProviderLimiter(most: 1, clock: time.clock)
        let first = try await limiter.enter()
        let given = Task { try await limiter.enter() }
        await until { await limiter.queued == 1 }
        let next = Task { try await limiter.enter() }
        await until { await limiter.queued == 2 }
        given.cancel()
        await #expect(throws: CancellationError.self) { try await given.value }
        await limiter.leave(first, .answered)
        _ = try await next.value
        #expect(await limiter.underWay == 1)
    }

    @Test("a transport under a limiter slows down when it is refused, and frees its place however it ends")
    func transport() async throws {
        let scripted = ScriptedTransport(
            [.head(429, [("retry-after", "7")]), .body("{}")], [.fail(RunError(kind: .connection, message: "gone"))],
            [.head(200), .hang], [.head(200), .body("x")])
        let limiter = ProviderLimiter(most: 4, clock: time.clock)
        let transport = PacedTransport(scripted, limiter: limiter, clock: time.clock)
        for try await _ in transport.send(Self.request) {}
        #expect(await limiter.width == 2)
        let failing = Task { for try await _ in transport.send(Self.request) {} }
        await until { time.sleeps == [7] }
        #expect(scripted.requests.count == 1)
        time.advance(by: 7)
        await #expect(throws: RunError.self) { try await failing.value }
        for try await _ in transport.send(Self.request) { break }
        for try await _ in transport.send(Self.request) {}
        await until { await limiter.underWay == 0 }
        #expect(scripted.requests.count == 4)
    }
}
