public import Prompts

/// An endpoint, ready to be called.
public struct Provider: Sendable, Hashable {
    /// Where a provider answers.
    public enum Kind: Sendable, Hashable {
        /// Built in, needs no network.
        case simulator
        /// Any server, over HTTP.
        case http
    }

    /// `simulator`, `openai`, or a name from `config.yaml`.
    public var name: String
    /// Where it answers.
    public var kind: Kind
    /// Includes `/v1` or what the server has in its place; the dialect's own path is appended.
    public var baseURL: String
    /// The language that it speaks.
    public var dialect: DialectID
    /// Sent as a bearer token, never shown and never stored; nil sends no Authorization header.
    public var key: Secret?
    /// Sent as they are, after Étude's own.
    public var headers: [ResponseHead.Header]
    /// Longest wait for the next byte, in seconds.
    public var timeout: Double
    /// A file of certificates to trust in place of the system's.
    public var caFile: String?
    /// Keys of an answer that go back to the server with the conversation, on messages that call tools; other servers
    /// refuse them. `reasoning_content` for DeepSeek, `extra_content` for Gemini's signatures.
    public var sendsBack: Set<String>
    /// The model to ask where the config names none.
    public var defaultModel: String

    /// A value of these fields.
    public init(
        name: String, kind: Kind, baseURL: String = "", dialect: DialectID = .chat, key: Secret? = nil,
        headers: [ResponseHead.Header] = [], timeout: Double = 600, caFile: String? = nil,
        sendsBack: Set<String>? = nil,
        defaultModel: String = Provider.openAIDefaultModel
    ) {
        self.name = name
        self.kind = kind
        self.baseURL = baseURL
        self.dialect = dialect
        self.key = key
        self.headers = headers
        self.timeout = timeout
        self.caFile = caFile
        self.sendsBack = sendsBack ?? Self.wantedBack(at: baseURL)
        self.defaultModel = defaultModel
    }

    /// What the servers at an address are known to ask for.
    private static func wantedBack(at baseURL: String) -> Set<String> {
        let host = baseURL.lowercased()
        if host.contains("deepseek.com") { return ["reasoning_content"] }
        if host.contains("googleapis.com") { return ["extra_content"] }
        return []
    }

    /// OpenAI, or a server that speaks as it does.
    ///
    /// - Parameters:
    ///   - key: white space at its ends, where files leave a line break, is dropped; for an empty one no Authorization header
    ///     is sent.
    ///   - baseURL: includes `/v1` or what the server has in its place.
    public static func openAI(key: String, baseURL: String = openAIBaseURL) -> Provider {
        var key = Substring(key)
        while key.first?.isWhitespace ?? false { key.removeFirst() }
        while key.last?.isWhitespace ?? false { key.removeLast() }
        return Provider(name: "openai", kind: .http, baseURL: baseURL, key: key.isEmpty ? nil : Secret(String(key)))
    }

    /// Where OpenAI answers.
    public static let openAIBaseURL = "https://api.openai.com/v1"

    /// What OpenAI is asked where nothing else is said.
    public static let openAIDefaultModel = "gpt-4.1-mini"

    /// The offline model that a new user meets.
    public static let simulator = Provider(name: "simulator", kind: .simulator, baseURL: "simulator://local/v1")
}

/// A key. It prints as dots wherever text is made of it by accident.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The key itself: for the Authorization header and nothing else.
    public let revealed: String

    /// A value of these fields.
    public init(_ text: String) { revealed = text }

    /// Dots.
    public var description: String { "•••" }
    /// Dots.
    public var debugDescription: String { "•••" }
    /// Empty.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
