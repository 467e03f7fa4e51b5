internal import JSON

/// The message, code and parameter of an error body of any shape.
struct ErrorWords {
    var message = ""
    var code: String?
    var param: String?
    var requestID: String?
    /// The seconds to wait before the next attempt.
    var askedWait: Double?

    /// nil for an empty body.
    init?(body: [UInt8], text: String) {
        guard body.contains(where: { $0 > 0x20 }) else { return nil }
        if let json = (try? ServerJSON.value(body[...])) ?? ServerJSON.unframed(body, endMark: "[DONE]") {
            self.init(json)
            if message.isEmpty { message = Excerpt.of(json.compact) }
        } else if HTMLText.isHTML(text) {
            self.init(message: HTMLText.summary(of: text))
        } else {
            self.init(message: Excerpt.of(HTMLText.trimmed(text)))
        }
    }

    private init(message: String) { self.message = message }

    init(_ json: JSONValue) {
        switch json {
        case .string(let text): message = text
        case .array(let items): self = items.first.map(ErrorWords.init) ?? self
        case .object(let object): read(object)
        case .null, .bool, .number: break
        }
    }

    private mutating func read(_ object: JSONObject) {
        code = Self.word(object["code"])
        param = Self.word(object["param"])
        requestID = Self.word(object["request_id"])
        askedWait = Self.askedWait(in: object)
        if let inner = object["error"], !inner.isNull {
            let words = ErrorWords(inner)
            message = words.message
            code = words.code ?? code
            param = words.param ?? param
            requestID = words.requestID ?? requestID
            askedWait = words.askedWait ?? askedWait
        }
        // Some providers report a used-up quota by the type alone. It must be recognised, because waiting does not
        // help.
        if object["type"]?.stringValue == Self.quota { code = Self.quota }
        if message.isEmpty { message = Self.message(in: object) }
        if let upstream = Self.upstream(object["metadata"]), !upstream.isEmpty, !message.contains(upstream) {
            message += message.isEmpty ? upstream : " (upstream: \(upstream))"
        }
    }

    /// The wait that a body asks for: Google's `RetryInfo` among the details, or a number of seconds.
    private static func askedWait(in object: JSONObject) -> Double? {
        let details = object["details"]?.arrayValue ?? []
        for delay in details.compactMap({ $0["retryDelay"] }) + [object["retry_after"]].compactMap({ $0 }) {
            if let seconds = seconds(delay), seconds.isFinite, seconds > 0 { return seconds }
        }
        return nil
    }

    /// A duration as protocol buffers write it in JSON, `34.07s`, as an object of seconds and nanoseconds, or a number.
    private static func seconds(_ value: JSONValue) -> Double? {
        switch value {
        case .number(let number): number.doubleValue
        case .string(let text): Double(text.hasSuffix("s") ? text.dropLast() : text[...])
        case .object(let object):
            (object["seconds"].flatMap(seconds) ?? 0) + (object["nanos"]?.doubleValue ?? 0) / 1e9
        default: nil
        }
    }

    /// The code of an account without credit.
    static let quota = "insufficient_quota"

    private static func message(in object: JSONObject) -> String {
        for key in ["message", "detail", "msg", "error_description", "Message", "title", "errors"] {
            guard let value = object[key], !value.isNull else { continue }
            let text = text(of: value)
            if !text.isEmpty { return text }
        }
        return ""
    }

    private static func text(of value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .array(let items): items.map(text(of:)).filter { !$0.isEmpty }.joined(separator: "; ")
        case .object(let object): complaint(object)
        case .null: ""
        case .bool, .number: value.compact
        }
    }

    /// One complaint of a validator (`{"loc": ["body", "seed"], "msg": "…"}`), or a message inside a message.
    private static func complaint(_ object: JSONObject) -> String {
        let words = message(in: object)
        guard let place = object["loc"]?.arrayValue else {
            return words.isEmpty ? JSONValue.object(object).compact : words
        }
        let path = place.map { $0.stringValue ?? $0.compact }.joined(separator: ".")
        return path.isEmpty ? words : path + ": " + words
    }

    /// The error of the server behind OpenRouter, which it passes on as JSON in a string.
    private static func upstream(_ metadata: JSONValue?) -> String? {
        guard let raw = metadata?["raw"] else { return nil }
        guard let text = raw.stringValue else { return raw.objectValue == nil ? nil : ErrorWords(raw).message }
        guard let json = try? JSONValue(parsing: text) else { return Excerpt.of(text) }
        let message = ErrorWords(json).message
        return message.isEmpty ? Excerpt.of(text) : message
    }

    private static func word(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text): text.isEmpty || text == "None" ? nil : text
        case .number(let number): number.text
        default: nil
        }
    }
}
