internal import Synchronization

/// The record of a run while it runs. The run changes it in place, the log's task takes a copy now and then, so that no
/// text is copied for every token.
///
/// While the log's task has a copy, the next change copies the whole text. So for a long answer it only asks, and the run
/// writes the log itself, between two changes: then there is one text.
final class LiveRecord: Sendable {
    /// Bytes of answers that may be in memory twice.
    private static let shortLength = 4 << 20

    private struct State {
        var record: LogRecord
        var hasChanged = false
        var isAskedFor = false

        mutating func takeChanges() -> LogRecord? {
            isAskedFor = false
            guard hasChanged else { return nil }
            hasChanged = false
            return record
        }
    }

    private let state: Mutex<State>

    init(_ record: LogRecord) {
        state = Mutex(State(record: record))
    }

    /// The record as it is now.
    var record: LogRecord { state.withLock { $0.record } }

    /// For the log's task: the record if it has changed since the last time it was taken and is not too long.
    func takeChanges() -> LogRecord? {
        state.withLock { state in
            guard state.record.reply.length > Self.shortLength else { return state.takeChanges() }
            state.isAskedFor = true
            return nil
        }
    }

    /// For the run: the record if it has to be written now.
    func takeIfAskedFor() -> LogRecord? {
        state.withLock { $0.isAskedFor ? $0.takeChanges() : nil }
    }

    func change(_ body: (inout LogRecord) -> Void) {
        state.withLock { state in
            body(&state.record)
            state.hasChanged = true
        }
    }
}

extension Reply {
    /// Bytes of text.
    fileprivate var length: Int {
        choices.map(\.message).reduce(0) { length, message in
            length + message.text.utf8.count + (message.reasoning ?? "").utf8.count
                + message.toolCalls.reduce(0) { $0 + $1.arguments.utf8.count }
        }
    }
}
