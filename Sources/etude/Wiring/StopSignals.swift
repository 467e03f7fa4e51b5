import Commands
import Dispatch
import Glibc
import Synchronization

/// Handles the signals that end a program during a run, so that what has come is kept and told.
struct StopSignals: Interruption {
    /// The signal that came first.
    private final class First: Sendable {
        let number = Mutex<Int32?>(nil)
    }

    /// Those to handle. SIGHUP stays ignored where it was when the program started: so nohup asks for it.
    private static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

    private let first = First()
    private let handled: [Int32]
    private let sources: [any DispatchSourceSignal]

    init(_ handler: @escaping @Sendable () -> Void) {
        let queue = DispatchQueue(label: "etude.signals")
        handled = Self.numbers.filter { $0 != SIGHUP || !Self.isIgnored($0) }
        sources = handled.map { [first] number in
            Glibc.signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                first.number.withLock { $0 = $0 ?? number }
                handler()
            }
            source.activate()
            return source
        }
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }

    var signal: Int32? { first.number.withLock { $0 } }

    func end() {
        for source in sources { source.cancel() }
        for number in handled { Glibc.signal(number, SIG_DFL) }
    }
}
