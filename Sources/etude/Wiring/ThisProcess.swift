import Commands
import CurlTransport
import Glibc
import Processes
import Prompts
import RequestCore
import Simulator
import Storage

/// What a process has only one of: its environment, its connections, its children, its end.
enum ThisProcess {
    /// One transport for the whole process, so that connections are used again.
    static let curl = CurlTransport()
    /// One runner for the whole process, so that everything that runs can be stopped with it.
    static let processes = CommandRunner()
    static let servers = MCPServers()

    /// The variables of the environment.
    static func environment() -> [String: String] {
        var values: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if let equals = text.firstIndex(of: "=") {
                values[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            next += 1
        }
        return values
    }

    /// What a command gets of this process.
    static func edges() -> CommandEdges {
        let environment = environment()
        var edges = CommandEdges(
            environment: environment, folder: WorkingFolder(home: UserHome.path(in: environment)), input: .standard,
            output: .standard, errors: .standardError, http: curl, simulator: SimulatorTransport(),
            processes: processes, servers: servers, interruption: { StopSignals($0) })
        edges.expectRequest = { curl.warmUp() }
        edges.readKey = { try await KeyProgram().output(of: $0) }
        edges.ask = TerminalQuestion.ask
        edges.playgroundProblems = PlaygroundSettings.problems
        return edges
    }

    /// Loads libcurl while the arguments are still being parsed, if the environment says that it will be needed.
    static func expectRequest() {
        if getenv("OPENAI_API_KEY") != nil || getenv("OPENAI_BASE_URL") != nil { curl.warmUp() }
    }

    /// Runs a command, and ends the process as it ended.
    ///
    /// Nothing is closed or freed: the curl thread may be at work, and a later process writes back what SQLite would now.
    static func run(_ command: any EtudeCommand) async -> Never {
        let ending = await CommandSession.run(command, edges: edges())
        if case .status(0) = ending { await servers.finish() }
        endAll()
        switch ending {
        case .status(let status): _exit(status)
        case .closed(let closed): end(closed)
        }
    }

    /// Ends the process with what was wrong before anything began.
    static func end(saying error: any Error) -> Never {
        Output.standardError.line("etude: \(error)")
        _exit((error as? CommandFailure)?.status ?? 2)
    }

    /// Kills everything that runs.
    static func endAll() {
        processes.endAll()
        servers.endAll()
    }

    /// Ends the process: silently if the reader went away, as other programs do, else with the reason.
    private static func end(_ closed: Output.Closed) -> Never {
        guard closed.number == EPIPE else {
            Output.standardError.line(
                "etude: the output cannot be written: \(String(cString: strerror(closed.number)))")
            exit(1)
        }
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
        exit(141)
    }
}

extension Input {
    /// The process's standard input.
    static let standard = Input(descriptor: STDIN_FILENO)

    /// All of standard input. Afterwards the terminal replaces it, so that the playground can read keys.
    func readAllThenTerminal() throws -> String {
        let text = try readAll()
        let terminal = open("/dev/tty", O_RDWR)
        guard terminal >= 0 else {
            throw CommandFailure("the playground needs a terminal; etude run - works without one")
        }
        dup2(terminal, descriptor)
        close(terminal)
        return text
    }
}

extension Output {
    /// The process's standard output.
    static let standard = Output(descriptor: STDOUT_FILENO)
    /// The process's standard error.
    static let standardError = Output(descriptor: STDERR_FILENO)
}
