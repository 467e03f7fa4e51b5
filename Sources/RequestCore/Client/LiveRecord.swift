internal import Synchronization

/// The record of a run while it runs. The run changes it in place, the log's task takes a copy now and then, so that no
/// text is copied for every token.
final class LiveRecord: Sendable {
    private struct State {
        var record: LogRecord
        var hasChanged = false
    }

    private let state: Mutex<State>

    init(_ record: LogRecord) {
        state = Mutex(State(record: record))
    }

    /// The record as it is now.
    var record: LogRecord { state.withLock { $0.record } }

    /// The record if it has changed since the last time it was taken.
    func takeChanges() -> LogRecord? {
        state.withLock { state in
            guard state.hasChanged else { return nil }
            state.hasChanged = false
            return state.record
        }
    }

    func change(_ body: (inout LogRecord) -> Void) {
        state.withLock { state in
            body(&state.record)
            state.hasChanged = true
        }
    }
}
