import ArgumentParser
import CurlTransport
import Glibc
import Prompts
import RequestCore
import Simulator
import Storage

/// What a command without a screen works with.
struct CommandSession: Sendable {
    let surroundings: Surroundings
    let store: LazyStore
    let files = DiskFiles()
    let input = Input()
    let output = Output.standard
    let errors = Output.standardError
    /// Images read from the command line's files.
    let blobs = MemoryBlobs()

    init(surroundings: Surroundings) {
        self.surroundings = surroundings
        store = LazyStore(directory: surroundings.home.data)
    }

    /// Runs a command, tells its failures on stderr, and ends the process.
    ///
    /// Nothing is closed or freed: what SQLite would write back into the database now, a later process writes when it is
    /// worth it, and the curl thread may be at work.
    static func run(_ command: any EtudeCommand) async -> Never {
        let session: CommandSession
        do {
            session = CommandSession(surroundings: try Surroundings())
        } catch {
            _exit(status(after: error))
        }
        do {
            try await command.run(session)
            await LocalTools.servers.finish()
            LocalTools.endAll()
            withExtendedLifetime(session) { _exit(0) }
        } catch {
            let status = status(after: error)
            LocalTools.endAll()
            withExtendedLifetime(session) { _exit(status) }
        }
    }

    /// Tells a failure.
    private static func status(after error: any Error) -> Int32 {
        do {
            throw error
        } catch let code as ExitCode {
            return code.rawValue
        } catch let closed as Output.Closed {
            Output.end(closed)
        } catch {
            let status: Int32 =
                switch error {
                case let failure as CommandFailure: failure.status
                case is StoreError: 1
                default: 2
                }
            Output.standardError.line("etude: \(error)")
            return status
        }
    }

    /// One for the whole process, so that connections are used again.
    static let curl = CurlTransport()

    /// Loads libcurl while the arguments are still being parsed, where the environment says that it will be wanted.
    static func expectRequest() {
        if getenv("OPENAI_API_KEY") != nil || getenv("OPENAI_BASE_URL") != nil { curl.warmUp() }
    }

    /// What carries a provider's requests.
    static func transport(for provider: Provider) -> any Transport {
        provider.kind == .simulator ? SimulatorTransport() : curl
    }
}
