/// Sends HTTP requests: over libcurl, or to the built-in simulator.
///
/// An implementation delivers the head once, then the body in pieces that may be cut anywhere, then ends. Ending the
/// iteration early, or cancelling the task that iterates, closes the connection at once.
public protocol Transport: Sendable {
    /// Sends the request when the stream is iterated or awaited.
    ///
    /// The stream throws only ``RunError``: `connection`, `timeout` or `cancelled`. An HTTP error status is not an
    /// error here.
    func send(_ request: TransportRequest) -> AsyncThrowingStream<TransportEvent, any Error>
}

/// An HTTP request as it is sent.
public struct TransportRequest: Sendable {
    /// The HTTP method.
    public var method: String
    /// The whole URL.
    public var url: String
    /// The headers in order, the key included.
    public var headers: [(name: String, value: String)]
    /// The body.
    public var body: [UInt8]
    /// The longest wait for the next byte, in seconds. Bytes of comments in an event stream count.
    public var idleTimeout: Double
    /// The longest wait for the connection, in seconds.
    public var connectTimeout: Double
    /// A file of certificates to trust instead of the system's.
    public var caFile: String?
    /// How far the request may go.
    public var reach = Reach.provider

    /// How far a request may go, and which redirects are followed.
    public enum Reach: Sendable, Hashable {
        /// To a server that the person has configured: with the environment's proxies, and redirects within its
        /// origin.
        case provider
        /// To a server that somebody else named: directly, over a connection of its own. A redirect to another origin
        /// is returned as the answer. If no private address is allowed, the request never connects to one, whatever a
        /// name resolves to.
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

/// A part of the answer. The parts come in order.
public enum TransportEvent: Sendable {
    case head(ResponseHead)
    case body([UInt8])
}
