#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Time and random numbers, so that tests can have their own.
package struct RunClock: Sendable {
    /// The time of day.
    package var now: @Sendable () -> Date
    /// Seconds that only grow, from any beginning.
    package var uptime: @Sendable () -> Double
    /// Waits between two attempts, in seconds; throws when cancelled.
    package var sleep: @Sendable (Double) async throws -> Void
    /// A random number from 0 up to 1.
    package var random: @Sendable () -> Double
    /// Waits between two updates of a log while its answer streams; throws when cancelled.
    package var logPause: @Sendable () async throws -> Void

    /// Makes a clock.
    package init(
        now: @escaping @Sendable () -> Date, uptime: @escaping @Sendable () -> Double,
        sleep: @escaping @Sendable (Double) async throws -> Void, random: @escaping @Sendable () -> Double,
        logPause: @escaping @Sendable () async throws -> Void
    ) {
        self.now = now
        self.uptime = uptime
        self.sleep = sleep
        self.random = random
        self.logPause = logPause
    }

    /// The machine's clock.
    package static let system: RunClock = {
        let start = ContinuousClock.now
        return RunClock(
            now: { Date() },
            uptime: {
                let (seconds, attoseconds) = (ContinuousClock.now - start).components
                return Double(seconds) + Double(attoseconds) * 1e-18
            },
            sleep: { try await Task.sleep(for: .seconds($0)) }, random: { .random(in: 0..<1) },
            logPause: { try await Task.sleep(for: .milliseconds(200)) })
    }()
}
