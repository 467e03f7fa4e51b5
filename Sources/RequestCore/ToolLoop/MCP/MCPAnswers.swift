internal import JSON
public import Prompts

/// The meaning of a server's answers.
extension MCPSession.JSONText {
    /// A page of tools, and the cursor of the next page.
    public var tools: (tools: [Tool], next: String?) {
        let tools = (value["tools"]?.arrayValue ?? []).compactMap { item -> Tool? in
            guard let name = item["name"]?.stringValue, !name.isEmpty else { return nil }
            let description = item["description"]?.stringValue ?? item["title"]?.stringValue
            return Tool(name: name, description: description, parameters: item["inputSchema"])
        }
        return (tools, value["nextCursor"]?.stringValue)
    }

    /// The result of a call as a text, and whether it reports a failure.
    ///
    /// Texts are joined by line breaks. Images, sounds and resources are described in words. If there is no text, the
    /// structured content takes its place.
    public var callResult: (text: String, isError: Bool) {
        let isError = value["isError"]?.boolValue ?? false
        let pieces = (value["content"]?.arrayValue ?? []).map(Self.text(of:))
        if pieces.isEmpty, let structured = value["structuredContent"], !structured.isNull {
            return (structured.compact, isError)
        }
        return (pieces.joined(separator: "\n"), isError)
    }

    private static func text(of part: JSONValue) -> String {
        let kind = part["type"]?.stringValue ?? "part"
        switch kind {
        case "text": return part["text"]?.stringValue ?? ""
        case "resource":
            let resource = part["resource"]
            return resource?["text"]?.stringValue ?? "[resource \(resource?["uri"]?.stringValue ?? "")]"
        case "resource_link": return "[resource \(part["uri"]?.stringValue ?? "")]"
        default:
            let count = (part["data"]?.stringValue?.utf8.count ?? 0) / 4 * 3
            return "[\(kind) \(part["mimeType"]?.stringValue ?? ""), \(count) bytes]"
        }
    }
}

/// Talks to servers; an edge implements it. A server is started with the first question and stays for the next ones.
public protocol MCPConnector: Sendable {
    /// All tools of a server.
    ///
    /// - Throws: ``FieldError`` with the reason why it cannot be asked.
    func tools(of server: ToolProcess) async throws(FieldError) -> [Tool]
    /// Calls a tool of a server. Cancelling the task stops waiting for it.
    ///
    /// - Parameter arguments: the text of a JSON object.
    /// - Returns: the result, or what went wrong, with the server's last words.
    func call(_ tool: String, arguments: String, on server: ToolProcess) async -> MCPCallResult
    /// Stops the servers and waits for their end.
    func finish() async
}

extension MCPConnector {
    /// Does nothing: a connector that starts no process has nothing to end.
    public func finish() async {}
}

/// The outcome of a call.
public struct MCPCallResult: Sendable, Hashable {
    /// The text for the model.
    public var text: String
    /// Whether the tool reports a failure.
    public var isError: Bool
    /// Why the tool gave no answer; nil if it gave one.
    public var fault: String?
    /// The server's latest output on stderr.
    public var errors: String
    /// The time it took.
    public var seconds: Double

    /// Makes a result.
    public init(text: String, isError: Bool, fault: String? = nil, errors: String = "", seconds: Double) {
        self.text = text
        self.isError = isError
        self.fault = fault
        self.errors = errors
        self.seconds = seconds
    }
}
