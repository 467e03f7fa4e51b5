import Glibc
import TextUI

/// Standard output or standard error: whole writes, and a closed pipe told from other failures.
struct Output: Sendable {
    static let standard = Output(descriptor: STDOUT_FILENO)
    static let standardError = Output(descriptor: STDERR_FILENO)

    /// The reader has gone away.
    struct Closed: Error {}

    let descriptor: Int32

    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Writes text; on a terminal control characters are shown rather than obeyed.
    ///
    /// - Throws: ``Closed`` when the pipe is closed.
    func write(_ text: String) throws(Closed) {
        try writeBytes(Array((isTerminal ? Sanitiser.visible(text) : text).utf8))
    }

    /// A line for the person; failures to write it are nobody's business.
    func line(_ text: String) {
        try? write(text + "\n")
    }

    private func writeBytes(_ bytes: [UInt8]) throws(Closed) {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, bytes.count - start)
            }
            if count > 0 {
                start += count
            } else if errno != EINTR, errno != EAGAIN {
                throw Closed()
            }
        }
    }

    /// Ends the process as a program ends whose reader went away, without a word.
    static func endByClosedPipe() -> Never {
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
        exit(141)
    }
}
