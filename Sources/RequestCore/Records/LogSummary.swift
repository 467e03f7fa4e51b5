public import Prompts

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// What a list shows of a log, without its bodies.
public struct LogSummary: Sendable, Hashable {
    /// The log's id.
    public var id: String
    /// When it was sent.
    public var createdAt: Date
    /// The prompt it is a run of.
    public var prompt: String
    /// The version that produced it.
    public var version: VersionID
    /// The version's number within the prompt.
    public var versionNumber: Int?
    /// The provider's name.
    public var provider: String
    /// As asked.
    public var model: String
    /// The last thing the person said, shortened to 200 characters.
    public var message: String
    /// How many tools the answer calls.
    public var toolCallCount: Int
    /// From sending to the end, in milliseconds.
    public var totalMS: Double
    /// Of prompt and answer; nil where the server did not say.
    public var totalTokens: Int?
    /// US dollars; nil when not known.
    public var cost: Double?
    /// How far the run has come.
    public var state: LogRecord.State
    /// The error's kind, status and message in short; nil when none.
    public var error: String?
    /// HTTP status; nil when no answer came.
    public var status: Int?
    /// What a person said of the answer; nil where nobody did.
    public var feedback: LogRecord.Feedback?

    /// A value of these fields.
    public init(
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
}
