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
    /// What stands before the text of the last user message. It belongs to no version.
    package var prefix = ""
    /// What stands after the text of the last user message. It belongs to no version.
    package var suffix = ""

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

extension RunRequest {
    /// How many requests give as many answers as `n` asks for: one, except in dialects whose requests have one answer.
    package var requestsForChoices: Int {
        guard !provider.dialect(for: config).dialect.hasChoices, let count = config[.n]?.intValue else { return 1 }
        return min(max(count, 1), 128)
    }

    /// Messages with ``prefix`` and ``suffix`` around the text of the last one that a user says.
    func surrounding(_ messages: [Message]) -> [Message] {
        guard !prefix.isEmpty || !suffix.isEmpty, let last = messages.lastIndex(where: { $0.role == .user }) else {
            return messages
        }
        var messages = messages
        var content = messages[last].content
        if let first = content.firstIndex(where: \.isText), case .text(let text) = content[first] {
            content[first] = .text(prefix + text)
        }
        if let end = content.lastIndex(where: \.isText), case .text(let text) = content[end] {
            content[end] = .text(text + suffix)
        }
        messages[last].content = content
        return messages
    }
}

extension ContentPart {
    fileprivate var isText: Bool { if case .text = self { true } else { false } }
}
