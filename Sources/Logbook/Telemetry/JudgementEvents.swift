import JSON
package import RequestCore

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// A judgement with the generation that it is of.
package struct JudgedLog: Sendable, Hashable {
    /// The log's id.
    package var id: String
    /// The id of its run; nil for a generation that nothing followed.
    package var run: String?
    package var judgement: Judgement
    /// When the person said it.
    package var judgedAt: Date

    /// What was said of an exported log; nil if nothing was. Where the time is not known, it is that of the answer.
    package init?(_ log: ExportedLog) {
        let record = log.record
        guard !record.judgement.isEmpty else { return nil }
        self.init(
            id: record.id, run: record.context.run, judgement: record.judgement,
            judgedAt: log.judgedAt ?? record.createdAt.addingTimeInterval(record.timing.totalMS / 1000))
    }

    package init(id: String, run: String?, judgement: Judgement, judgedAt: Date) {
        self.id = id
        self.run = run
        self.judgement = judgement
        self.judgedAt = judgedAt
    }
}

/// Writes judgements as events on the span of their generation: one for the rating, one for the score.
struct JudgementEvents {
    /// Whether the person's note goes along.
    let contents: Bool

    func events(of log: JudgedLog) -> [JSONValue] {
        var events: [JSONValue] = []
        if let feedback = log.judgement.feedback {
            events.append(
                event(log, name: "feedback", score: feedback == .good ? 1 : 0, label: feedback.rawValue))
        }
        if let score = log.judgement.score { events.append(event(log, name: "score", score: score, label: nil)) }
        return events
    }

    /// `INFO` of the severities of logs.
    private static let (severity, severityText): (JSONValue, JSONValue) = (9, "INFO")

    private func event(_ log: JudgedLog, name: String, score: Double, label: String?) -> JSONValue {
        var attributes = OTLPAttributes()
        attributes.add(GenAIConvention.evaluationName, text: name)
        attributes.add(GenAIConvention.evaluationScore, double: score)
        attributes.add(GenAIConvention.evaluationLabel, text: label)
        if contents { attributes.add(GenAIConvention.evaluationExplanation, text: log.judgement.note) }
        attributes.add(GenAIConvention.logID, text: log.id)
        let time = OTLP.time(log.judgedAt.timeIntervalSince1970 * 1000)
        return [
            "timeUnixNano": time, "observedTimeUnixNano": time, "severityNumber": Self.severity,
            "severityText": Self.severityText, "eventName": .string(GenAIConvention.evaluationEvent),
            "traceId": .string(OTLP.traceID(run: log.run ?? log.id)), "spanId": .string(OTLP.spanID(log.id)),
            "attributes": .array(attributes.json),
        ]
    }
}
