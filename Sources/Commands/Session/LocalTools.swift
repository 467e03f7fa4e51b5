package import Prompts
package import RequestCore
import Storage

/// Answers calls on this machine: commands as processes, after the person has approved them.
package struct LocalTools: ToolBench {
    private let environment: [String: String]
    private let folder: WorkingFolder
    /// The names of the variables with providers' keys.
    private let keys: Set<String>
    private let store: LazyStore
    private let processes: any ProcessRunner
    private let servers: any MCPConnector
    private let transport: any Transport

    /// Creates a bench.
    ///
    /// - Parameters:
    ///   - store: keeps what the person has approved.
    ///   - processes: starts commands.
    ///   - servers: asks MCP servers.
    ///   - transport: carries the requests of HTTP tools.
    package init(
        _ surroundings: Surroundings, store: LazyStore, processes: any ProcessRunner, servers: any MCPConnector,
        transport: any Transport
    ) {
        environment = surroundings.environment
        folder = surroundings.folder
        keys = ProviderResolver.keyVariables(surroundings.settings)
        self.store = store
        self.processes = processes
        self.servers = servers
        self.transport = transport
    }

    package func facts(of command: ToolCommand, tool: String, directory: String?) async throws -> CommandFacts {
        if let key = command.environment.first(where: keys.contains) {
            throw CommandFailure("etude.tools.\(tool).env: \(key) is a provider's key, which no command is given")
        }
        let trust = try ToolTrust(
            command, directory: real(directory), contents: DiskFiles.bytes(ofRegularFile:))
        return CommandFacts(
            tool: tool, argv: trust.argv, directory: trust.directory, environment: trust.environment,
            fingerprint: trust.fingerprint)
    }

    /// The folder that commands run in, with links and `..` followed: one folder is approved once, whatever it is called.
    private func real(_ directory: String?) -> String {
        let folder = directory ?? folder.whole
        return DiskFiles.real(folder) ?? folder
    }

    /// If the store cannot be read, nothing counts as approved.
    package func isApproved(_ facts: CommandFacts) async -> Bool {
        (try? await store.store().isApproved(facts.fingerprint)) ?? false
    }

    package func approve(_ facts: CommandFacts) async throws {
        try await store.store().approve(
            facts.fingerprint, description: "\(facts.tool): \(facts.argv.joined(separator: " "))")
    }

    package func answer(_ call: ToolCall, from source: ToolSource, directory: String?) async -> ToolResult {
        await answerer(directory).answer(call, from: source)
    }

    package func tools(of server: MCPServer, directory: String?) async throws -> [Tool] {
        try await answerer(directory).tools(of: server)
    }

    package func finish() async { await servers.finish() }

    private func answerer(_ directory: String?) -> ToolAnswerer {
        ToolAnswerer(
            processes: processes, servers: servers, transport: transport, directory: real(directory),
            environment: environment)
    }
}
