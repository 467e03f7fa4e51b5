internal import JSON

/// Finds the request of chat completions, of OpenAI's Responses or of Anthropic's Messages in what logged, captured or printed it.
///
/// That is: the bare body; a log of Étude's or another with the body under `request`, `body` or the like; a HAR file;
/// a captured HTTP message; the keyword arguments of an SDK's call; each also as the first line of a file of lines.
enum RequestCapture {
    /// Whether a text can be one: its first visible character is `{`, or it is a list in JSON or a captured `POST`.
    static func recognises(_ text: String) -> Bool {
        let start = text.drop { $0.isWhitespace }
        if start.first == "[" { return (try? JSONValue(parsing: text)) != nil }
        return start.first == "{" || start.hasPrefix("POST /") || PastedRequest.recognises(start)
    }

    static func read(_ text: String, file: String?) throws(FieldError) -> Bridge.Reading {
        var losses = Losses()
        let whole = try json(text, file: file, &losses)
        guard var request = find(whole, "", &losses) else {
            throw FieldError(
                file: file, field: "messages",
                message: "found no request: an object with a list of messages, or with a model and input")
        }
        takeArguments(of: &request, &losses)
        if request["messages"] == nil {
            do {
                let document = try PromptObjectReader.read(request: request, &losses)
                return Bridge.Reading(document: document, losses: losses.list)
            } catch {
                throw FieldError(file: file, field: error.field, message: error.message)
            }
        }
        let isMessages = MessagesRequestFormat.recognises(request)
        if !isMessages { takeSystem(of: &request, &losses) }
        do {
            if isMessages { addCacheMarks(of: request, &losses) }
            return Bridge.Reading(document: try RequestFormat.document(.object(request)), losses: losses.list)
        } catch {
            throw FieldError(file: file, field: error.field, message: error.message)
        }
    }

    private static func json(_ text: String, file: String?, _ losses: inout Losses) throws(FieldError) -> JSONValue {
        var body = Substring(text)
        var linesBefore = 0
        let command = text.drop(while: \.isWhitespace)
        if PastedRequest.recognises(command) { return try PastedRequest(command).json(file: file, &losses) }
        if text.drop(while: \.isWhitespace).hasPrefix("POST /") {
            guard let blank = text.firstRange(of: "\r\n\r\n") ?? text.firstRange(of: "\n\n") else {
                throw FieldError(file: file, message: "the captured request has no body")
            }
            body = text[blank.upperBound...]
            linesBefore = text[..<blank.upperBound].reduce(0) { $0 + ($1.isNewline ? 1 : 0) }
            losses.add("headers", "a prompt has none")
        }
        do {
            return try JSONValue(parsing: String(body))
        } catch {
            let line = body.drop(while: \.isWhitespace).prefix { !$0.isNewline }
            if let first = try? JSONValue(parsing: String(line)), first.objectValue != nil {
                losses.add("lines", "only the first is taken")
                return first
            }
            throw FieldError(file: file, line: linesBefore + error.line, column: error.column, message: error.message)
        }
    }

    /// Where loggers, proxies and SDKs have the body.
    private static let wrappers = [
        "request", "body", "json_data", "json", "kwargs", "arguments", "params", "input", "postData", "text", "data",
        "log", "entries", "request_body", "requestBody", "payload",
    ]

    private static func find(_ value: JSONValue, _ place: String, _ losses: inout Losses) -> JSONObject? {
        var value = value
        if let text = value.stringValue, text.utf8.first == UInt8(ascii: "{") {
            guard let parsed = try? JSONValue(parsing: text) else { return nil }
            value = parsed
        }
        if let items = value.arrayValue {
            for (index, item) in items.enumerated() {
                guard let found = find(item, "\(place)[\(index)]", &losses) else { continue }
                let more = items[(index + 1)...].filter { item in
                    var ignored = Losses()
                    return find(item, "", &ignored) != nil
                }
                if !more.isEmpty { losses.add(place.isEmpty ? "list" : place, "only its first request is taken") }
                return found
            }
            return nil
        }
        guard let object = value.objectValue else { return nil }
        if object["messages"]?.arrayValue != nil || isResponsesRequest(object) { return object }
        for key in wrappers {
            guard let inner = object[key], let found = find(inner, place.isEmpty ? key : "\(place).\(key)", &losses)
            else { continue }
            if !place.contains("."), object.count > 1 { losses.add("around \(key)", "only the request is taken") }
            return found
        }
        return nil
    }

    /// Whether an object is the body of a request of the Responses API, and not the response, which repeats its fields.
    private static func isResponsesRequest(_ object: JSONObject) -> Bool {
        let input = object["input"]
        return object["model"]?.stringValue != nil && object["output"] == nil
            && (input?.arrayValue != nil || input?.stringValue != nil)
    }

    /// A `system` beside the messages of a request that is no other way one of Anthropic's; here it is the first of them.
    private static func takeSystem(of request: inout JSONObject, _ losses: inout Losses) {
        guard let system = request["system"], !system.isNull, system.stringValue != nil || system.arrayValue != nil
        else { return }
        request["system"] = nil
        let message: JSONValue = ["role": "system", "content": system]
        request["messages"] = .array([message] + (request["messages"]?.arrayValue ?? []))
        losses.add("system", "it is the first message, with the role system")
    }

    /// Tools that Anthropic's Messages is asked to cache.
    private static func addCacheMarks(of request: JSONObject, _ losses: inout Losses) {
        for (index, tool) in (request["tools"]?.arrayValue ?? []).enumerated()
        where tool["cache_control"] != nil && tool["input_schema"] != nil {
            losses.add(
                "tools[\(index)].cache_control", "a tool has no place for it; under extra it is for the whole request")
        }
    }

    /// What an SDK's call has beside the fields of the request.
    private static func takeArguments(of request: inout JSONObject, _ losses: inout Losses) {
        if let extra = request.removeValue(forKey: "extra_body")?.objectValue {
            for member in extra.members { request[member.key] = member.value }
        }
        for key in ["extra_headers", "extra_query", "timeout"] where request.removeValue(forKey: key) != nil {
            losses.add(key, "belongs to the call and not to the request")
        }
    }
}
