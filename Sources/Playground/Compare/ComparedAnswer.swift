import Evaluations
package import Prompts
import RequestCore

/// One answer of a column: as far as it has arrived, and from its end on the facts about it.
package struct ComparedAnswer: Sendable {
    package var run: ActiveRun
    /// The tools that were offered. The calls of the answer are held against their schemas.
    package let tools: [Tool]
    /// The version that was sent; nil until it is stored.
    package var version: SavedVersion?
    /// How the answer came about; nil while it is under way.
    package private(set) var facts: AnswerFacts?
    /// The milliseconds to the first piece; nil if it did not come, or if nothing was streamed.
    package private(set) var firstMS: Double?
    /// What equal answers share; nil while it is under way.
    package private(set) var key: String?

    /// Makes an answer that is awaited.
    package init(run: ActiveRun, tools: [Tool]) {
        self.run = run
        self.tools = tools
    }

    package var isUnderWay: Bool { facts == nil }

    /// Whether there is something that a thread can go on with.
    package var canBeTaken: Bool { !isUnderWay && run.reply.hasContent }

    /// The message so far.
    package var message: Message { run.reply.message }

    /// Ends the answer with the facts about it.
    package mutating func end(_ facts: AnswerFacts, firstMS: Double?) {
        self.facts = facts
        self.firstMS = firstMS
        if let error = run.reply.error {
            key = "failed \(error.kind.rawValue) \(error.message) \(run.reply.message.text)"
        } else {
            key = AnswerKey.of(Answer(message: run.reply.message, finishReason: run.reply.finishReason))
        }
    }
}
