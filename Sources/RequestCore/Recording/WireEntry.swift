/// One thing that went over the wire, and when.
public struct WireEntry: Sendable, Hashable {
    /// What it was.
    public enum Content: Sendable, Hashable {
        /// The request of an attempt; its secrets are masked.
        case request(WireRequest)
        /// Status and headers of the answer.
        case head(ResponseHead)
        /// A piece of the answer's body as it arrived, cut anywhere. The body of an HTTP error stands in one piece.
        case body([UInt8])
        /// Nothing more of this attempt follows.
        case end(WireEnd)
    }

    /// Which attempt of the run, from 0.
    public var attempt: Int
    /// Milliseconds since the run's first request.
    public var atMS: Double
    /// What it was.
    public var content: Content

    /// An entry of these fields.
    public init(attempt: Int, atMS: Double, _ content: Content) {
        self.attempt = attempt
        self.atMS = atMS
        self.content = content
    }
}

/// A request as it went out, but that its secrets are masked.
public struct WireRequest: Sendable, Hashable {
    /// The HTTP method.
    public var method: String
    /// The whole URL.
    public var url: String
    /// In order, with dots in place of keys.
    public var headers: [ResponseHead.Header]
    /// The body as it went.
    public var body: [UInt8]

    /// A request of these fields.
    public init(method: String, url: String, headers: [ResponseHead.Header], body: [UInt8]) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// How an attempt ended.
public enum WireEnd: Sendable, Hashable {
    /// The body is whole.
    case complete
    /// Étude read no further: all was said, or the run was stopped.
    case closed
    /// `connection` or `timeout`, with the transport's words.
    case failed(RunError.Kind, String)
}

/// All that went over the wire in one run, its retries included.
public struct WireRecord: Sendable, Hashable {
    /// The name of the provider that was asked.
    public var provider: String
    /// In order of time.
    public var entries: [WireEntry]
    /// Whether pieces of the answer were left out to keep it small.
    public var isCut = false

    /// A record of these entries.
    public init(provider: String, entries: [WireEntry] = []) {
        self.provider = provider
        self.entries = entries
    }

    /// How many requests were sent.
    public var attemptCount: Int { (entries.last?.attempt).map { $0 + 1 } ?? 0 }
}
