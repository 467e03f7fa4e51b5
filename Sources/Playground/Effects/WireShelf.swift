import RequestCore
import Synchronization

/// Recordings of the newest runs of this session, for the log's Wire tab. They are limited in size and end with the
/// session.
final class WireShelf: Sendable {
    /// The recording of one run while it grows.
    final class Slot: Sendable {
        private struct State {
            var record: WireRecord
            var size = 0
        }

        private let state: Mutex<State>

        init(provider: String) {
            state = Mutex(State(record: WireRecord(provider: provider)))
        }

        /// The approximate bytes in memory.
        var size: Int { state.withLock(\.size) }
        var record: WireRecord { state.withLock(\.record) }

        func take(_ entry: WireEntry) {
            state.withLock { state in
                if case .body(let bytes) = entry.content {
                    guard state.size < WireShelf.runLimit else {
                        state.record.isCut = true
                        return
                    }
                    state.size += bytes.count
                } else if case .request(let request) = entry.content {
                    state.size += request.body.count
                }
                state.size += 100
                state.record.entries.append(entry)
            }
        }
    }

    /// The most bytes of a run. Later pieces are left out.
    private static let runLimit = 4 << 20
    /// The most bytes of all runs together. The newest is always kept.
    private static let limit = 12 << 20

    private let slots = Mutex<[(log: String, slot: Slot)]>([])

    /// Keeps the recording of a run under its log's id, and drops old ones.
    func keep(_ slot: Slot, log: String) {
        slots.withLock { slots in
            slots.append((log, slot))
            var total = slots.reduce(0) { $0 + $1.slot.size }
            while total > Self.limit, slots.count > 1 { total -= slots.removeFirst().slot.size }
        }
    }

    /// The recording of a log; nil if it is not kept.
    func record(ofLog log: String) -> WireRecord? {
        slots.withLock { slots in slots.last { $0.log == log }?.slot.record }
    }
}
