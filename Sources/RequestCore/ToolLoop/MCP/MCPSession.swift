internal import JSON

/// The client's side of the Model Context Protocol without the stream: bytes go in, and lines to write and replies
/// come out.
///
/// The protocol is JSON-RPC 2.0, one message a line (MCP specification, "stdio"). Requests wait until the server has
/// answered `initialize`. Requests of the server are declined, except `ping`. Lines that are not messages are
/// ignored, because some servers print their log.
package struct MCPSession: Sendable {
    /// The revision that the client asks for. Servers answer with the one that they speak.
    package static let version = "2025-06-18"

    /// The effect of bytes or of a request.
    package enum Event: Sendable, Hashable {
        /// A line to write to the server, its line break included.
        case send(String)
        /// The answer to a request.
        case reply(id: Int, Reply)
        /// The server's tools have changed.
        case toolsChanged
        /// A line that is not a message.
        case noise(String)
        /// The server does not speak the protocol and cannot be asked anything more.
        case broken(String)
    }

    /// A server's answer.
    package enum Reply: Sendable, Hashable {
        case result(JSONText)
        /// The server's words.
        case failure(String)
    }

    /// JSON that is parsed on demand.
    package struct JSONText: Sendable, Hashable {
        let value: JSONValue
    }

    /// The longest line that is read.
    private let longestLine: Int
    private var line: [UInt8] = []
    private var nextID = 1
    private var isReady = false
    private var isBroken = false
    /// Lines that wait until the server is ready.
    private var queue: [String] = []

    private static let initializeID = 0

    /// Makes a session with a server that has just been started.
    package init(longestLine: Int = 16 << 20) { self.longestLine = longestLine }

    /// The first line to write.
    package func greeting() -> String {
        Self.text([
            "jsonrpc": "2.0", "id": .number(JSONNumber(Self.initializeID)), "method": "initialize",
            "params": [
                "protocolVersion": .string(Self.version), "capabilities": [:],
                "clientInfo": ["name": "etude", "version": "0"],
            ],
        ])
    }

    /// Asks for a page of the server's tools.
    ///
    /// - Parameter cursor: the end of the page before.
    package mutating func listTools(after cursor: String? = nil) -> (id: Int, events: [Event]) {
        request("tools/list", cursor.map { ["cursor": .string($0)] } ?? [:])
    }

    /// Calls a tool.
    ///
    /// - Parameter arguments: an object.
    mutating func call(_ tool: String, arguments: JSONValue) -> (id: Int, events: [Event]) {
        request("tools/call", ["name": .string(tool), "arguments": arguments])
    }

    /// Calls a tool.
    ///
    /// - Parameter arguments: the text of a JSON object. Anything else is sent as an empty object.
    package mutating func call(_ tool: String, argumentText: String) -> (id: Int, events: [Event]) {
        call(tool, arguments: (try? JSONValue(parsing: argumentText)) ?? [:])
    }

    /// The line that tells the server that nobody waits for an answer any more.
    package func cancellation(of id: Int) -> String {
        Self.text([
            "jsonrpc": "2.0", "method": "notifications/cancelled",
            "params": ["requestId": .number(JSONNumber(id))],
        ])
    }

    private mutating func request(_ method: String, _ params: JSONValue) -> (id: Int, events: [Event]) {
        let id = nextID
        nextID += 1
        let text = Self.text([
            "jsonrpc": "2.0", "id": .number(JSONNumber(id)), "method": .string(method), "params": params,
        ])
        guard isReady else {
            queue.append(text)
            return (id, [])
        }
        return (id, [.send(text)])
    }

    /// Reads what the server has written.
    package mutating func receive(_ bytes: some Sequence<UInt8>) -> [Event] {
        var events: [Event] = []
        for byte in bytes where !isBroken {
            guard byte == 0x0A else {
                line.append(byte)
                if line.count > longestLine {
                    isBroken = true
                    events.append(.broken("it wrote a line of more than \(longestLine) bytes"))
                }
                continue
            }
            events += take(line)
            line = []
        }
        return events
    }

    private mutating func take(_ line: [UInt8]) -> [Event] {
        let blank = line.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
        if blank { return [] }
        guard let json = try? JSONValue(parsing: line) else {
            return [.noise(String(decoding: line.prefix(500), as: UTF8.self))]
        }
        // The revision 2025-03-26 allows several messages in one line.
        return (json.arrayValue ?? [json]).flatMap { message($0) }
    }

    private mutating func message(_ json: JSONValue) -> [Event] {
        guard json.objectValue != nil else { return [.noise(json.compact)] }
        if let method = json["method"]?.stringValue { return asked(method, json["id"]) }
        guard let id = Self.number(json["id"]) else { return [] }
        let reply: Reply =
            if let error = json["error"], !error.isNull {
                .failure(error["message"]?.stringValue ?? error.compact)
            } else {
                .result(JSONText(value: json["result"] ?? .null))
            }
        guard id == Self.initializeID else { return [.reply(id: id, reply)] }
        if case .failure(let words) = reply {
            isBroken = true
            return [.broken(words)]
        }
        guard !isReady else { return [] }
        isReady = true
        defer { queue = [] }
        return [.send(Self.text(["jsonrpc": "2.0", "method": "notifications/initialized"]))] + queue.map(Event.send)
    }

    /// Answers a request or a notification of the server.
    private func asked(_ method: String, _ id: JSONValue?) -> [Event] {
        guard let id, !id.isNull else { return method == "notifications/tools/list_changed" ? [.toolsChanged] : [] }
        var answer: JSONObject = ["jsonrpc": "2.0", "id": id]
        if method == "ping" {
            answer["result"] = [:]
        } else {
            answer["error"] = ["code": -32601, "message": .string("the client has no \(method)")]
        }
        return [.send(Self.text(.object(answer)))]
    }

    private static func number(_ id: JSONValue?) -> Int? { id?.intValue ?? id?.stringValue.flatMap { Int($0) } }

    private static func text(_ message: JSONValue) -> String { message.compact + "\n" }
}
