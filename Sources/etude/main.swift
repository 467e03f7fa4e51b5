import ArgumentParser
import Dispatch
import Glibc

// A synchronous main that ends in `dispatchMain`: the main queue serves the main actor, and nothing waits for full
// Foundation's run loop to be set up.

signal(SIGPIPE, SIG_IGN)

do {
    // Without arguments there is nothing to parse, and the playground is there in three quarters of the time.
    if CommandLine.argc == 1 {
        try MainActor.assumeIsolated { try Play().start() }
        dispatchMain()
    }
    if CommandLine.arguments[1] == "run" { CommandSession.expectRequest() }
    switch try Etude.parseAsRoot() {
    case let playground as PlayCommand:
        try MainActor.assumeIsolated { try playground.start() }
    case let command as any EtudeCommand:
        // Detached, since the main queue is served only once `dispatchMain` has got itself ready.
        Task.detached { await CommandSession.run(command) }
    case var other:
        try other.run()
        _exit(0)
    }
    dispatchMain()
} catch let failure as CommandFailure {
    Output.standardError.line("etude: \(failure.description)")
    _exit(failure.status)
} catch {
    let message = Etude.fullMessage(for: error)
    let isHelp = Etude.exitCode(for: error) == .success
    (isHelp ? Output.standard : Output.standardError).line(message)
    _exit(isHelp ? 0 : 2)
}
