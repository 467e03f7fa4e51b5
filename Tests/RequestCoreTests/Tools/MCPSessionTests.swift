import Fuzzing
import JSON
import Prompts
import Testing

@testable import RequestCore

@Suite("The Model Context Protocol, without a server")
struct MCPSessionTests {
    private let ready = #"{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","capabilities":{}}}"# + "\n"

    private func sent(_ events: [MCPSession.Event]) -> [JSONValue] {
        events.compactMap { if case .send(let line) = $0 { try? JSONValue(parsing: line) } else { nil } }
    }

    private func readySession() -> MCPSession {
        var session = MCPSession()
        _ = session.receive(ready.utf8)
        return session
    }

    @Test("what is asked before the server is ready is sent after it has greeted back, in order")
    func handshake() throws {
        var session = MCPSession()
        let greeting = try JSONValue(parsing: session.greeting())
        #expect(greeting["method"] == "initialize" && greeting["params"]?["clientInfo"]?["name"] == "etude")
        let list = session.listTools()
        let call = session.call("tide", argumentText: #"{"harbour":"Brest"}"#)
        #expect(list.events.isEmpty && call.events.isEmpty)
        let messages = sent(session.receive(ready.utf8))
        #expect(messages.map { $0["method"] } == ["notifications/initialized", "tools/list", "tools/call"])
        #expect(messages[2]["params"] == ["name": "tide", "arguments": ["harbour": "Brest"]])
        #expect(sent(session.listTools(after: "p2").events).first?["params"] == ["cursor": "p2"])
    }

    @Test("bytes may come cut anywhere, several messages in a line, noise between them")
    func cuts() {
        let text =
            "starting…\n" + ready
            + #"[{"jsonrpc":"2.0","id":1,"result":{"a":1}},{"jsonrpc":"2.0","id":2,"error":{"code":1,"message":"no"}}]"#
            + "\r\n\n" + #"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"# + "\n"
        var whole = MCPSession()
        let expected = whole.receive(text.utf8)
        #expect(expected.first == .noise("starting…") && expected.last == .toolsChanged)
        #expect(expected.contains(.reply(id: 2, .failure("no"))))
        for cut in 1..<text.utf8.count {
            var session = MCPSession()
            let bytes = Array(text.utf8)
            #expect(session.receive(bytes[..<cut]) + session.receive(bytes[cut...]) == expected)
        }
    }

    @Test("a ping is answered, and what the client does not have is declined")
    func asked() {
        var session = readySession()
        let pong = sent(session.receive((#"{"jsonrpc":"2.0","id":"x","method":"ping"}"# + "\n").utf8))
        #expect(pong == [["jsonrpc": "2.0", "id": "x", "result": [:]]])
        let no = sent(session.receive((#"{"jsonrpc":"2.0","id":7,"method":"sampling/createMessage"}"# + "\n").utf8))
        #expect(no.first?["error"]?["code"] == -32601)
    }

    @Test("a server that refuses the greeting, or writes a line without end, is given up")
    func broken() {
        var refused = MCPSession()
        let words = #"{"jsonrpc":"2.0","id":0,"error":{"code":-32602,"message":"version?"}}"# + "\n"
        #expect(refused.receive(words.utf8) == [.broken("version?")])
        var endless = MCPSession(longestLine: 100)
        let events = endless.receive(repeatElement(UInt8(ascii: "x"), count: 1_000))
        #expect(events.count == 1 && endless.receive("\n".utf8).isEmpty)
    }

    @Test("results are read as texts, with what else there is described")
    func results() {
        func text(_ json: JSONValue) -> String { MCPSession.JSONText(value: json).callResult.text }
        #expect(text(["content": [["type": "text", "text": "a"], ["type": "text", "text": "b"]]]) == "a\nb")
        #expect(text(["content": [], "structuredContent": ["at": 5]]) == #"{"at":5}"#)
        #expect(
            text(["content": [["type": "image", "mimeType": "image/png", "data": "AAAA"]]])
                == "[image image/png, 3 bytes]")
        #expect(text(["content": [["type": "resource", "resource": ["uri": "file:///a", "text": "T"]]]]) == "T")
        #expect(MCPSession.JSONText(value: ["content": [], "isError": true]).callResult.isError)
        #expect(text("nonsense") == "")
        let page = MCPSession.JSONText(value: [
            "tools": [["name": "a", "inputSchema": ["type": "object"]], [:], 5], "nextCursor": "n",
        ])
        #expect(page.tools.tools == [Tool(name: "a", parameters: ["type": "object"])] && page.tools.next == "n")
    }

    @Test("no line of a hostile server crashes the session, or is answered with more than a line")
    func hostile() {
        let pieces = [
            "{", "}", "[", "]", "\"id\":", "1", "0", "-1", "9e99", "null", "\"method\":", "\"ping\"", ",", ":",
            "\"result\":",
            "\"error\":", "\u{1B}[2J", "é", "\n", "\r", " ", "\"jsonrpc\":\"2.0\"", String(repeating: "[", count: 600),
        ]
        for seed in 1...2_000 {
            var random = SeededGenerator(seed: UInt64(seed))
            var session = readySession()
            let line = (0..<Int.random(in: 1...20, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }
            for event in session.receive((line.joined() + "\n").utf8) {
                if case .send(let answer) = event { #expect(answer.filter { $0 == "\n" }.count == 1) }
            }
        }
    }

    @Test("servers and their tools are read as the file has them; what cannot be is named")
    func settings() throws {
        let mcp: JSONValue = [
            "sea": ["command": "./sea", "args": ["-q"], "env": ["STATION"], "cwd": "bin", "timeout": 5]
        ]
        let tools = try ToolSettings.all(in: [
            "mcp": mcp,
            "tools": ["tide": ["mcp": "sea"], "wind": ["mcp": ["server": "sea", "tool": "gust"], "mode": "auto"]],
        ])
        let server = MCPServer(
            name: "sea",
            command: ToolCommand(
                argv: ["./sea", "-q"], directory: "bin", environment: ["STATION"], timeLimit: 5, outputLimit: 16 << 20))
        #expect(tools["tide"]?.source == .mcp(MCPTool(server: server, tool: "tide")))
        #expect(tools["wind"]?.source == .mcp(MCPTool(server: server, tool: "gust")))
        #expect(tools["tide"]?.source?.command == server.command)
        let own = MCPServer(name: "own", command: ToolCommand(argv: ["x"]), isOwn: true)
        let ofOwn = try ToolSettings.all(in: ["tools": ["a": ["mcp": "own"]]], servers: ["own": own])
        #expect(ofOwn["a"]?.source?.command == nil)
        func problem(_ etude: JSONObject) -> String? {
            do throws(FieldError) {
                _ = try ToolSettings.all(in: etude)
                return nil
            } catch {
                return error.description
            }
        }
        #expect(
            problem(["tools": ["a": ["mcp": "sky"]], "mcp": mcp])?.contains(
                "no server is called 'sky' under etude.mcp; there are sea") == true)
        #expect(problem(["mcp": ["sea": [:]]])?.contains("etude.mcp.sea.command") == true)
        #expect(problem(["mcp": ["sea": ["command": "x", "url": "y"]]])?.contains("etude.mcp.sea.url") == true)
        #expect(
            problem(["tools": ["a": ["mcp": "sea", "mock": "x"]], "mcp": mcp])?.contains("only one can answer") == true)
    }
}
