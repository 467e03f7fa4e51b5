import Glibc

/// What a child is still to read; its pipe is closed when that is nothing, or when the child does not want it.
struct StandardInput {
    private let bytes: [UInt8]
    private var written = 0
    private var pipe: Descriptor?

    init(_ bytes: [UInt8], to pipe: Descriptor) {
        self.bytes = bytes
        self.pipe = bytes.isEmpty ? nil : pipe
    }

    /// To be polled for writing; -1 when it is closed.
    var descriptor: Int32 { pipe?.number ?? -1 }

    /// Writes what the pipe takes now. The thread must have SIGPIPE blocked.
    mutating func write() {
        guard let pipe else { return }
        let count = bytes[written...].withUnsafeBytes { Glibc.write(pipe.number, $0.baseAddress, $0.count) }
        if count < 0 {
            // EPIPE is no fault: a child need not read to the end.
            if errno != EAGAIN, errno != EINTR { self.pipe = nil }
            return
        }
        written += count
        if written == bytes.count { self.pipe = nil }
    }
}
