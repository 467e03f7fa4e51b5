package import Prompts
package import RequestCore

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// A log as a list shows it, without its bodies.
package struct LogSummary: Sendable, Hashable {
    /// The log's id.
    package var id: String
    /// The time when the request was sent.
    package var createdAt: Date
    /// The prompt of the run.
    package var prompt: String
    /// The version that produced it.
    package var version: VersionID
    /// The version's number within the prompt.
    package var versionNumber: Int?
    /// The provider's name.
    package var provider: String
    /// The model as requested.
    package var model: String
    /// The person's last message, shortened to 200 characters.
    package var message: String
    /// The number of tool calls in the answer.
    package var toolCallCount: Int
    /// The milliseconds from sending to the end.
    package var totalMS: Double
    /// The tokens of prompt and answer; nil if the server did not report them.
    package var totalTokens: Int?
    /// The cost in US dollars; nil if it is not known.
    package var cost: Double?
    /// The state of the run.
    package var state: LogRecord.State
    /// The error's kind, status and message in short; nil if there is none.
    package var error: String?
    /// The HTTP status; nil if no answer came.
    package var status: Int?
    /// A person's rating of the answer; nil if there is none.
    package var feedback: LogRecord.Feedback?
    /// Why the answer is empty; nil if it is not.
    package var emptiness: EmptyAnswer?
    /// The beginning of the answer on one line, of at most 200 characters; of one that consists of calls only,
    /// `ƒ tide {"harbour":"Brest"}`; of a refusal, `refused: I can't help with that.` Empty if nothing came, and for calls and
    /// refusals in logs of earlier programs.
    package var answer = ""
    /// The id of the first log of the run; nil for a generation that nothing followed.
    package var run: String?
    /// The round of the generation within the run, from 0.
    package var ordinal = 0
    /// The milliseconds from sending to the first piece of the answer; nil if that is not known.
    package var firstTokenMS: Double?
    /// What asked for it; nil in logs from before this was recorded.
    package var source: RunContext.Source?
    /// The store's number for the log.
    package var key: Int64 = 0

    /// The log's place in the list of all logs.
    package var position: LogPosition { LogPosition(createdAt: createdAt, key: key) }

    package init(
        id: String, createdAt: Date, prompt: String, version: VersionID, versionNumber: Int?, provider: String,
        model: String, message: String, toolCallCount: Int, totalMS: Double, totalTokens: Int?, cost: Double?,
        state: LogRecord.State, error: String?, status: Int?, feedback: LogRecord.Feedback? = nil
    ) {
        self.id = id
        self.createdAt = createdAt
        self.prompt = prompt
        self.version = version
        self.versionNumber = versionNumber
        self.provider = provider
        self.model = model
        self.message = message
        self.toolCallCount = toolCallCount
        self.totalMS = totalMS
        self.totalTokens = totalTokens
        self.cost = cost
        self.state = state
        self.error = error
        self.status = status
        self.feedback = feedback
    }

    /// `1 call`, `2 calls`; nil for none.
    package var callCount: String? { toolCallCount == 0 ? nil : Plural.of(toolCallCount, "call") }

    /// The run that the generation belongs to.
    package var runID: String { run ?? id }
}
