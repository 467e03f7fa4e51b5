public import JSON
public import Prompts

/// What was asked: a config, a conversation and a provider. It is the first of the three types that a request passes
/// through.
///
/// ```
/// RunRequest → PreparedRun → Reply      what was asked, what will be sent, what came back
/// ```
public struct RunRequest: Sendable, Hashable {
    /// The prompt of the run, for the log.
    public var prompt: String
    /// The config of the answer.
    public var config: Config
    /// The values of variables.
    public var inputs: JSONObject
    /// The images that variables name, by variable. The value of any other image variable counts as a URL.
    public var inputImages: [String: ImagePart] = [:]
    /// The conversation after the template.
    public var thread: [Message]
    /// Where the request goes.
    public var provider: Provider
    /// Whether the answer should come as an event stream.
    public var streams: Bool
    /// Whether a request that streams asks for usage with `stream_options`.
    public var sendsStreamOptions = true
    /// The longest wait for the next byte, in seconds; nil for the provider's own.
    public var timeout: Double?
    /// Which run and round it belongs to, and who asks, for the log.
    package var context = RunContext()

    /// Makes a request.
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
