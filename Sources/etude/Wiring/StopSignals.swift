import Commands
import Dispatch
import Glibc
import Synchronization

/// Handles SIGINT and SIGTERM during a run.
struct StopSignals: Interruption {
    /// The signal that came first.
    private final class First: Sendable {
        let number = Mutex<Int32?>(nil)
    }

    private let first = First()
    private let sources: [any DispatchSourceSignal]

    init(_ handler: @escaping @Sendable () -> Void) {
        let queue = DispatchQueue(label: "etude.signals")
        sources = [SIGINT, SIGTERM].map { [first] number in
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

    var signal: Int32? { first.number.withLock { $0 } }

    func end() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { Glibc.signal(number, SIG_DFL) }
    }
}
