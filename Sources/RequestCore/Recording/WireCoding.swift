internal import JSON
package import Prompts

/// A recording as text: JSON Lines with a first line that says what it is, then one line for each entry.
///
/// ```
/// {"etude_wire":1,"provider":"openai"}
/// {"at_ms":0,"attempt":0,"request":{"method":"POST","url":"…","headers":[["Accept","text/event-stream"]],"body":"{…}"}}
/// {"at_ms":412.1,"attempt":0,"response":{"status":200,"headers":[["content-type","text/event-stream"]]}}
/// {"at_ms":413.9,"attempt":0,"body":"data: {…}\n\n"}
/// {"at_ms":840.2,"attempt":0,"end":"complete"}
/// ```
///
/// The first line also has the `dialect` if that is not `chat`. A body that is not UTF-8 is written as `body_base64`. An
/// end is `complete`, `closed` if Étude stopped reading, or the kind of the error with its `message`.
extension WireRecord {
    /// The first line of the text.
    package var firstLine: String {
        var object: JSONObject = ["etude_wire": 1, "provider": .string(provider)]
        if dialect != .chat { object["dialect"] = .string(dialect.rawValue) }
        return JSONValue.object(object).compact
    }

    /// The whole text, with a line break at its end.
    package var text: String { ([firstLine] + entries.map(\.line)).joined(separator: "\n") + "\n" }

    /// Reads the form of ``text``. A last line that was cut off, for example by a kill, is left out.
    ///
    /// - Parameter file: the name for errors.
    /// - Throws: the line that is not an entry.
    package init(parsing text: String, file: String? = nil) throws(FieldError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let first = lines.first.flatMap { try? JSONValue(parsing: String($0)) }
        guard first?["etude_wire"]?.intValue == 1 else {
            throw FieldError(
                file: file, line: 1, field: "etude_wire",
                message: "not a wire record, which begins with {\"etude_wire\":1"
            )
        }
        let name = first?["dialect"]?.stringValue
        guard let dialect = name.map(DialectID.init(rawValue:)) ?? .chat else {
            throw FieldError(
                file: file, line: 1, field: "dialect",
                message: "must be one of \(DialectID.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self.init(provider: first?["provider"]?.stringValue ?? "", dialect: dialect)
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let isLast = index == lines.count - 1
            guard let json = try? JSONValue(parsing: String(line)) else {
                if isLast { return }
                throw FieldError(file: file, line: index + 1, message: "not JSON")
            }
            guard let entry = WireEntry(json: json) else {
                throw FieldError(
                    file: file, line: index + 1,
                    message: "not an entry of a wire record: at_ms, attempt and one of request, response, body, end")
            }
            entries.append(entry)
        }
    }
}

extension WireEntry {
    /// The entry as one line of JSON, without a line break.
    package var line: String { JSONValue.object(json).compact }

    private var json: JSONObject {
        var object: JSONObject = [
            "at_ms": JSONNumber((atMS * 1000).rounded() / 1000).map(JSONValue.number) ?? 0,
            "attempt": .number(JSONNumber(attempt)),
        ]
        switch content {
        case .request(let request):
            var inner: JSONObject = [
                "method": .string(request.method), "url": .string(request.url), "headers": Self.json(request.headers),
            ]
            Self.write(request.body, to: &inner)
            object["request"] = .object(inner)
        case .head(let head):
            object["response"] = ["status": .number(JSONNumber(head.status)), "headers": Self.json(head.headers)]
        case .body(let bytes): Self.write(bytes, to: &object)
        case .end(.complete): object["end"] = "complete"
        case .end(.closed): object["end"] = "closed"
        case .end(.failed(let kind, let message)):
            object["end"] = .string(kind.rawValue)
            object["message"] = .string(message)
        }
        return object
    }

    private static func json(_ headers: [HTTPHeader]) -> JSONValue {
        .array(headers.map { [.string($0.name), .string($0.value)] })
    }

    private static func write(_ bytes: [UInt8], to object: inout JSONObject) {
        if let text = String(validating: bytes, as: UTF8.self) {
            object["body"] = .string(text)
        } else {
            object["body_base64"] = .string(Base64.encode(bytes))
        }
    }

    fileprivate init?(json: JSONValue) {
        guard let atMS = json["at_ms"]?.doubleValue, let attempt = json["attempt"]?.intValue, attempt >= 0,
            let content = Self.content(json)
        else { return nil }
        self.init(attempt: attempt, atMS: atMS, content)
    }

    private static func content(_ json: JSONValue) -> Content? {
        if let request = json["request"] {
            guard let method = request["method"]?.stringValue, let url = request["url"]?.stringValue,
                let headers = headers(request["headers"]), let body = body(request)
            else { return nil }
            return .request(WireRequest(method: method, url: url, headers: headers, body: body))
        }
        if let response = json["response"] {
            guard let status = response["status"]?.intValue, let headers = headers(response["headers"]) else {
                return nil
            }
            return .head(ResponseHead(status: status, headers: headers))
        }
        if let end = json["end"]?.stringValue {
            if end == "complete" { return .end(.complete) }
            if end == "closed" { return .end(.closed) }
            return RunError.Kind(rawValue: end).map { .end(.failed($0, json["message"]?.stringValue ?? "")) }
        }
        return body(json).map(Content.body)
    }

    private static func headers(_ json: JSONValue?) -> [HTTPHeader]? {
        guard let lines = json?.arrayValue else { return nil }
        var headers: [HTTPHeader] = []
        for line in lines {
            guard let pair = line.arrayValue, pair.count == 2, let name = pair[0].stringValue,
                let value = pair[1].stringValue
            else { return nil }
            headers.append(HTTPHeader(name: name, value: value))
        }
        return headers
    }

    private static func body(_ json: JSONValue) -> [UInt8]? {
        if let text = json["body"]?.stringValue { return Array(text.utf8) }
        return json["body_base64"]?.stringValue.flatMap { Base64.decode($0) }
    }
}
