import Prompts
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Sends new logs by itself, from the store and not from runs, so no run waits for a collector.
package struct TelemetryExporter: Sendable {
    private let source: any TelemetrySource
    private let sender: TelemetrySender
    private let name: String
    private let sleep: @Sendable (Double) async throws -> Void

    /// The logs of one page.
    private static let page = 100
    /// Seconds between two looks, and the longest time that a collector which is away is left alone.
    private static let (usualWait, longestWait) = (5.0, 300.0)

    /// - Parameters:
    ///   - name: of the target; each has a place of its own.
    ///   - sleep: waits some seconds.
    package init(
        from source: any TelemetrySource, by sender: TelemetrySender, named name: String,
        sleep: @escaping @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
    ) {
        self.source = source
        self.sender = sender
        self.name = name
        self.sleep = sleep
    }

    /// Looks for new logs again and again, until the task is cancelled. While the collector is away, it looks less and less often.
    ///
    /// - Parameter tell: told each new problem, in a sentence.
    package func run(_ tell: @Sendable (String) async -> Void) async {
        var wait = Self.usualWait
        var told: String?
        while !Task.isCancelled {
            do {
                try await sleep(wait)
                let count = try await sendNew()
                wait = Self.usualWait
                told = nil
                if let count, count.refused > 0 {
                    await tell(
                        "the collector refused \(Plural.of(count.refused, "span")): \(count.reason ?? "no reason was given")"
                    )
                }
            } catch is CancellationError {
                return
            } catch {
                wait = min(wait * 2, Self.longestWait)
                let problem = "\(error)"
                if told != problem { await tell("logs wait for the collector: \(problem)") }
                told = problem
            }
        }
    }

    /// Whether there is anything to send. An exporter that is new begins here: what is written from now on is sent.
    ///
    /// - Returns: nil while another process sends it.
    package func isDue() async throws -> Bool? {
        guard let cursor = try await source.takeTelemetry(of: name) else { return nil }
        return try await !source.telemetry(after: cursor, limit: 1).isEmpty
    }

    /// Sends what is new, once.
    ///
    /// - Returns: nil while another process does it, also where it has begun to while the collector was slow.
    /// - Throws: ``RunError`` where the collector stays away; what it has not taken comes first the next time.
    package func sendNew() async throws -> TelemetrySender.Count? {
        guard var cursor = try await source.takeTelemetry(of: name) else { return nil }
        var count = TelemetrySender.Count()
        while true {
            let page = try await source.telemetry(after: cursor, limit: Self.page)
            if !page.isEmpty {
                do {
                    try await sender.send(page.logs, page.judged, &count)
                } catch let error as RunError where [400, 413, 422].contains(error.status) {
                    // It would refuse them the next time as well, and all that comes after would wait for them.
                    count.refused += page.logs.count + page.judged.count
                    count.reason = count.reason ?? error.headline
                }
            }
            var next = page.next
            if !page.isEmpty { next.sentAt = Date() }
            let hasMoved = next.key != cursor.key
            guard !page.isEmpty || hasMoved else { return count }
            guard try await source.keepTelemetry(next, of: name) else { return nil }
            cursor = next
        }
    }
}
