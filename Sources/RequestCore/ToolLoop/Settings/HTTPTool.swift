internal import JSON
package import Prompts

/// An HTTP request that answers calls of a tool, as the prompt's file names it.
///
/// ```yaml
/// etude:
///   tools:
///     tide:
///       http:
///         method: POST                                  # GET where it is not said
///         url: https://tides.example.org/v1/{{harbour}}   # in a URL an argument is percent-encoded
///         headers: {Accept: application/json}
///         body: '{"days": {{days}}}'                    # in a body an argument is JSON
/// ```
///
/// Without a body, a request other than GET and HEAD carries all arguments as JSON. No key of a provider is ever sent.
package struct HTTPTool: Sendable, Hashable {
    /// The method in capitals.
    package var method: String
    /// The URL, with `{{placeholders}}`.
    package var url: String
    /// The headers in the order of the file, with `{{placeholders}}`.
    package var headers: [HTTPHeader]
    /// The body, with `{{placeholders}}`; nil sends all arguments, or nothing.
    package var body: String?
    /// The longest wait for the next byte, in seconds.
    package var timeLimit: Double
    /// The most bytes of the answer that are read.
    package var outputLimit: Int

    /// Makes a request.
    package init(
        method: String = "GET", url: String, headers: [HTTPHeader] = [], body: String? = nil,
        timeLimit: Double = 30, outputLimit: Int = 1 << 20
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeLimit = timeLimit
        self.outputLimit = outputLimit
    }

    private static let keys = ["method", "url", "headers", "body"]
    private static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]

    /// - Throws: the field that cannot be understood, and what it accepts.
    init(_ json: JSONValue, limits: ToolCommand, field: String) throws(FieldError) {
        guard let object = json.objectValue else { throw FieldError(field: field, message: "must have a url") }
        if let unknown = object.keys.first(where: { !Self.keys.contains($0) }) {
            throw FieldError(
                field: "\(field).\(unknown)", message: "is not known; known are \(Self.keys.joined(separator: ", "))")
        }
        let method = object["method"]?.stringValue ?? "GET"
        guard Self.methods.contains(method.uppercased()) else {
            throw FieldError(
                field: field + ".method", message: "must be one of \(Self.methods.joined(separator: ", "))")
        }
        let url = object["url"]?.stringValue ?? ""
        let origin = url.split(separator: "/", omittingEmptySubsequences: false).prefix(3).joined(separator: "/")
        guard origin.lowercased().hasPrefix("https://") || origin.lowercased().hasPrefix("http://"),
            !origin.contains("{{")
        else {
            throw FieldError(
                field: field + ".url",
                message: "must begin with https:// or http:// and a host, which no argument of the call can be")
        }
        self.init(
            method: method.uppercased(), url: url, body: object["body"].map { $0.stringValue ?? $0.compact },
            timeLimit: limits.timeLimit, outputLimit: limits.outputLimit)
        for header in object["headers"]?.objectValue?.members ?? [] {
            guard let value = header.value.stringValue, !(header.key + value).contains(where: \.isNewline) else {
                throw FieldError(field: "\(field).headers.\(header.key)", message: "must be a text on one line")
            }
            headers.append(.init(name: header.key, value: value))
        }
    }

    /// What a person approves: the whole request with its placeholders.
    package var approval: ToolCommand {
        ToolCommand(
            argv: ["HTTP", method, url] + headers.map { "\($0.name): \($0.value)" } + (body.map { [$0] } ?? []))
    }

    /// The request for a call.
    ///
    /// - Throws: if the call has no argument for a placeholder.
    func request(for arguments: JSONValue) throws(FieldError) -> TransportRequest {
        let url = try fill(url, arguments) { ToolAnswerer.text(of: $0).percentEncoded }
        var headers: [(name: String, value: String)] = []
        for header in self.headers {
            let value = try fill(header.value, arguments) { ToolAnswerer.text(of: $0) }
            guard !value.contains(where: \.isNewline) else {
                throw FieldError(field: "http.headers.\(header.name)", message: "an argument has a line break")
            }
            headers.append((header.name, value))
        }
        var text = try body.map { body throws(FieldError) in try fill(body, arguments) { $0.compact } }
        if text == nil, !["GET", "HEAD"].contains(method) { text = arguments.compact }
        if text != nil, !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            headers.append(("Content-Type", "application/json"))
        }
        return TransportRequest(
            method: method, url: url, headers: headers, body: Array((text ?? "").utf8), idleTimeout: timeLimit,
            connectTimeout: min(10, timeLimit))
    }

    private func fill(
        _ template: String, _ arguments: JSONValue, _ written: (JSONValue) -> String
    ) throws(FieldError) -> String {
        let (text, missing) = Variables.render(template) { ToolAnswerer.value(of: $0, in: arguments).map(written) }
        guard missing.isEmpty else {
            throw FieldError(field: "http", message: "the call has no argument \(missing.joined(separator: ", "))")
        }
        return text
    }
}

extension HTTPTool {
    /// A server's answer.
    struct Answer {
        var status = 0
        var text = ""
        /// Why there is no answer, or what the server complains about; nil if all is well.
        var fault: String?
    }

    /// Sends the request and reads the answer, up to the limit.
    func answer(to request: TransportRequest, over transport: any Transport) async -> Answer {
        var (answer, bytes) = (Answer(), [UInt8]())
        do {
            for try await event in transport.send(request) {
                switch event {
                case .head(let head): answer.status = head.status
                case .body(let piece):
                    bytes += piece
                    guard bytes.count <= outputLimit else {
                        answer.fault = "more than \(outputLimit) bytes came, its limit"
                        bytes.removeLast(bytes.count - outputLimit)
                        answer.text = String(decoding: bytes, as: UTF8.self)
                        return answer
                    }
                }
            }
        } catch let error as RunError {
            answer.fault = error.kind == .cancelled ? "stopped" : error.message
        } catch {
            answer.fault = "\(error)"
        }
        answer.text = String(decoding: bytes, as: UTF8.self)
        if answer.fault == nil, !(200..<300).contains(answer.status) { answer.fault = "HTTP status \(answer.status)" }
        return answer
    }
}
