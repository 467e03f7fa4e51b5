package import Prompts
package import RequestCore

/// What a command needs of the world around it. The executable hands in the process's own, tests hand in theirs.
package struct CommandEdges: Sendable {
    /// The variables of the environment.
    package var environment: [String: String]
    /// Where relative paths start.
    package var folder: WorkingFolder
    /// What the command reads as standard input.
    package var input: Input
    /// Where answers and lists go.
    package var output: Output
    /// Where the person is told everything else.
    package var errors: Output
    /// Carries requests over HTTP, those of HTTP tools included.
    package var http: any Transport
    /// Answers in the place of a provider, offline.
    package var simulator: any Transport
    /// Gets the HTTP transport ready, since a request is about to be prepared.
    package var expectRequest: @Sendable () -> Void = {}
    /// Starts the commands that answer tool calls.
    package var processes: any ProcessRunner
    /// Asks the MCP servers that answer tool calls.
    package var servers: any MCPConnector
    /// Runs the command that prints a provider's key.
    package var readKey: KeyKeeper.Run = { command in
        throw CommandFailure("\(command.program) of api_key_command cannot be run here")
    }
    /// Asks the person a question of these lines. Returns the answer in small letters; nil where nobody can be asked.
    package var ask: @Sendable ([String]) -> String? = { _ in nil }
    /// Watches for signals that stop what is under way, until the returned value is told to stop watching.
    package var interruption: @Sendable (_ handler: @escaping @Sendable () -> Void) -> any Interruption
    /// Finds what the playground cannot use in the person's settings, such as keys and a theme.
    package var playgroundProblems: @Sendable (Surroundings) -> [FieldError] = { _ in [] }
    /// How long a command that is done stays for a collector of its logs.
    package var collectorPatience = Duration.milliseconds(500)

    /// Creates the edges of a command.
    package init(
        environment: [String: String], folder: WorkingFolder, input: Input, output: Output, errors: Output,
        http: any Transport, simulator: any Transport, processes: any ProcessRunner, servers: any MCPConnector,
        interruption: @escaping @Sendable (_ handler: @escaping @Sendable () -> Void) -> any Interruption
    ) {
        self.environment = environment
        self.folder = folder
        self.input = input
        self.output = output
        self.errors = errors
        self.http = http
        self.simulator = simulator
        self.processes = processes
        self.servers = servers
        self.interruption = interruption
    }

    /// Returns what carries a provider's requests.
    func transport(for provider: Provider) -> any Transport {
        provider.kind == .simulator ? simulator : http
    }
}

/// Signals that are watched for while something is under way.
package protocol Interruption {
    /// The signal that came first; nil if there was none.
    var signal: Int32? { get }
    /// Ends the watch: from now on a signal ends the process.
    func end()
}
