internal import JSON
public import Prompts

/// What a server's answers mean.
extension MCPSession.JSONText {
    /// A page of tools, and where the next one begins.
    public var tools: (tools: [Tool], next: String?) {
        let tools = (value["tools"]?.arrayValue ?? []).compactMap { item -> Tool? in
            guard let name = item["name"]?.stringValue, !name.isEmpty else { return nil }
            let description = item["description"]?.stringValue ?? item["title"]?.stringValue
            return Tool(name: name, description: description, parameters: item["inputSchema"])
        }
        return (tools, value["nextCursor"]?.stringValue)
    }

    /// The result of a call as a text, and whether it tells of a failure.
    ///
    /// Texts are joined by line breaks; of images, sounds and resources it is said what they are; where there is no text, what is
    /// structured stands for it.
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

/// Talks to servers; implemented at the edge. A server is started with the first question and stays for the next ones.
public protocol MCPConnector: Sendable {
    /// All tools of a server.
    ///
    /// - Throws: ``FieldError`` with why it cannot be asked.
    func tools(of server: ToolProcess) async throws(FieldError) -> [Tool]
    /// Calls a tool of a server; cancelling the task leaves it alone.
    ///
    /// - Parameter arguments: the text of a JSON object.
    /// - Returns: the result, or what went wrong with the server's last words.
    func call(_ tool: String, arguments: String, on server: ToolProcess) async -> MCPCallResult
}

/// What came of a call.
public struct MCPCallResult: Sendable, Hashable {
    /// What the model is told.
    public var text: String
    /// Whether the tool says that it failed.
    public var isError: Bool
    /// Why there is no answer of the tool; nil where there is one.
    public var fault: String?
    /// What the server has written on stderr of late.
    public var errors: String
    /// How long it took.
    public var seconds: Double

    /// A result of these parts.
    public init(text: String, isError: Bool, fault: String? = nil, errors: String = "", seconds: Double) {
        self.text = text
        self.isError = isError
        self.fault = fault
        self.errors = errors
        self.seconds = seconds
    }
}
