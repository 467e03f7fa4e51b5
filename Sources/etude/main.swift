import Commands
import Dispatch
import Glibc

// A synchronous main that ends in `dispatchMain`. The main queue serves the main actor, and nothing waits for the run
// loop of full Foundation.

signal(SIGPIPE, SIG_IGN)

let arguments = Array(CommandLine.arguments.dropFirst())
do {
    // Without arguments there is nothing to parse, and the playground starts in three quarters of the time.
    if arguments.isEmpty {
        try MainActor.assumeIsolated { try Play().start() }
        dispatchMain()
    }
    if arguments[0] == "run" { ThisProcess.expectRequest() }
    switch Invocation(arguments, output: .standard, errors: .standardError) {
    case .playground(let play):
        try MainActor.assumeIsolated {
            try Play(target: play.target, provider: play.provider, model: play.model).start()
        }
    case .command(let command):
        // Detached, because the main queue is served only after `dispatchMain` has started.
        Task.detached { await ThisProcess.run(command) }
    case .said(let status): _exit(status)
    }
    dispatchMain()
} catch {
    ThisProcess.end(saying: error)
}
