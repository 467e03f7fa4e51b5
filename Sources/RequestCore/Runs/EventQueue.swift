internal import Synchronization

/// Passes the batches of a run to its reader. A run that is too far ahead of its reader waits; then the transport
/// waits, and in the end the server.
final class EventQueue: Sendable {
    /// The number of batches at which a run waits. Each batch comes from one piece of a body, at most 64 KiB over the
    /// network.
    static let waitAt = 16
    private static let goOnAt = 8

    private typealias Reader = CheckedContinuation<[RunEvent]?, Never>
    private typealias Writer = CheckedContinuation<Void, Never>

    private struct State {
        var batches: [[RunEvent]] = []
        /// Whether the run goes on without waiting.
        var isReleased = false
        var isFinished = false
        var reader: Reader?
        var writer: Writer?

        mutating func takeReader() -> Reader? {
            defer { reader = nil }
            return reader
        }

        mutating func takeWriter() -> Writer? {
            guard isReleased || batches.count <= goOnAt else { return nil }
            defer { writer = nil }
            return writer
        }
    }

    private let state = Mutex(State())

    // MARK: The run's side

    /// Adds a batch and returns when the reader is close enough.
    func put(_ batch: [RunEvent]) async {
        guard add(batch) else { return }
        await withCheckedContinuation { writer in
            let mayGoOn = state.withLock { state in
                state.writer = writer
                return state.takeWriter()
            }
            mayGoOn?.resume()
        }
    }

    /// Adds the last batch without waiting.
    func finish(with batch: [RunEvent]) {
        _ = add(batch)
        end()
    }

    private func end() {
        let reader = state.withLock { state in
            state.isFinished = true
            return state.takeReader()
        }
        reader?.resume(returning: nil)
    }

    /// - Returns: whether the run has to wait.
    private func add(_ batch: [RunEvent]) -> Bool {
        let (reader, isFull) = state.withLock { state -> (Reader?, Bool) in
            if let reader = state.takeReader() { return (reader, false) }
            if !state.isFinished { state.batches.append(batch) }
            return (nil, !state.isReleased && state.batches.count >= Self.waitAt)
        }
        reader?.resume(returning: batch)
        return isFull
    }

    // MARK: The reader's side

    /// The next batch; nil after the end of the run.
    func next() async -> [RunEvent]? {
        await withCheckedContinuation { reader in
            let (batch, isReady, writer) = state.withLock { state -> ([RunEvent]?, Bool, Writer?) in
                if !state.batches.isEmpty { return (state.batches.removeFirst(), true, state.takeWriter()) }
                if state.isFinished || state.reader != nil { return (nil, true, nil) }
                state.reader = reader
                return (nil, false, nil)
            }
            writer?.resume()
            if isReady { reader.resume(returning: batch) }
        }
    }

    /// Lets the run go on to its end without waiting for the reader.
    func release() {
        let writer = state.withLock { state in
            state.isReleased = true
            return state.takeWriter()
        }
        writer?.resume()
    }

    /// Nobody reads any more.
    func abandon() {
        release()
        end()
    }
}
