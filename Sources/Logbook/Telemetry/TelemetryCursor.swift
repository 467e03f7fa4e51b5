package import JSON

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// How far an exporter that goes on by itself has come.
package struct TelemetryCursor: Sendable, Hashable {
    /// The store's number of the last log that was looked at.
    package var key: Int64
    /// Logs up to there that were still running.
    package var waiting: [Int64]
    /// The time up to which judgements were sent, in milliseconds since 1970.
    package var judgedAt: Int64
    /// When something was sent last, to the millisecond; nil if nothing was so far.
    package var sentAt: Date?

    package init(key: Int64, waiting: [Int64] = [], judgedAt: Int64) {
        self.key = key
        self.waiting = waiting
        self.judgedAt = judgedAt
    }

    /// As the store keeps it.
    package var json: JSONObject {
        var object: JSONObject = [
            "key": .number(JSONNumber(Int(key))),
            "waiting": .array(waiting.map { .number(JSONNumber(Int($0))) }),
            "judged_at": .number(JSONNumber(Int(judgedAt))),
        ]
        if let sentAt { object["sent_at"] = .number(JSONNumber(Int((sentAt.timeIntervalSince1970 * 1000).rounded()))) }
        return object
    }

    /// Reads what ``json`` wrote; nil for anything else.
    package init?(json: JSONValue) {
        guard let key = json["key"]?.intValue, let judgedAt = json["judged_at"]?.intValue else { return nil }
        self.key = Int64(key)
        self.judgedAt = Int64(judgedAt)
        sentAt = json["sent_at"]?.intValue.map { Date(timeIntervalSince1970: Double($0) / 1000) }
        waiting = (json["waiting"]?.arrayValue ?? []).compactMap { $0.intValue.map(Int64.init) }
    }
}

/// What is new since a cursor.
package struct TelemetryPage: Sendable {
    package var logs: [ExportedLog]
    package var judged: [JudgedLog]
    /// Where to go on.
    package var next: TelemetryCursor

    package init(logs: [ExportedLog], judged: [JudgedLog], next: TelemetryCursor) {
        self.logs = logs
        self.judged = judged
        self.next = next
    }

    /// Whether there is nothing to send.
    package var isEmpty: Bool { logs.isEmpty && judged.isEmpty }
}

/// How far an exporter that goes on by itself has come, for a person.
package struct TelemetryState: Sendable, Hashable {
    /// When something was sent last; nil if nothing was so far.
    package var sentAt: Date?
    /// The logs that are not sent.
    package var waiting: Int

    package init(sentAt: Date?, waiting: Int) {
        self.sentAt = sentAt
        self.waiting = waiting
    }
}

/// Finds what an exporter that goes on by itself has not sent.
package protocol TelemetrySource: Sendable {
    /// Takes the place of a target's exporter, where it was left off; a new one begins with what comes from now on.
    ///
    /// - Returns: nil while another living process has the place.
    func takeTelemetry(of target: String) async throws -> TelemetryCursor?
    /// The next logs that are over, and what was said of logs since. Imported logs are not among them.
    func telemetry(after cursor: TelemetryCursor, limit: Int) async throws -> TelemetryPage
    /// How far a target's exporter has come; nil where there has been none.
    func telemetryState(of target: String) async throws -> TelemetryState?
    /// Keeps how far a target's exporter has come, if this process still has its place.
    ///
    /// - Returns: false where another process has taken the place, which is the one that goes on.
    func keepTelemetry(_ cursor: TelemetryCursor, of target: String) async throws -> Bool
}
