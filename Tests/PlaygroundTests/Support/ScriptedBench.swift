import Prompts
import RequestCore
import Synchronization
import TestSupport

@testable import Playground

/// A bench whose commands are closures; it remembers what was approved.
final class ScriptedBench: ToolBench {
    typealias Answer = @Sendable (ToolCall) async -> ToolResult

    private let state = Mutex((approved: Set<String>(), answered: [String]()))
    private let answerCall: Answer
    /// What every server lists.
    private let listed: [Tool]

    init(
        listing tools: [Tool] = [],
        _ answer: @escaping Answer = { .init(callID: $0.id, text: "\($0.arguments)!", source: .command, seconds: 0.2) }
    ) {
        answerCall = answer
        listed = tools
    }

    /// The names of the calls that were answered, in the order of their start.
    var answered: [String] { state.withLock { $0.answered } }

    func tools(of server: MCPServer, directory: String?) async throws -> [Tool] { listed }

    func finish() async {}

    func facts(of command: ToolCommand, tool: String, directory: String?) async -> CommandFacts {
        CommandFacts(
            tool: tool, argv: command.argv, directory: directory ?? "/work", environment: command.environment,
            fingerprint: command.argv.joined(separator: " "))
    }

    func isApproved(_ facts: CommandFacts) async -> Bool { state.withLock { $0.approved.contains(facts.fingerprint) } }

    func approve(_ facts: CommandFacts) async throws {
        _ = state.withLock { $0.approved.insert(facts.fingerprint) }
    }

    func answer(_ call: ToolCall, from source: ToolSource, directory: String?) async -> ToolResult {
        state.withLock { $0.answered.append(call.name) }
        if case .mock(let text) = source { return ToolResult(callID: call.id, text: text, source: .mock) }
        return await answerCall(call)
    }
}
