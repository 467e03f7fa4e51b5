public import JSON
public import Prompts

/// What was asked: a config, a conversation, and where it shall go. The first of the three types that a request passes
/// through.
///
/// ```
/// RunRequest → PreparedRun → Reply      what was asked, what will be sent, what came back
/// ```
public struct RunRequest: Sendable, Hashable {
    /// The prompt it is a run of, for the log.
    public var prompt: String
    /// What shapes the answer.
    public var config: Config
    /// Values of variables.
    public var inputs: JSONObject
    /// The images that variables name, by the variable; those that are not here are taken for URLs.
    public var inputImages: [String: ImagePart] = [:]
    /// The conversation after the template.
    public var thread: [Message]
    /// Where it goes.
    public var provider: Provider
    /// Whether the answer shall come as an event stream.
    public var streams: Bool
    /// Longest wait for the next byte, in seconds; nil for the provider's own.
    public var timeout: Double?
    /// Which run and round it belongs to, and who asks, for the log.
    public var context = RunContext()

    /// A request of these fields.
    public init(
        prompt: String, config: Config, inputs: JSONObject = JSONObject(), thread: [Message], provider: Provider,
        streams: Bool = true, timeout: Double? = nil
    ) {
        self.prompt = prompt
        self.config = config
        self.inputs = inputs
        self.thread = thread
        self.provider = provider
        self.streams = streams
        self.timeout = timeout
    }
}
