import Commands
import CurlTransport
import Foundation
import Processes
import RequestCore
import Simulator
import TestSupport

/// The command line in this process: arguments, environment, folder and standard input go in as values, and what the
/// executable would have written and ended with comes out.
enum InProcess {
    /// The arguments ask for the playground, which needs a process of its own.
    struct NeedsTerminal: Error {}

    private static let curl = CurlTransport()

    /// Runs a command to its end.
    ///
    /// - Parameters:
    ///   - more: variables beside those of a new user with this home.
    ///   - input: what it reads as standard input; nil gives it `/dev/null`.
    ///   - directory: its working folder; nil for the home.
    ///   - columns: the width of help.
    ///   - change: changes the edges that the command is given.
    static func run(
        _ arguments: [String], home: Etude.Folder, environment more: [String: String] = [:], input: String? = nil,
        directory: String? = nil, columns: Int? = nil, change: (inout CommandEdges) -> Void = { _ in }
    ) async throws -> Finished {
        let streams = try Etude.Folder()
        let inputFile = try input.map { try streams.write($0, to: "in") } ?? "/dev/null"
        let reads = open(inputFile, O_RDONLY | O_CLOEXEC)
        let (output, errors) = (try writer(streams, "out"), try writer(streams, "err"))
        defer { for descriptor in [reads, output, errors] { close(descriptor) } }
        let servers = MCPServers()
        var edges = CommandEdges(
            environment: Etude.environment(home: home, adding: more),
            folder: WorkingFolder(directory ?? home.path, home: home.path), input: Input(descriptor: reads),
            output: Output(descriptor: output), errors: Output(descriptor: errors), http: curl,
            simulator: SimulatorTransport(), processes: CommandRunner(), servers: servers,
            interruption: { _ in Uninterrupted() })
        change(&edges)
        let status = try await status(of: arguments, edges, columns)
        await servers.finish()
        return Finished(status: status, output: try streams.read("out"), errors: try streams.read("err"))
    }

    private static func status(of arguments: [String], _ edges: CommandEdges, _ columns: Int?) async throws -> Int32 {
        switch Invocation(arguments, output: edges.output, errors: edges.errors, columns: columns) {
        case .playground: throw NeedsTerminal()
        case .said(let status): return status
        case .command(let command):
            switch await CommandSession.run(command, edges: edges) {
            case .status(let status): return status
            case .closed(let closed): throw closed
            }
        }
    }

    private static func writer(_ folder: Etude.Folder, _ name: String) throws -> Int32 {
        open(try folder.write("", to: name), O_WRONLY | O_APPEND | O_CLOEXEC)
    }
}

/// Nobody interrupts.
private struct Uninterrupted: Interruption {
    var signal: Int32? { nil }

    func end() {}
}
