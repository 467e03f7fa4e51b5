internal import Prompts

/// Why a run failed.
public struct RunError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong. The raw values are those that `etude run --json` prints.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case authentication, permission
        case notFound = "not_found"
        case rateLimit = "rate_limit"
        case badRequest = "bad_request"
        case server, timeout, connection, stream, decoding, cancelled
    }

    /// The kind of fault.
    public var kind: Kind
    /// The HTTP status; nil if no answer came.
    public var status: Int?
    /// The provider's own words, or ours if it gave none.
    public var message: String
    /// The provider's `code`; a number becomes text.
    public var code: String?
    /// The field that the provider complains about.
    public var param: String?
    /// The provider's id of the request, from `x-request-id`.
    public var requestID: String?
    /// The body as received, for the log.
    public var rawBody: String?
    /// Whether sending again would fail in the same way, as with a certificate that is not accepted.
    public var isLasting: Bool

    /// The seconds to wait before the next attempt, if the server's body asks for that.
    package var askedWait: Double?

    /// Makes an error.
    public init(
        kind: Kind, status: Int? = nil, message: String, code: String? = nil, param: String? = nil,
        requestID: String? = nil, rawBody: String? = nil, isLasting: Bool = false
    ) {
        self.kind = kind
        self.status = status
        self.message = message
        self.code = code
        self.param = param
        self.requestID = requestID
        self.rawBody = rawBody
        self.isLasting = isLasting
    }

    /// The HTTP status if it is an error status. An answer with status 200 may still break off.
    public var failingStatus: Int? { status.flatMap { $0 >= 300 ? $0 : nil } }

    /// `rate_limit 429: the provider's words`. A status that is not an error is left out.
    public var description: String { title + ": " + message }

    /// The first line of ``description``, for places with room for one line.
    public var headline: String {
        title + ": " + (message.drop(while: \.isWhitespace).split(whereSeparator: \.isNewline).first ?? "")
    }

    private var title: String { kind.rawValue + (failingStatus.map { " \($0)" } ?? "") }
}
