import JSON
import Prompts
package import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Sends spans and events to a collector, some hundred at a time, and repeats what failed for the moment.
package struct TelemetrySender: Sendable {
    /// What a collector has taken.
    package struct Count: Sendable, Hashable {
        /// Spans that were taken.
        package var spans = 0
        /// Events that were taken.
        package var events = 0
        /// Those that the collector refused, and its words for the first of them.
        package var refused = 0
        package var reason: String?
        /// Whether the collector has said that it takes no events at all. Then no more are offered.
        fileprivate var takesNoEvents = false

        /// Spans and events that were taken.
        package var sent: Int { spans + events }

        /// Nothing yet.
        package init() {}
    }

    private let requests: TelemetryRequests
    private let transport: any Transport
    private let policy: RetryPolicy
    private let sleep: @Sendable (Double) async throws -> Void

    /// The bytes of one request, about; far below what collectors take.
    private static let bytes = 4 << 20
    /// The spans of one request at most.
    private static let most = 512
    /// The bytes of an answer that are read.
    private static let longestAnswer = 4 << 20

    /// - Parameters:
    ///   - retries: the attempts after the first, while the collector is away or asks to wait.
    ///   - sleep: waits some seconds.
    package init(
        _ requests: TelemetryRequests, over transport: any Transport, retries: Int = 5,
        sleep: @escaping @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
    ) {
        self.requests = requests
        self.transport = transport
        policy = RetryPolicy(maximumRetries: retries)
        self.sleep = sleep
    }

    /// Sends logs and judgements.
    ///
    /// - Throws: ``TelemetryFailure`` if the collector stayed away, or refused the spans as a whole.
    package func send(_ logs: [ExportedLog], _ judged: [JudgedLog], _ count: inout Count) async throws {
        try await send(logs, &count)
        try await send(judged, &count)
    }

    /// Sends logs.
    ///
    /// - Throws: ``TelemetryFailure`` if the collector stayed away, or refused them as a whole.
    package func send(_ logs: [ExportedLog], _ count: inout Count) async throws {
        try await send(try logs.flatMap { try requests.spans(of: $0) }, &count, \.spans) {
            requests.request(spans: $0)
        }
    }

    /// Sends judgements. Many collectors take traces only: what they refuse is counted, and is no failure.
    ///
    /// - Throws: ``TelemetryFailure`` if the collector stayed away.
    package func send(_ judged: [JudgedLog], _ count: inout Count) async throws {
        let events = judged.flatMap { requests.events(of: $0) }
        let before = count.events
        guard !events.isEmpty else { return }
        guard !count.takesNoEvents else {
            count.refused += events.count
            return
        }
        do {
            try await send(events, &count, \.events) { requests.request(events: $0) }
        } catch let failure as TelemetryFailure where failure.isRefusal || failure.meansNoSuchSignal {
            count.refused += events.count - (count.events - before)
            count.reason = count.reason ?? failure.headline
            count.takesNoEvents = failure.meansNoSuchSignal
        }
    }

    private func send(
        _ items: [JSONValue], _ count: inout Count, _ taken: WritableKeyPath<Count, Int>,
        _ request: ([JSONValue]) -> TransportRequest
    ) async throws {
        var rest = items[...]
        while !rest.isEmpty {
            var size = 0
            let piece = rest.prefix(Self.most).prefix { item in
                defer { size += item.compact.utf8.count }
                return size < Self.bytes
            }
            let answer = try await post(request(Array(piece)))
            rest = rest.dropFirst(piece.count)
            let partial = (try? JSONValue(parsing: String(decoding: answer, as: UTF8.self)))?["partialSuccess"]
            let refused = partial.map { Self.refused($0) } ?? 0
            count[keyPath: taken] += max(0, piece.count - refused)
            count.refused += refused
            if refused > 0 { count.reason = count.reason ?? partial?["errorMessage"]?.stringValue }
        }
    }

    /// How many items a collector says it has refused. What it refused in part is never sent again.
    private static func refused(_ partial: JSONValue) -> Int {
        let number = partial["rejectedSpans"] ?? partial["rejectedLogRecords"]
        return number?.intValue ?? number?.stringValue.flatMap { Int($0) } ?? 0
    }

    /// - Returns: the body of a good answer.
    private func post(_ request: TransportRequest) async throws -> [UInt8] {
        var attempt = 0
        while true {
            let (head, body, fault) = await exchange(request)
            if let head, (200..<300).contains(head.status), fault == nil { return body }
            let error =
                fault ?? head.map { ErrorBody.error(head: $0, body: body, secrets: requests.secrets) }
                ?? RunError(kind: .connection, message: "the collector did not answer")
            // What the specification does not list as worth repeating is refused for good.
            let isFinal = head.map { ![429, 502, 503, 504].contains($0.status) } ?? false
            guard !isFinal,
                case .wait(let seconds) = policy.decision(
                    attempt: attempt, error: error, head: head, now: Date().timeIntervalSince1970,
                    random: .random(in: 0..<1))
            else { throw TelemetryFailure(url: request.url, error: error) }
            try await sleep(seconds)
            attempt += 1
        }
    }

    private func exchange(
        _ request: TransportRequest
    ) async -> (head: ResponseHead?, body: [UInt8], fault: RunError?) {
        var head: ResponseHead?
        var body: [UInt8] = []
        do {
            for try await event in transport.send(request) {
                switch event {
                case .head(let value): head = value
                case .body(let piece): if body.count < Self.longestAnswer { body += piece }
                }
            }
            return (head, body, nil)
        } catch let error as RunError {
            return (head, body, error)
        } catch {
            return (head, body, RunError(kind: .connection, message: "\(error)"))
        }
    }
}
