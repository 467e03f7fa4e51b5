import Dispatch
import Synchronization

/// Something that happens once, which threads and tasks can wait for.
package final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    /// A gate that is shut.
    package init() {}

    /// Whether it has happened.
    package var isOpen: Bool {
        state.withLock { $0.isOpen }
    }

    /// Opens the gate, for good.
    package func open() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            state.isOpen = true
            return state.waiting
        }
        waiting.forEach { $0() }
    }

    /// Blocks this thread until the gate is open; for handlers, which have threads of their own.
    package func block() {
        let semaphore = DispatchSemaphore(value: 0)
        whenOpen { semaphore.signal() }
        semaphore.wait()
    }

    /// Blocks this thread until the gate is open, but no longer than so many milliseconds.
    package func block(milliseconds: Int) {
        let semaphore = DispatchSemaphore(value: 0)
        whenOpen { semaphore.signal() }
        _ = semaphore.wait(timeout: .now() + .milliseconds(milliseconds))
    }

    /// Suspends this task until the gate is open.
    package func opened() async {
        await withCheckedContinuation { continuation in
            whenOpen { continuation.resume() }
        }
    }

    private func whenOpen(_ action: @escaping @Sendable () -> Void) {
        let isOpen = state.withLock { state in
            if !state.isOpen {
                state.waiting.append(action)
            }
            return state.isOpen
        }
        if isOpen {
            action()
        }
    }
}
