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
        var (told, toldRefusal): (String?, String?)
        while !Task.isCancelled {
            do {
                try await sleep(wait)
                let count = try await sendNew()
                wait = Self.usualWait
                told = nil
                if let count, count.refused > 0 {
                    let reason = count.reason ?? "no reason was given"
                    let what = count.refused == 1 ? "1 span or event" : "\(count.refused) spans and events"
                    // A collector that takes traces only refuses each judgement in the same words.
                    if reason != toldRefusal { await tell("the collector refused \(what): \(reason)") }
                    toldRefusal = reason
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

    /// Sends what is new, once. Spans do not wait for events, and do not go again because of them.
    ///
    /// - Returns: nil while another process does it, also where it has begun to while the collector was slow.
    /// - Throws: ``TelemetryFailure`` where the collector stays away; what it has not taken comes first the next time.
    package func sendNew() async throws -> TelemetrySender.Count? {
        guard var cursor = try await source.takeTelemetry(of: name) else { return nil }
        var count = TelemetrySender.Count()
        var fault: (any Error)?
        while true {
            let page = try await source.telemetry(after: cursor, limit: Self.page)
            let judged = fault == nil ? page.judged : []
            guard !page.logs.isEmpty || !judged.isEmpty || page.next.key != cursor.key else {
                if let fault { throw fault }
                return count
            }
            var next = page.next
            next.judgedAt = cursor.judgedAt
            if !page.logs.isEmpty {
                try await sendSpans(page.logs, &count)
                next.sentAt = Date()
            }
            if !judged.isEmpty {
                guard try await source.keepTelemetry(next, of: name) else { return nil }
                do { try await sender.send(judged, &count) } catch { fault = error }
                if fault == nil { next.sentAt = Date() }
            }
            if fault == nil { next.judgedAt = page.next.judgedAt }
            guard try await source.keepTelemetry(next, of: name) else { return nil }
            cursor = next
        }
    }

    private func sendSpans(_ logs: [ExportedLog], _ count: inout TelemetrySender.Count) async throws {
        do {
            try await sender.send(logs, &count)
        } catch let failure as TelemetryFailure where failure.isRefusal {
            // It would refuse them the next time as well, and all that comes after would wait for them.
            count.refused += logs.count
            count.reason = count.reason ?? failure.headline
        }
    }
}
