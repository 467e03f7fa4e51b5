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

    /// What sort of fault it is.
    public var kind: Kind
    /// HTTP status; nil when no answer came.
    public var status: Int?
    /// The provider's own words, or ours where it had none.
    public var message: String
    /// The provider's `code`, a number turned into text.
    public var code: String?
    /// The field that the provider complains of.
    public var param: String?
    /// The provider's name for the request, from `x-request-id`.
    public var requestID: String?
    /// The body as it came, for the log.
    public var rawBody: String?
    /// Whether sending again must fail in the same way, as with a certificate that is not accepted.
    public var isLasting: Bool

    /// An error of these fields.
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

    /// The HTTP status where it is what failed; an answer of 200 may still break off.
    public var failingStatus: Int? { status.flatMap { $0 >= 300 ? $0 : nil } }

    /// `rate_limit 429: the provider's words`; a status that is no fault is left out.
    public var description: String { title + ": " + message }

    /// The first line of ``description``, for where there is room for no more.
    public var headline: String {
        title + ": " + (message.drop(while: \.isWhitespace).split(whereSeparator: \.isNewline).first ?? "")
    }

    private var title: String { kind.rawValue + (failingStatus.map { " \($0)" } ?? "") }
}
