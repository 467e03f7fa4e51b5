import Foundation
import Prompts
import RequestCore
import Synchronization
import TestSupport
import Testing

@testable import Processes

@Suite("MCP servers as children")
struct MCPServersTests {
    /// A server that answers as its argument says.
    private static let script = #"""
        import json, os, sys, time
        mode = sys.argv[1]
        print("a log line on stdout", flush=True)
        print("started", os.getpid(), file=sys.stderr, flush=True)
        waiting = []
        def say(message): print(json.dumps(message), flush=True)
        for line in sys.stdin:
            m = json.loads(line)
            if m.get("method") == "initialize":
                if mode == "refuses": say({"jsonrpc": "2.0", "id": m["id"], "error": {"code": 1, "message": "not today"}})
                else: say({"jsonrpc": "2.0", "id": m["id"], "result": {"protocolVersion": "2025-06-18", "capabilities": {}}})
            elif m.get("method") == "tools/list":
                after = int(m["params"].get("cursor", "0"))
                result = {"tools": [{"name": f"tool_{after}", "inputSchema": {"type": "object"}}]}
                if after < 2: result["nextCursor"] = str(after + 1)
                say({"jsonrpc": "2.0", "id": m["id"], "result": result})
            elif m.get("method") == "tools/call":
                name, arguments = m["params"]["name"], m["params"]["arguments"]
                if name == "die": print("I am gone", file=sys.stderr, flush=True); sys.exit(3)
                elif name == "hang": pass
                elif name == "flood":
                    try:
                        while True: sys.stdout.write("x" * 65536)
                    except BrokenPipeError: os._exit(0)
                elif name == "fail": say({"jsonrpc": "2.0", "id": m["id"], "result": {"content": [{"type": "text", "text": "no such harbour"}], "isError": True}})
                elif name == "together":
                    waiting.append(m["id"])
                    if len(waiting) == 10:
                        for id in reversed(waiting): say({"jsonrpc": "2.0", "id": id, "result": {"content": [{"type": "text", "text": str(id)}]}})
                elif name == "pid": say({"jsonrpc": "2.0", "id": m["id"], "result": {"content": [{"type": "text", "text": str(os.getpid())}]}})
                else: say({"jsonrpc": "2.0", "id": m["id"], "result": {"content": [{"type": "text", "text": json.dumps(arguments)}]}})
            elif m.get("method") == "notifications/cancelled": print("cancelled", file=sys.stderr, flush=True)
        if mode == "stays": time.sleep(600)
        """#

    private let servers = MCPServers()

    private func server(_ mode: String = "plain", timeLimit: Double = 20) -> ToolProcess {
        ToolProcess(
            argv: ["python3", "-c", Self.script, mode], input: [], directory: "/",
            environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"], timeLimit: timeLimit,
            outputLimit: 1 << 20)
    }

    @Test("the tools of all pages are listed, and calls go to the same server")
    func lists() async throws {
        let tools = try await servers.tools(of: server())
        #expect(tools.map(\.name) == ["tool_0", "tool_1", "tool_2"])
        let result = await servers.call("echo", arguments: #"{"a": "é \u001b[2J"}"#, on: server())
        #expect(result.text.contains("\\u001b[2J") && !result.isError && result.fault == nil)
        let first = await servers.call("pid", arguments: "{}", on: server())
        let second = await servers.call("pid", arguments: "{}", on: server())
        #expect(first.text == second.text && !first.text.isEmpty)
        await servers.finish()
    }

    @Test("ten calls wait for each other in one server, and each has its own answer")
    func together() async {
        let servers = servers
        let (server, texts) = (server(), Lines())
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<10 {
                group.addTask { texts.add(await servers.call("together", arguments: "{}", on: server).text) }
            }
        }
        #expect(Set(texts.all).count == 10)
        await servers.finish()
    }

    @Test(
        "what a tool says of its failure is its result; a server's end, silence and flood are faults with its last words"
    )
    func failures() async {
        let failed = await servers.call("fail", arguments: "{}", on: server())
        #expect(failed.isError && failed.text == "no such harbour" && failed.fault == nil)
        let silent = await servers.call("hang", arguments: "{}", on: server("plain", timeLimit: 0.3))
        #expect(silent.fault == "no answer after 0.3 s, its time limit")
        let died = await servers.call("die", arguments: "{}", on: server())
        #expect(died.fault?.contains("it has ended") == true && died.errors.contains("I am gone"))
        let again = await servers.call("echo", arguments: "{}", on: server())
        #expect(again.text == "{}")
        let flood = await servers.call("flood", arguments: "{}", on: server())
        #expect(flood.fault?.contains("a line of more than") == true)
        await servers.finish()
    }

    @Test("a server that refuses, is no server, or was not found says so")
    func noServer() async {
        await #expect(throws: FieldError.self) { try await servers.tools(of: server("refuses")) }
        let refused = await servers.call("echo", arguments: "{}", on: server("refuses"))
        #expect(refused.fault?.contains("not today") == true)
        var missing = server()
        missing.argv = ["/no/such/server"]
        #expect(await servers.call("a", arguments: "{}", on: missing).fault?.contains("could not be started") == true)
        var noise = server()
        noise.argv = ["sh", "-c", "echo hello; echo oops >&2; exit 7"]
        let gone = await servers.call("a", arguments: "{}", on: noise)
        #expect(gone.fault?.contains("it has ended") == true)
        await servers.finish()
    }

    @Test("a stopped call is left alone, the server is told, and it goes on")
    func stopped() async {
        let (servers, server) = (servers, server())
        let pid = await servers.call("pid", arguments: "{}", on: server).text
        let task = Task { await servers.call("hang", arguments: "{}", on: server) }
        task.cancel()
        #expect(await task.value.fault == "stopped")
        #expect(await servers.call("pid", arguments: "{}", on: server).text == pid)
        await servers.finish()
    }

    @Test("with the session a server ends, also one that wants to stay")
    func ends() async {
        let pid = await servers.call("pid", arguments: "{}", on: server("stays")).text
        await servers.finish()
        #expect(kill(pid_t(pid) ?? 0, 0) != 0 && errno == ESRCH)
    }
}

/// Texts from any task.
private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
}
