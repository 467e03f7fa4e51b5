import ArgumentParser
import CurlTransport
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
    /// Pictures read from the command line's files.
    let blobs = MemoryBlobs()

    init(surroundings: Surroundings) {
        self.surroundings = surroundings
        store = LazyStore(directory: surroundings.home.data)
    }

    /// Runs a command and tells its failures on stderr.
    ///
    /// - Returns: the exit status.
    static func run(_ command: any EtudeCommand) async -> Int32 {
        do {
            try await command.run(CommandSession(surroundings: try Surroundings()))
            return 0
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

    /// What carries a provider's requests.
    static func transport(for provider: Provider) -> any Transport {
        provider.kind == .simulator ? SimulatorTransport() : curl
    }
}
