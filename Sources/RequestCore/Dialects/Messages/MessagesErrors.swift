internal import JSON

/// Reads the errors of this wire, before an answer and inside of one.
enum MessagesErrors {
    /// The statuses of the types of errors, as the API's reference gives them.
    private static let statuses = [
        "invalid_request_error": 400, "authentication_error": 401, "billing_error": 402, "permission_error": 403,
        "not_found_error": 404, "conflict_error": 409, "request_too_large": 413, "rate_limit_error": 429,
        "api_error": 500, "timeout_error": 504, "overloaded_error": 529,
    ]

    /// The error that an HTTP answer with an error status means.
    static func error(head: ResponseHead, body: [UInt8], secrets: [Secret]) -> RunError {
        var error = ErrorBody.error(head: head, body: body, secrets: secrets)
        error.code = error.code ?? (try? JSONValue(parsing: body)).flatMap(code).map { SecretMask.mask($0, secrets) }
        if head.status == 402 { error.kind = .permission }
        return error
    }

    /// The error that a server reports inside an answer, with the status that it would have had before.
    ///
    /// - Parameter raw: the event that contained it, for the log.
    static func inStream(_ json: JSONValue, raw: String?) -> RunError {
        var error = ErrorBody.inStream(json, raw: raw)
        error.code = error.code ?? code(json)
        let type = (json["error"]?["type"] ?? json["type"])?.stringValue
        error.status = type.flatMap { statuses[$0] }
        return error
    }

    /// What tells errors apart: the code of the details, else the type.
    private static func code(_ json: JSONValue) -> String? {
        let error = json["error"] ?? json
        return (error["details"]?["error_code"] ?? error["type"])?.stringValue
    }
}
