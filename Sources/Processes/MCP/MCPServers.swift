package import Prompts
package import RequestCore
import Synchronization

/// The servers of this session: each is started when it is first asked, asked again as long as it lives, and ended with the
/// session.
package final class MCPServers: MCPConnector {
    /// Pages of tools that are read of one server.
    private static let pages = 100

    private let groups = RunningGroups()
    private let connections = Mutex<[ToolProcess: MCPConnection]>([:])

    package init() {}

    package func tools(of server: ToolProcess) async throws(FieldError) -> [Tool] {
        let connection = try connection(to: server)
        var tools: [Tool] = []
        var cursor: String?
        for _ in 0..<Self.pages {
            let from = cursor
            let answer = await connection.ask(limit: server.timeLimit) { $0.listTools(after: from) }
            guard case .result(let result) = answer.reply else {
                throw FieldError(message: answer.words(of: server))
            }
            let page = result.tools
            tools += page.tools
            guard let next = page.next, !next.isEmpty else { return tools }
            cursor = next
        }
        return tools
    }

    package func call(_ tool: String, arguments: String, on server: ToolProcess) async -> MCPCallResult {
        let clock = ContinuousClock()
        let start = clock.now
        do throws(FieldError) {
            let connection = try connection(to: server)
            let answer = await connection.ask(limit: server.timeLimit) { $0.call(tool, argumentText: arguments) }
            let seconds = (clock.now - start) / .seconds(1)
            switch answer.reply {
            case .result(let result):
                let (text, isError) = result.callResult
                return MCPCallResult(text: text, isError: isError, errors: answer.errors, seconds: seconds)
            case .failure(let words):
                return MCPCallResult(text: "", isError: true, fault: words, errors: answer.errors, seconds: seconds)
            }
        } catch {
            return MCPCallResult(text: "", isError: true, fault: error.message, seconds: 0)
        }
    }

    /// Asks all servers to end, and waits until they have.
    package func finish() async {
        let all = connections.withLock { connections in
            defer { connections = [:] }
            return Array(connections.values)
        }
        for connection in all { connection.stop() }
        for connection in all { await connection.hasEnded() }
    }

    /// Kills at once what runs, and lets nothing more be started.
    package func endAll() { groups.endAll() }

    /// The one that runs, else a new one.
    private func connection(to server: ToolProcess) throws(FieldError) -> MCPConnection {
        let result = connections.withLock { connections -> Result<MCPConnection, FieldError> in
            if let known = connections[server], known.isOpen { return .success(known) }
            do throws(Child.Failure) {
                let new = try MCPConnection(server, groups)
                connections[server] = new
                return .success(new)
            } catch {
                return .failure(FieldError(message: "could not be started: \(error.words)"))
            }
        }
        return try result.get()
    }
}

/// A server's answer with what it has written on stderr.
struct MCPAnswer: Sendable {
    var reply: MCPSession.Reply
    var errors: String

    func words(of server: ToolProcess) -> String {
        guard case .failure(let words) = reply else { return "" }
        let last = errors.split(separator: "\n").last.map { " (\($0))" } ?? ""
        return "\(server.argv.first ?? "the server"): \(words)\(last)"
    }
}
