import Glibc
import Synchronization

/// What a simulator remembers from one request to the next.
final class SimulatorState: Sendable {
    private let numbers = Atomic<Int>(0)
    /// Requests that have failed once, as they were asked to.
    private let seen = Mutex<Set<UInt64>>([])

    /// 0, 1, 2, …: so that answers without a seed differ.
    func nextNumber() -> Int {
        numbers.wrappingAdd(1, ordering: .relaxed).oldValue
    }

    /// Whether this request was seen before; it is from now on, until it is asked again.
    func hasSeen(_ fingerprint: UInt64) -> Bool {
        seen.withLock { seen in
            if seen.remove(fingerprint) != nil { return true }
            if seen.count > 1000 { seen.removeAll() }
            seen.insert(fingerprint)
            return false
        }
    }
}

enum Clock {
    /// Seconds since 1970.
    static func seconds() -> Int {
        time(nil)
    }
}
