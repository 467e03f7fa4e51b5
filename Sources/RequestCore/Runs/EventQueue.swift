internal import Synchronization

/// Brings the batches of a run to the one who reads them. A run that is too far ahead of its reader waits: so does then
/// the transport, and at last the server.
final class EventQueue: Sendable {
    /// Batches; each comes of one piece of a body, which is at most 64 KiB long over the network.
    static let waitAt = 16
    private static let goOnAt = 8

    private typealias Reader = CheckedContinuation<[RunEvent]?, Never>
    private typealias Writer = CheckedContinuation<Void, Never>

    private struct State {
        var batches: [[RunEvent]] = []
        /// The run need not wait any more.
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

    /// Puts a batch in and returns when the reader is near enough.
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

    /// Puts the last batch in, without a wait.
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

    /// - Returns: whether the run has to wait now.
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

    /// The next batch; nil when the run is over.
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
