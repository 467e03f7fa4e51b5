public import Prompts

/// An endpoint, ready to be called.
public struct Provider: Sendable, Hashable {
    /// Where a provider answers.
    public enum Kind: Sendable, Hashable {
        /// The built-in simulator, which needs no network.
        case simulator
        /// Any server, over HTTP.
        case http
    }

    /// `simulator`, `openai`, or a name from `config.yaml`.
    public var name: String
    /// Whether it is the simulator or a server.
    public var kind: Kind
    /// The base URL, including `/v1` or the server's equivalent. The dialect appends its own path.
    public var baseURL: String
    /// The dialect that it speaks.
    public var dialect: DialectID
    /// The key. It is never shown and never stored; with nil, no key is sent.
    public var key: Secret?
    /// Headers that are sent as they are, after Étude's own.
    public var headers: [HTTPHeader]
    /// The longest wait for the next byte, in seconds.
    public var timeout: Double
    /// A file of certificates to trust instead of the system's.
    public var caFile: String?
    /// Keys of an answer that go back to the server with the conversation, on messages that call tools:
    /// `reasoning_content` for DeepSeek, `extra_content` for Gemini's signatures. Other servers refuse them.
    public var sendsBack: Set<String>
    /// The model of a config that names none.
    public var defaultModel: String
    /// The header that has the key and nothing else; nil for the dialect's own.
    package var keyHeader: String?
    /// Whether the key is a token that goes as `Authorization: Bearer`, whatever the dialect's own header is.
    package var sendsBearer = false
    /// The command that tells the key before the first request; nil for a key that is known.
    package var keyCommand: KeyCommand?
    /// The preset that it was made from.
    package var preset: String?
    /// Whether the person's settings say which dialect it speaks, so that nothing else chooses one.
    package var hasFixedDialect = false

    /// Whether the server can stream its answers.
    public var streams = true
    /// Whether a request that streams has `stream_options`, which some servers refuse.
    public var sendsStreamOptions = true
    /// The longest body, and the longest event of a stream, that is read, in bytes.
    public var longestPiece = Provider.usualLongestPiece

    /// The longest body or event that is read if nothing else is set, in bytes.
    public static let usualLongestPiece = 64 << 20

    /// A value of these fields.
    public init(
        name: String, kind: Kind, baseURL: String = "", dialect: DialectID = .chat, key: Secret? = nil,
        headers: [HTTPHeader] = [], timeout: Double = 600, caFile: String? = nil,
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

    /// The keys that the servers at an address are known to require.
    private static func wantedBack(at baseURL: String) -> Set<String> {
        let host = baseURL.lowercased()
        if host.contains("deepseek.com") { return ["reasoning_content"] }
        if host.contains("googleapis.com") { return ["extra_content"] }
        return []
    }

    /// OpenAI, or a compatible server.
    ///
    /// - Parameters:
    ///   - key: white space at its ends is dropped, because files leave a line break there. With an empty key, no
    ///     Authorization header is sent.
    ///   - baseURL: includes `/v1` or the server's equivalent.
    public static func openAI(key: String, baseURL: String = openAIBaseURL) -> Provider {
        var key = Substring(key)
        while key.first?.isWhitespace ?? false { key.removeFirst() }
        while key.last?.isWhitespace ?? false { key.removeLast() }
        return Provider(name: "openai", kind: .http, baseURL: baseURL, key: key.isEmpty ? nil : Secret(String(key)))
    }

    /// OpenAI's address.
    public static let openAIBaseURL = "https://api.openai.com/v1"

    /// The model that OpenAI is asked for if nothing else is given.
    public static let openAIDefaultModel = "gpt-4.1-mini"

    /// The offline model that answers until a person configures a provider.
    public static let simulator = Provider(name: "simulator", kind: .simulator, baseURL: "simulator://local/v1")
}

/// A key. It prints as dots, so that it never appears in a text by accident.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The key itself. It is only for the header that carries it.
    public let revealed: String

    /// A value of these fields.
    public init(_ text: String) { revealed = text }

    /// Dots in place of the key.
    public var description: String { "•••" }
    /// Dots in place of the key.
    public var debugDescription: String { "•••" }
    /// Empty.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
