/// A word of the user's message that asks the simulator for something particular: `simulate: 429`.
enum MagicWord: Equatable {
    /// An HTTP error.
    case status(Int)
    /// A 429 that waiting does not heal.
    case quota
    /// Slow, whatever the pace.
    case slow
    /// The connection breaks in the middle.
    case cut
    /// The body ends cleanly in the middle.
    case unfinished
    case refusal, contentFilter, length, errorInStream, timeout, html, empty, reasoning, badArguments

    private static let names: [(String, MagicWord)] = [
        ("slow", .slow), ("cut", .cut), ("unfinished", .unfinished), ("refusal", .refusal),
        ("content_filter", .contentFilter), ("content filter", .contentFilter), ("length", .length),
        ("error in stream", .errorInStream), ("timeout", .timeout), ("html", .html), ("empty", .empty),
        ("reasoning", .reasoning), ("bad arguments", .badArguments), ("quota", .quota),
    ]

    private static let statuses = [400, 401, 403, 404, 408, 409, 429, 500, 502, 503, 504]

    /// The magic word of a message, and whether it holds for the first attempt only (`simulate: 429 once`).
    static func find(in text: String) -> (word: MagicWord, once: Bool)? {
        guard let mark = Substrings.range(of: "simulate:", in: text) else { return nil }
        let rest = text[mark.upperBound...].prefix(64).drop(while: \.isWhitespace).lowercased()
        let once = Words.of(rest).dropFirst().first?.lower == "once"
        if let status = Int(rest.prefix(while: \.isNumber)), statuses.contains(status) {
            return (.status(status), once)
        }
        return names.first { rest.hasPrefix($0.0) }.map { ($0.1, once) }
    }

    /// `write 500 words` → 500; at most 200,000.
    static func wordCount(in text: String) -> Int? {
        let words = Words.of(text)
        for (index, word) in words.enumerated() where index > 0 && word.lower == "words" {
            let number = words[index - 1].text.filter { $0 != "," }
            let thousands = index > 1 && words[index - 1].before == "," ? words[index - 2].text + number : number
            guard let count = Int(thousands), count > 0 else { continue }
            return min(count, 200_000)
        }
        return nil
    }

    /// The refusal that the word asks for; nil where it asks for an answer.
    var error: APIError? {
        switch self {
        case .quota:
            APIError(
                status: 429,
                message:
                    "You exceeded your current quota, please check your plan and billing details. For more information "
                    + "on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.",
                type: "insufficient_quota", code: "insufficient_quota")
        case .status(let status): Self.error(status)
        default: nil
        }
    }

    private static func error(_ status: Int) -> APIError {
        switch status {
        case 400: APIError(message: "This is the bad request that was asked for.")
        case 401:
            APIError(
                status: 401,
                message: "Incorrect API key provided: simulate. You can find your API key at "
                    + "https://platform.openai.com/account/api-keys.",
                code: "invalid_api_key")
        case 403:
            APIError(
                status: 403, message: "Country, region, or territory not supported", type: "request_forbidden",
                code: "unsupported_country_region_territory")
        case 404:
            APIError(
                status: 404, message: "The model `simulate` does not exist or you do not have access to it.",
                code: "model_not_found")
        case 408: APIError(status: 408, message: "Request timed out.", type: "timeout")
        case 409: APIError(status: 409, message: "The request conflicts with another one.", type: "conflict")
        case 429:
            APIError(
                status: 429,
                message: "Rate limit reached for simulator on requests per min (RPM): Limit 3, Used 3, Requested 1. "
                    + "Please try again in 1s. Visit https://platform.openai.com/account/rate-limits to learn more.",
                type: "requests", code: "rate_limit_exceeded",
                headers: ["retry-after": "1", "x-ratelimit-limit-requests": "3", "x-ratelimit-remaining-requests": "0"])
        case 503:
            APIError(
                status: 503, message: "The engine is currently overloaded, please try again later.",
                type: "server_error")
        default:
            APIError(
                status: status, message: "The server had an error while processing your request. Sorry about that!",
                type: "server_error")
        }
    }
}
