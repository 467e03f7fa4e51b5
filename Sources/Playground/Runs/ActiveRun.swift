package import Prompts
package import RequestCore

/// The generation under way.
package struct ActiveRun: Sendable {
    package var id: Int
    package var reply = Reply()
    package var provider: String
    /// The language that the provider speaks.
    package var dialect = DialectID.chat
    package var model: String
    /// The form that the answer was asked for in.
    package var format: ResponseFormat?
    package var startedAt: Double
    package var firstPieceAt: Double?
    /// When the model began to reason, and when it went on to its answer.
    package var reasoning: (begin: Double, end: Double?)?
    /// When the next attempt starts, and why the last one failed.
    package var retry: (at: Double, because: RunError)?
    /// The log's id, once it is written.
    package var logID: String?
    /// Pieces of the answer so far, for the pace shown.
    package var pieceCount = 0
    /// Whether its answer is selected when it ends, as where it was asked for from a selected message.
    var selectsAnswer = false
    /// Esc was pressed: the end is awaited.
    package var isStopping = false
    /// How many answers were asked for (`n`).
    var askedChoices = 1
    /// The further requests of the same run, in dialects whose requests have one answer.
    package var others: [ActiveRun] = []
}

extension ActiveRun {
    /// Takes an event, with what it says about the run's pace.
    mutating func take(_ event: RunEvent, at now: Double) {
        reply.apply(event)
        noteReasoning(event, at: now)
        switch event {
        case .sent: retry = nil
        case .retrying(let seconds, let error): retry = (now + seconds, error)
        case .textDelta, .reasoningDelta, .refusalDelta, .toolCallDelta, .block:
            if firstPieceAt == nil { firstPieceAt = now }
            pieceCount += 1
        default: break
        }
    }

    /// Notes when reasoning begins, and when the answer follows it.
    private mutating func noteReasoning(_ event: RunEvent, at now: Double) {
        switch event {
        case .reasoningDelta: if reasoning == nil { reasoning = (now, nil) }
        case .textDelta, .refusalDelta, .toolCallDelta:
            if let begun = reasoning, begun.end == nil { reasoning = (begun.begin, now) }
        default: break
        }
    }
}
