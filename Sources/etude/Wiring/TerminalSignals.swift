import Dispatch
import Glibc
import Playground

/// What signals from outside do to the playground.
enum TerminalSignals {
    /// These end it as the quit key does: everything is written, the terminal given back. In the terminal's raw mode none of
    /// them comes from a key.
    private static let endings = [SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU]
    private static let interrupts = [SIGINT, SIGQUIT]

    /// The sources, which have to live as long as the program. Dispatch catches the signals: what is caught has its
    /// standard meaning in a child, what is ignored would be ignored there, too.
    @MainActor static func sources(for program: Program) -> [any DispatchSourceSignal] {
        endings.map { source($0) { program.terminate() } } + interrupts.map { source($0) { program.interrupt() } }
            + [source(SIGTSTP) { program.suspend() }, source(SIGCONT) { program.continueAfterStop() }]
    }

    @MainActor private static func source(
        _ number: Int32, _ act: @escaping @MainActor () -> Void
    ) -> any DispatchSourceSignal {
        let source = DispatchSource.makeSignalSource(signal: number, queue: .main)
        source.setEventHandler { MainActor.assumeIsolated { act() } }
        source.activate()
        return source
    }
}
