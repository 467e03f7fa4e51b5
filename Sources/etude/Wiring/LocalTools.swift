import Playground
import Processes
import Prompts
import RequestCore
import Storage

/// Answers calls on this machine: commands as processes, once the person has approved them.
struct LocalTools: ToolBench {
    private let environment: [String: String]
    /// Names of the variables that hold providers' keys.
    private let keys: Set<String>
    private let store: LazyStore
    /// One for the whole process, so that all that runs can be ended with it.
    static let processes = CommandRunner()
    static let servers = MCPServers()

    /// Kills at once all that runs.
    static func endAll() {
        processes.endAll()
        servers.endAll()
    }

    init(_ surroundings: Surroundings, store: LazyStore) {
        environment = surroundings.environment
        keys = Set(surroundings.settings.providers.compactMap(\.apiKeyEnv))
        self.store = store
    }

    func facts(of command: ToolCommand, tool: String, directory: String?) async throws -> CommandFacts {
        if let key = command.environment.first(where: keys.contains) {
            throw CommandFailure("etude.tools.\(tool).env: \(key) is a provider's key, which no command is given")
        }
        let trust = try ToolTrust(
            command, directory: directory ?? DiskFiles.workingDirectory, contents: DiskFiles.bytes(ofRegularFile:))
        return CommandFacts(
            tool: tool, argv: trust.argv, directory: trust.directory, environment: trust.environment,
            fingerprint: trust.fingerprint)
    }

    /// A store that cannot be read has approved nothing.
    func isApproved(_ facts: CommandFacts) async -> Bool {
        (try? await store.store().isApproved(facts.fingerprint)) ?? false
    }

    func approve(_ facts: CommandFacts) async throws {
        try await store.store().approve(
            facts.fingerprint, description: "\(facts.tool): \(facts.argv.joined(separator: " "))")
    }

    func answer(_ call: AnswerableCall, directory: String?) async -> ToolResult {
        await answerer(directory).answer(call.call, from: call.source)
    }

    func tools(of server: MCPServer, directory: String?) async throws -> [Tool] {
        try await answerer(directory).tools(of: server)
    }

    func finish() async { await Self.servers.finish() }

    private func answerer(_ directory: String?) -> ToolAnswerer {
        ToolAnswerer(
            processes: Self.processes, servers: Self.servers, transport: CommandSession.curl,
            directory: directory ?? DiskFiles.workingDirectory,
            environment: environment)
    }
}
