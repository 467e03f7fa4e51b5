import RequestCore
import Synchronization

/// The caller's side of one response. It starts the request when it is first asked, and cancels it when its task is
/// cancelled or the stream is released.
final class ResponseReader: Sendable {
    private let unsent: Mutex<TransportRequest?>
    private let mailbox = Mailbox()
    /// Kept so that the thread outlives every response.
    private let transport: CurlTransport

    init(request: TransportRequest, transport: CurlTransport) {
        unsent = Mutex(request)
        self.transport = transport
    }

    deinit {
        cancel()
    }

    func next() async throws -> TransportEvent? {
        let request = unsent.withLock { unsent in
            defer { unsent = nil }
            return unsent
        }
        if let request {
            transport.post(.start(request, mailbox))
        }
        return try await withTaskCancellationHandler {
            let (event, mayResume) = try await mailbox.next()
            if mayResume {
                transport.post(.resume(mailbox))
            }
            return event
        } onCancel: {
            cancel()
        }
    }

    private func cancel() {
        let isSent = unsent.withLock { $0 == nil }
        if mailbox.end(.failed(RunError(kind: .cancelled, message: "stopped"))), isSent {
            transport.post(.cancel(mailbox))
        }
    }
}
