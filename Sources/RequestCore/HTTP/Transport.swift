/// Carries one HTTP request to where it is answered: over libcurl, or into the built-in simulator.
///
/// An implementation delivers the head once, then the body in pieces cut anywhere, then ends. Ending the iteration
/// early, or cancelling the task that iterates, closes the connection at once.
public protocol Transport: Sendable {
    /// Sends the request; nothing happens before the stream is iterated or awaited.
    ///
    /// The stream throws ``RunError`` only: `connection`, `timeout` or `cancelled`. An HTTP error status is no error
    /// here.
    func send(_ request: TransportRequest) -> AsyncThrowingStream<TransportEvent, any Error>
}

/// An HTTP request as it goes out.
public struct TransportRequest: Sendable {
    /// The HTTP method.
    public var method: String
    /// The whole URL.
    public var url: String
    /// Name and value, in order. The key is among them.
    public var headers: [(name: String, value: String)]
    /// The body as it is sent.
    public var body: [UInt8]
    /// Longest wait for the next byte, in seconds; bytes of comments in an event stream count.
    public var idleTimeout: Double
    /// Longest wait for the connection, in seconds.
    public var connectTimeout: Double
    /// A file of certificates to trust in place of the system's.
    public var caFile: String?
    /// Where it may lead.
    public var reach = Reach.provider

    /// How far a request goes, and what is done about redirects.
    public enum Reach: Sendable, Hashable {
        /// To a server that the person has configured: proxies as the environment says, redirects within its origin.
        case provider
        /// To a server that somebody else named: directly, over a connection of its own; a redirect to another origin is
        /// given back as the answer. Where no private address is allowed, none is connected to, whatever a name
        /// resolves to.
        case stranger(allowsPrivateAddress: Bool)
    }

    /// A value of these fields.
    public init(
        method: String = "POST", url: String, headers: [(name: String, value: String)], body: [UInt8],
        idleTimeout: Double = 600, connectTimeout: Double = 10, caFile: String? = nil, reach: Reach = .provider
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.idleTimeout = idleTimeout
        self.connectTimeout = connectTimeout
        self.caFile = caFile
        self.reach = reach
    }
}

/// What comes back, in order.
public enum TransportEvent: Sendable {
    case head(ResponseHead)
    case body([UInt8])
}
