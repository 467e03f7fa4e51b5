import ArgumentParser
import Glibc
import Prompts
import RequestCore
import Storage

/// Everything that a command without a screen works with.
package struct CommandSession: Sendable {
    /// The edges that the command was given.
    let edges: CommandEdges
    let surroundings: Surroundings
    let store: LazyStore
    let files: DiskFiles
    /// The keys that commands print.
    let keys: KeyKeeper
    /// Images read from the command line's files.
    let blobs = MemoryBlobs()
    /// What has to wait until an answer is printed.
    let remarks = LateRemarks()

    var folder: WorkingFolder { edges.folder }
    var input: Input { edges.input }
    var output: Output { edges.output }
    var errors: Output { edges.errors }

    /// What answers the calls of tools.
    var tools: LocalTools {
        LocalTools(
            surroundings, store: store, processes: edges.processes, servers: edges.servers, transport: edges.http)
    }

    /// - Parameter acceptsFaults: whether the command can do something where settings cannot be understood.
    /// - Throws: ``FieldError`` for settings that cannot be understood.
    init(_ edges: CommandEdges, acceptsFaults: Bool = false) throws {
        let surroundings = try Surroundings(
            environment: edges.environment, folder: edges.folder, acceptsFaults: acceptsFaults)
        self.init(edges, surroundings, store: LazyStore(directory: surroundings.home.data))
    }

    /// Creates a session in a program that has read the settings and opened the store.
    init(_ edges: CommandEdges, _ surroundings: Surroundings, store: LazyStore) {
        self.edges = edges
        self.surroundings = surroundings
        self.store = store
        keys = KeyKeeper(run: edges.readKey)
        files = DiskFiles(folder: edges.folder)
    }

    /// Asks the person; nil where nobody can be asked.
    func ask(_ question: [String]) -> String? { edges.ask(question) }

    /// How a command ended.
    package enum Ending: Sendable {
        /// With this exit status.
        case status(Int32)
        /// Nothing more can be written to its output.
        case closed(Output.Closed)
    }

    /// Runs a command and tells its failure on the edges' standard error.
    ///
    /// Nothing is closed or freed: what SQLite would write back into the database now, a later process writes when it is
    /// worth it.
    package static func run(_ command: any EtudeCommand, edges: CommandEdges) async -> Ending {
        do {
            let isSettingsFree = command is any SettingsFreeCommand
            let session = try CommandSession(edges, acceptsFaults: command is DoctorCommand || isSettingsFree)
            if isSettingsFree, let fault = session.surroundings.settingsFault { edges.errors.line("etude: \(fault)") }
            let logged = command as? any LoggedCommand
            let telemetry = logged?.writesLogs == true ? await BackgroundTelemetry.begin(session) : nil
            let ending = await ending(of: command, session)
            await telemetry?.finish()
            if logged?.writesLogs == true { await session.removeOldLogs() }
            return ending
        } catch {
            edges.errors.line("etude: \(error)")
            return .status(2)
        }
    }

    private static func ending(of command: any EtudeCommand, _ session: CommandSession) async -> Ending {
        do {
            try await command.run(session)
            return .status(0)
        } catch let code as ExitCode {
            return .status(code.rawValue)
        } catch let closed as Output.Closed {
            return .closed(closed)
        } catch {
            session.errors.line("etude: \(error)")
            switch error {
            case let failure as CommandFailure: return .status(failure.status)
            case is StoreError: return .status(1)
            default: return .status(2)
            }
        }
    }
}
