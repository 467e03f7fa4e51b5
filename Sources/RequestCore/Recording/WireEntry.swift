package import Prompts

/// One thing that went over the wire, and its time.
package struct WireEntry: Sendable, Hashable {
    /// The content.
    package enum Content: Sendable, Hashable {
        /// The request of an attempt, with its secrets masked.
        case request(WireRequest)
        /// Status and headers of the answer.
        case head(ResponseHead)
        /// A piece of the answer's body as it arrived, cut anywhere. The body of an HTTP error is one piece.
        case body([UInt8])
        /// The end of the attempt.
        case end(WireEnd)
    }

    /// The attempt of the run, counted from 0.
    package var attempt: Int
    /// Milliseconds since the run's first request.
    package var atMS: Double
    /// The content.
    package var content: Content

    /// Makes an entry.
    package init(attempt: Int, atMS: Double, _ content: Content) {
        self.attempt = attempt
        self.atMS = atMS
        self.content = content
    }
}

/// A request as it was sent, with its secrets masked.
package struct WireRequest: Sendable, Hashable {
    /// The HTTP method.
    package var method: String
    /// The whole URL.
    package var url: String
    /// The headers in order, with dots in place of keys.
    package var headers: [HTTPHeader]
    /// The body as sent.
    package var body: [UInt8]

    /// Makes a request.
    package init(method: String, url: String, headers: [HTTPHeader], body: [UInt8]) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// How an attempt ended.
package enum WireEnd: Sendable, Hashable {
    /// The whole body arrived.
    case complete
    /// Étude stopped reading: the answer was complete, or the run was stopped.
    case closed
    /// `connection` or `timeout`, with the transport's words.
    case failed(RunError.Kind, String)
}

/// Everything that went over the wire in one run, retries included.
package struct WireRecord: Sendable, Hashable {
    /// The provider's name.
    package var provider: String
    /// The language in which the provider was asked.
    package var dialect: DialectID
    /// The entries in order of time.
    package var entries: [WireEntry]
    /// Whether pieces of the answer were left out to keep the recording small.
    package var isCut = false

    /// Makes a recording.
    package init(provider: String, dialect: DialectID = .chat, entries: [WireEntry] = []) {
        self.provider = provider
        self.dialect = dialect
        self.entries = entries
    }

    /// The number of requests that were sent.
    package var attemptCount: Int { (entries.last?.attempt).map { $0 + 1 } ?? 0 }
}
