internal import Synchronization

/// The record of a run that is under way. The run changes it in place and the log's task takes a copy from time to
/// time, so that no text is copied for every token.
///
/// While the log's task holds a copy, the next change copies the whole text. For a long answer the task therefore
/// only asks, and the run writes the log itself between two changes, so that the text exists once.
final class LiveRecord: Sendable {
    /// The longest answer that may be in memory twice, in bytes.
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

    /// The record in its current state.
    var record: LogRecord { state.withLock { $0.record } }

    /// The record for the log's task, if it has changed since the task last took it and is not too long.
    func takeChanges() -> LogRecord? {
        state.withLock { state in
            guard state.record.reply.length > Self.shortLength else { return state.takeChanges() }
            state.isAskedFor = true
            return nil
        }
    }

    /// The record for the run, if it has to be written now.
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
