import Foundation
import JSON
import Prompts
import RequestCore
import Synchronization
import TestSupport

/// What a run in a test needs.
enum Running {
    static let provider = Provider(
        name: "local", kind: .http, baseURL: "http://127.0.0.1:1/v1", key: Secret("sk-test-1234567890"))

    static func prepared(
        streams: Bool = true, provider: Provider = provider, model: String? = "gpt-4o", timeout: Double? = nil
    ) async throws -> PreparedRun {
        let request = RunRequest(
            prompt: "harbours", config: Config(model: model), thread: [Message(.user, "Hi")], provider: provider,
            streams: streams, timeout: timeout)
        return try await request.prepare { _ in nil }
    }

    /// All events of a run, and what they come to.
    static func play(_ runner: Runner, _ prepared: PreparedRun) async -> (events: [RunEvent], reply: Reply) {
        var events: [RunEvent] = []
        for await batch in runner.run(prepared) { events += batch }
        var reply = Reply()
        for event in events { reply.apply(event) }
        return (events, reply)
    }
}

/// A clock that never waits: it writes down how long it was asked to.
final class TestClock: Sendable {
    private let state = Mutex((waits: [Double](), ticks: 0.0, pauses: 0))
    /// Opens the log's next update.
    let logTicks: AsyncStream<Void>
    let tick: AsyncStream<Void>.Continuation

    init() { (logTicks, tick) = AsyncStream.makeStream() }

    var waits: [Double] { state.withLock { $0.waits } }

    /// How often the log's task has come to wait for its next update.
    var pauses: Int { state.withLock { $0.pauses } }

    /// Every look at it is 10 ms later than the last.
    var clock: RunClock {
        RunClock(
            now: { Date(timeIntervalSince1970: 1_795_171_321.123) },
            uptime: {
                self.state.withLock { state in
                    state.ticks += 0.01
                    return state.ticks
                }
            },
            sleep: { seconds in
                try Task.checkCancellation()
                self.state.withLock { $0.waits.append(seconds) }
            },
            random: { 0 },
            logPause: {
                self.state.withLock { $0.pauses += 1 }
                for await _ in self.logTicks { return }
                throw CancellationError()
            })
    }
}
