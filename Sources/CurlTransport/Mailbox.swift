import RequestCore
import Synchronization

/// The part of a response that has arrived and has not been read.
///
/// The curl thread fills it and one task empties it. Bytes that arrive before the reader comes back are joined into
/// pieces of up to 64 KiB, so that a fast stream costs few wake-ups.
final class Mailbox: Sendable {
    enum Ending {
        case complete
        case failed(RunError)
    }

    /// An event, or nil at the end; and whether a paused transfer should go on.
    typealias Taken = (event: TransportEvent?, mayResume: Bool)

    static let pieceLimit = 64 << 10
    static let pauseAbove = 1 << 20
    static let resumeBelow = 512 << 10

    private struct State {
        var head: ResponseHead?
        var pieces: [[UInt8]] = []
        var size = 0
        var ending: Ending?
        var isPaused = false
        var reader: CheckedContinuation<Taken, any Error>?

        /// Nil means that there is nothing to read yet.
        mutating func take() -> Result<Taken, any Error>? {
            if let head {
                self.head = nil
                return .success((.head(head), false))
            }
            if !pieces.isEmpty {
                return .success(takePiece())
            }
            switch ending {
            case nil: return nil
            case .complete: return .success((nil, false))
            case .failed(let error): return .failure(error)
            }
        }

        private mutating func takePiece() -> Taken {
            let piece = pieces.removeFirst()
            size -= piece.count
            let mayResume = isPaused && size < Mailbox.resumeBelow
            if mayResume {
                isPaused = false
            }
            return (.body(piece), mayResume)
        }

        mutating func append(_ bytes: UnsafeRawBufferPointer) {
            size += bytes.count
            if let last = pieces.indices.last, pieces[last].count + bytes.count <= Mailbox.pieceLimit {
                pieces[last].append(contentsOf: bytes)
            } else {
                pieces.append([UInt8](bytes))
            }
        }
    }

    private let state = Mutex(State())

    /// Whether enough has come to be worth a wake-up by itself.
    var hasWholePiece: Bool {
        state.withLock { $0.size >= Mailbox.pieceLimit }
    }

    var hasEnded: Bool {
        state.withLock { $0.ending != nil }
    }

    // MARK: The reader's side

    func next() async throws -> Taken {
        if let ready = state.withLock({ $0.take() }) {
            return try ready.get()
        }
        return try await withCheckedThrowingContinuation { reader in
            let ready: Result<Taken, any Error>? = state.withLock { state in
                if let ready = state.take() {
                    return ready
                }
                if state.reader != nil {
                    return .failure(RunError(kind: .connection, message: "two tasks read one response"))
                }
                state.reader = reader
                return nil
            }
            if let ready {
                reader.resume(with: ready)
            }
        }
    }

    // MARK: The curl thread's side

    func put(_ head: ResponseHead) {
        state.withLock { $0.head = head }
    }

    enum Acceptance {
        case taken
        /// The reader is too far behind. `next` says when the transfer may go on.
        case full
        /// Nobody reads any more.
        case ended
    }

    func put(_ bytes: UnsafeRawBufferPointer) -> Acceptance {
        state.withLock { state in
            if state.ending != nil {
                return .ended
            }
            if state.size >= Mailbox.pauseAbove {
                state.isPaused = true
                return .full
            }
            state.append(bytes)
            return .taken
        }
    }

    /// Wakes the reader if it is waiting and there is something to read.
    func wake() {
        let woken: (CheckedContinuation<Taken, any Error>, Result<Taken, any Error>)? = state.withLock { state in
            guard let reader = state.reader, let ready = state.take() else { return nil }
            state.reader = nil
            return (reader, ready)
        }
        if let (reader, ready) = woken {
            reader.resume(with: ready)
        }
    }

    /// Ends the response and wakes the reader; false if it had ended before.
    ///
    /// What arrived before the end is still read first, except after a cancellation.
    @discardableResult
    func end(_ ending: Ending) -> Bool {
        let isFirst = state.withLock { state in
            guard state.ending == nil else { return false }
            state.ending = ending
            if case .failed(let error) = ending, error.kind == .cancelled {
                state.head = nil
                state.pieces = []
                state.size = 0
            }
            return true
        }
        wake()
        return isFirst
    }
}
