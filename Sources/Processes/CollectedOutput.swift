import Glibc

/// What a child has written so far, up to a limit; what comes after it is read and dropped.
struct CollectedOutput {
    private let limit: Int
    private(set) var bytes: [UInt8] = []
    private var pipe: Descriptor?
    /// More came than the limit.
    private(set) var isTooMuch = false

    init(from pipe: Descriptor, limit: Int) {
        self.pipe = pipe
        self.limit = max(limit, 0)
    }

    /// To be polled for reading; -1 when it is closed.
    var descriptor: Int32 { pipe?.number ?? -1 }

    /// Nobody can write any more.
    var isClosed: Bool { pipe == nil }

    /// What came, with U+FFFD for what is no UTF-8.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Reads what is there, a piece of it at the most: a flood must not keep us from all else.
    mutating func read() {
        guard let pipe else { return }
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
            let count = Glibc.read(pipe.number, buffer.baseAddress, buffer.count)
            if count < 0, errno == EAGAIN || errno == EINTR { return }
            guard count > 0 else {
                self.pipe = nil
                return
            }
            let room = min(count, limit - bytes.count)
            bytes.append(contentsOf: buffer[..<room])
            if room < count { isTooMuch = true }
        }
    }
}
