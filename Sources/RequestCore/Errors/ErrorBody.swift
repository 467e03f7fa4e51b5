internal import JSON

/// Reads a server's refusal: a status and a body in one of a dozen shapes.
package enum ErrorBody {
    /// The longest body that is kept for the log, in bytes.
    private static let keptLength = 1 << 20

    /// The error that an HTTP answer with an error status means.
    ///
    /// - Parameter secrets: masked wherever the server echoes them.
    package static func error(head: ResponseHead, body: [UInt8], secrets: [Secret] = []) -> RunError {
        let text = String(decoding: body.prefix(keptLength), as: UTF8.self)
        let words = ErrorWords(body: body, text: text)
        let kind = kind(ofStatus: head.status)
        var message = words?.message ?? ""
        if message.isEmpty { message = defaultMessage(head) }
        message = ProxyAnswer.naming(ProxyAnswer.name(head, body: body), message)
        var error = RunError(
            kind: kind, status: head.status, message: message, code: words?.code, param: words?.param,
            requestID: requestID(head) ?? words?.requestID, rawBody: text.isEmpty ? nil : text)
        error.askedWait = words?.askedWait
        return SecretMask.mask(error, secrets)
    }

    /// The error that a server reports inside an answer.
    ///
    /// - Parameter raw: the event or body that contained it, for the log.
    static func inStream(_ json: JSONValue, raw: String?) -> RunError {
        let words = ErrorWords(json)
        let message =
            words.message.isEmpty ? "the server reported an error: " + Excerpt.of(json.compact) : words.message
        return RunError(
            kind: .stream, message: message, code: words.code, param: words.param, requestID: words.requestID,
            rawBody: raw ?? json.compact)
    }

    /// The kind of an error with this status; `etude run --json` prints it.
    static func kind(ofStatus status: Int) -> RunError.Kind {
        switch status {
        case 300..<400: .connection
        case 401: .authentication
        case 403: .permission
        case 404: .notFound
        case 408: .timeout
        case 429: .rateLimit
        case 400..<500: .badRequest
        default: .server
        }
    }

    /// The provider's id of the request. Not every provider names the header as OpenAI does.
    static func requestID(_ head: ResponseHead) -> String? {
        for name in ["x-request-id", "request-id", "apim-request-id"] {
            if let value = head.header(name), !value.isEmpty { return value }
        }
        return nil
    }

    private static func defaultMessage(_ head: ResponseHead) -> String {
        if (300..<400).contains(head.status) {
            let target = head.header("location").map { " to \($0)" } ?? ""
            return "the server redirects\(target), which is not followed"
        }
        let phrase = phrases[head.status].map { " (\($0))" } ?? ""
        return "the server answered \(head.status)\(phrase) and gave no reason"
    }

    private static let phrases = [
        400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found",
        405: "Method Not Allowed", 407: "Proxy Authentication Required", 408: "Request Timeout", 409: "Conflict",
        413: "Content Too Large",
        415: "Unsupported Media Type", 422: "Unprocessable Content", 429: "Too Many Requests",
        500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
        529: "Overloaded",
    ]
}
