import CCurl
import Glibc
import RequestCore
import Synchronization

/// A request from another thread to the curl thread.
enum Order: Sendable {
    case start(TransportRequest, Mailbox)
    case cancel(Mailbox)
    case resume(Mailbox)
}

/// Passes orders to the curl thread, and starts the thread with the first order.
final class Inbox: Sendable {
    /// Wakes the curl thread from its sleep.
    ///
    /// `@unchecked`, because the pointer is used for `curl_multi_wakeup` only, the one function that libcurl allows
    /// from any thread, and only under the inbox's lock. The thread removes the bell under the same lock before it
    /// frees the handle.
    struct Bell: @unchecked Sendable {
        let multi: UnsafeMutableRawPointer

        func ring() {
            etude_multi_wakeup(multi)
        }
    }

    private struct State {
        var orders: [Order] = []
        var hasThread = false
        var isClosed = false
        var bell: Bell?
    }

    private let state = Mutex(State())

    /// Posts an order. Without one, it only starts the thread.
    func post(_ order: Order?) {
        let needsThread = state.withLock { state in
            if let order {
                state.orders.append(order)
                if state.orders.count == 1 { state.bell?.ring() }
            }
            defer { state.hasThread = true }
            return !state.hasThread
        }
        if needsThread, !startThread() {
            abandon(RunError(kind: .connection, message: "no thread for the network could be started"))
        }
    }

    /// Lets the thread end once its last transfer has.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.bell?.ring()
        }
    }

    // MARK: The curl thread's side

    func setBell(_ bell: Bell?) {
        state.withLock { $0.bell = bell }
    }

    func take() -> (orders: [Order], isClosed: Bool) {
        state.withLock { state in
            defer { state.orders.removeAll(keepingCapacity: true) }
            return (state.orders, state.isClosed)
        }
    }

    /// Answers every request with an error. The thread counts as ended, so the next order tries again.
    func abandon(_ error: RunError) {
        let orders = state.withLock { state in
            defer { state.orders = [] }
            state.hasThread = false
            return state.orders
        }
        for case .start(_, let mailbox) in orders {
            mailbox.end(.failed(error))
        }
    }

    private func startThread() -> Bool {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let status = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                let inbox = Unmanaged<Inbox>.fromOpaque(context).takeRetainedValue()
                Inbox.blockSignals()
                CurlLoop.run(inbox)
                return nil
            }, context.toOpaque())
        guard status == 0 else {
            context.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    /// Other threads take signals. Also, OpenSSL would raise SIGPIPE here when it writes to a closed connection.
    private static func blockSignals() {
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
    }
}
