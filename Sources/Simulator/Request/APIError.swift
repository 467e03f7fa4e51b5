import JSON

/// A refusal in the API's form: a status and a body `{"error": {"message", "type", "param", "code"}}`.
struct APIError: Error, Equatable {
    var status = 400
    var message: String
    var type = "invalid_request_error"
    var param: String?
    var code: String?
    /// Sent besides the usual headers, e.g. `retry-after`.
    var headers: [String: String] = [:]

    var body: JSONValue {
        [
            "error": [
                "message": .string(message),
                "type": .string(type),
                "param": param.map(JSONValue.string) ?? .null,
                "code": code.map(JSONValue.string) ?? .null,
            ]
        ]
    }
}

/// The texts that the API uses for a wrong field, whatever the field.
extension APIError {
    static func wrongType(_ name: String, expected: String, got value: JSONValue) -> APIError {
        APIError(
            message: "Invalid type for '\(name)': expected \(expected), but got \(noun(value)) instead.",
            param: name, code: "invalid_type")
    }

    static func missing(_ name: String) -> APIError {
        APIError(
            message: "Missing required parameter: '\(name)'.", param: name, code: "missing_required_parameter")
    }

    static func unknown(_ name: String) -> APIError {
        APIError(message: "Unknown parameter: '\(name)'.", param: name, code: "unknown_parameter")
    }

    /// For fields at the top of the request.
    static func unrecognized(_ name: String) -> APIError {
        APIError(message: "Unrecognized request argument supplied: \(name)")
    }

    static func badValue(_ name: String, _ value: String, supported: [String]) -> APIError {
        APIError(
            message: "Invalid value: '\(value)'. Supported values are: \(list(supported)).", param: name,
            code: "invalid_value")
    }

    static func emptyArray(_ name: String) -> APIError {
        APIError(
            message: "Invalid '\(name)': empty array. Expected an array with minimum length 1, "
                + "but got an empty array instead.",
            param: name, code: "empty_array")
    }

    static func longArray(_ name: String, limit: Int, count: Int) -> APIError {
        APIError(
            message: "Invalid '\(name)': array too long. Expected an array with maximum length \(limit), "
                + "but got an array with length \(count) instead.",
            param: name, code: "array_above_max_length")
    }

    static func longString(_ name: String, limit: Int, count: Int) -> APIError {
        APIError(
            message: "Invalid '\(name)': string too long. Expected a string with maximum length \(limit), "
                + "but got a string with length \(count) instead.",
            param: name, code: "string_above_max_length")
    }

    static func emptyString(_ name: String) -> APIError {
        APIError(
            message: "Invalid '\(name)': empty string. Expected a string with minimum length 1, "
                + "but got an empty string instead.",
            param: name, code: "empty_string")
    }

    static func pattern(_ name: String, _ pattern: String) -> APIError {
        APIError(
            message: "Invalid '\(name)': string does not match pattern. Expected a string that matches the pattern "
                + "'\(pattern)'.",
            param: name, code: "invalid_value")
    }

    /// `kind` is `integer` or `decimal`, `limit` and `got` as they are to be read.
    static func above(_ name: String, kind: String, limit: String, got: String) -> APIError {
        APIError(
            message: "Invalid '\(name)': \(kind) above maximum value. Expected a value <= \(limit), "
                + "but got \(got) instead.",
            param: name, code: "\(kind)_above_max_value")
    }

    static func below(_ name: String, kind: String, limit: String, got: String) -> APIError {
        APIError(
            message: "Invalid '\(name)': \(kind) below minimum value. Expected a value >= \(limit), "
                + "but got \(got) instead.",
            param: name, code: "\(kind)_below_min_value")
    }

    static func unsupportedParameter(_ name: String, hint: String = "") -> APIError {
        APIError(
            message: "Unsupported parameter: '\(name)' is not supported with this model.\(hint)", param: name,
            code: "unsupported_parameter")
    }

    static func unsupportedValue(_ name: String, _ value: String, default only: String) -> APIError {
        APIError(
            message: "Unsupported value: '\(name)' does not support \(value) with this model. "
                + "Only the default (\(only)) value is supported.",
            param: name, code: "unsupported_value")
    }

    static func unsupportedValue(_ name: String, _ value: String, supported: [String]) -> APIError {
        APIError(
            message: "Unsupported value: '\(name)' does not support '\(value)' with this model. "
                + "Supported values are: \(list(supported)).",
            param: name, code: "unsupported_value")
    }

    private static func noun(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "a boolean"
        case .number(let number): number.isInteger ? "an integer" : "a decimal"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`
    private static func list(_ values: [String]) -> String {
        let quoted = values.map { "'\($0)'" }
        guard quoted.count > 2, let last = quoted.last else { return quoted.joined(separator: " and ") }
        return quoted.dropLast().joined(separator: ", ") + ", and " + last
    }
}

/// Refusals with a text of their own.
extension APIError {
    static let notJSON = APIError(
        message: "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your "
            + "HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON. "
            + "If you have trouble figuring out how to fix this, please contact us through our help center at "
            + "help.openai.com.)")

    static let noModel = APIError(message: "you must provide a model parameter")

    static let wordJSONMissing = APIError(
        message: "'messages' must contain the word 'json' in some form, to use 'response_format' of type "
            + "'json_object'.",
        param: "messages")

    static func toolWithoutCall(at index: Int) -> APIError {
        APIError(
            message: "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with "
                + "'tool_calls'.",
            param: "messages.[\(index)].role")
    }

    static func unanswered(_ ids: [String], at index: Int) -> APIError {
        APIError(
            message: "An assistant message with 'tool_calls' must be followed by tool messages responding to each "
                + "'tool_call_id'. The following tool_call_ids did not have response messages: "
                + ids.joined(separator: ", "),
            param: "messages.[\(index)].role")
    }

    static func onlyWithTools(_ name: String) -> APIError {
        APIError(
            message: "Invalid value for '\(name)': '\(name)' is only allowed when 'tools' are specified.", param: name)
    }

    static func onlyWith(_ name: String, _ other: String) -> APIError {
        APIError(message: "The '\(name)' parameter is only allowed when '\(other)' is enabled.", param: name)
    }

    static func toolNotFound(_ name: String) -> APIError {
        APIError(message: "Tool choice '\(name)' not found in 'tools' parameter.", param: "tool_choice")
    }

    static func imageNotFromUser(at index: Int, role: String) -> APIError {
        APIError(
            message: "Invalid 'messages[\(index)]'. Image URLs are only allowed for messages with role 'user', but "
                + "this message with role '\(role)' contains an image URL.",
            param: "messages[\(index)]", code: "invalid_value")
    }

    static func imageURL(_ name: String, got: String) -> APIError {
        APIError(
            message: "Invalid image URL: '\(name)'. Expected a base64-encoded data URL with an image MIME type (e.g. "
                + "'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU='), but got \(got).",
            param: name, code: "invalid_value")
    }

    static let unsupportedImage = APIError(
        message: "You uploaded an unsupported image. Please make sure your image has of one the following formats: "
            + "['png', 'jpeg', 'gif', 'webp'].",
        code: "invalid_image_format")
}
