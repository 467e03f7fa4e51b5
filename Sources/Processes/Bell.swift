import Glibc
import Synchronization

/// Wakes the thread that serves a child's pipes, and says why.
final class Bell: Sendable {
    struct News {
        /// The child has ended; nobody else waits for it any more.
        var hasEnded = false
        /// The child is to be ended.
        var isStopped = false
    }

    private let news = Mutex(News())
    private let pipe: (reading: Descriptor, writing: Descriptor)

    init() throws(SystemError) {
        pipe = try Descriptor.pipe()
        try pipe.reading.stopBlocking()
        try pipe.writing.stopBlocking()
    }

    /// Readable after something was told.
    var descriptor: Int32 { pipe.reading.number }

    func tell(_ change: @Sendable (inout News) -> Void) {
        news.withLock { change(&$0) }
        var byte: UInt8 = 0
        // Each bell is rung twice at the most, so the pipe has room.
        while write(pipe.writing.number, &byte, 1) < 0, errno == EINTR {}
    }

    /// What was told so far; the bell is silent again.
    func take() -> News {
        var bytes: UInt64 = 0
        while read(pipe.reading.number, &bytes, 8) > 0 {}
        return news.withLock { $0 }
    }
}
