import JSON
import Prompts
import RequestCore

/// The simulator as a server of Anthropic's Messages: the same answers as over chat completions, in this dialect's form.
///
/// A request is checked by this dialect's rules, then answered as a request of chat completions that says the same. The
/// events of that answer are written as events of this dialect.
struct MessagesFace {
    private static let path = Messages().answerPath

    /// Whether a request is one of this dialect.
    static func isAsked(by request: TransportRequest) -> Bool { request.url.hasSuffix(path) }

    /// What the request asks for, beyond what its answer is made of.
    let request: MessagesRequest
    /// The same request over chat completions.
    let inner: TransportRequest

    /// Reads and checks a request.
    init(_ request: TransportRequest) throws(MessagesRefusal) {
        let parsed = try MessagesRequest(body: request.body)
        self.request = parsed
        inner = TransportRequest(
            url: String(request.url.dropLast(Self.path.count)) + ChatCompletions().answerPath,
            headers: request.headers, body: Array(JSONValue.object(parsed.chatBody).compact.utf8),
            idleTimeout: request.idleTimeout, caFile: request.caFile)
    }
}

/// A refusal in this dialect's form.
struct MessagesRefusal: Error {
    var status = 400
    var type = "invalid_request_error"
    var message: String

    /// A refusal of a request that says something wrong.
    init(_ message: String) { self.message = message }

    /// A refusal of the simulator's in the words of chat completions.
    init(status: Int, message: String) {
        self.status = status == 503 ? 529 : status
        self.message = message
        type = Self.types[self.status] ?? (status < 500 ? "invalid_request_error" : "api_error")
    }

    private static let types = [
        401: "authentication_error", 403: "permission_error", 404: "not_found_error", 409: "conflict_error",
        429: "rate_limit_error", 500: "api_error", 504: "timeout_error", 529: "overloaded_error",
    ]

    /// The body of the answer.
    func body(requestID: String) -> JSONValue {
        [
            "type": "error", "error": ["type": .string(type), "message": .string(message)],
            "request_id": .string(requestID),
        ]
    }
}
