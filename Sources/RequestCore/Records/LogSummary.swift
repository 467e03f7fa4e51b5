public import Prompts

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// A log as a list shows it, without its bodies.
public struct LogSummary: Sendable, Hashable {
    /// The log's id.
    public var id: String
    /// The time when the request was sent.
    public var createdAt: Date
    /// The prompt of the run.
    public var prompt: String
    /// The version that produced it.
    public var version: VersionID
    /// The version's number within the prompt.
    public var versionNumber: Int?
    /// The provider's name.
    public var provider: String
    /// The model as requested.
    public var model: String
    /// The person's last message, shortened to 200 characters.
    public var message: String
    /// The number of tool calls in the answer.
    public var toolCallCount: Int
    /// The milliseconds from sending to the end.
    public var totalMS: Double
    /// The tokens of prompt and answer; nil if the server did not report them.
    public var totalTokens: Int?
    /// The cost in US dollars; nil if it is not known.
    public var cost: Double?
    /// The state of the run.
    public var state: LogRecord.State
    /// The error's kind, status and message in short; nil if there is none.
    public var error: String?
    /// The HTTP status; nil if no answer came.
    public var status: Int?
    /// A person's rating of the answer; nil if there is none.
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
