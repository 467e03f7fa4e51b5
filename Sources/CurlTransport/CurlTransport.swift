public import RequestCore

/// Sends requests over HTTP with libcurl.
///
/// Each value has one thread, started with its first request, that owns every libcurl handle; connections are kept
/// and used again by later requests. The way of a request:
///
/// `send` → `ResponseReader` (the caller's side) → `Inbox` → `CurlLoop` (the thread) → `Transfer` (one request and
/// its callbacks) → `Mailbox` → `ResponseReader`.
///
/// Redirects are followed within an origin only, method and body kept; the request, and the key in it, never goes to
/// another origin. Certificates are always verified. Proxies come from the environment, as libcurl reads it.
///
/// The idle timeout pauses while the server waits for a slow reader. Bytes in both directions count as activity. An
/// `idleTimeout` of 0 means no timeout; a `connectTimeout` of 0 leaves it to libcurl.
///
/// A task that is cancelled while it waits gets a `RunError` of kind `cancelled`. A task that was cancelled before it
/// asked for the next event sees the stream end, as with all streams of the standard library: check
/// `Task.isCancelled` after the end. In both cases the connection is closed.
public final class CurlTransport: Transport {
    private let inbox = Inbox()

    /// Makes a transport. It loads libcurl and starts its thread with the first request.
    public init() {}

    deinit {
        inbox.close()
    }

    /// Loads libcurl in the background, while the caller prepares its first request.
    public func warmUp() {
        inbox.post(nil)
    }

    /// Sends the request when the stream is first awaited.
    ///
    /// Body pieces are at most 64 KiB. When the reader lags by 1 MiB, the server has to wait.
    public func send(_ request: TransportRequest) -> AsyncThrowingStream<TransportEvent, any Error> {
        let reader = ResponseReader(request: request, transport: self)
        return AsyncThrowingStream { try await reader.next() }
    }

    func post(_ order: Order) {
        inbox.post(order)
    }
}
