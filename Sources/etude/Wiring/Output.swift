import Glibc
import TextUI

/// Standard output or standard error: whole writes, and a closed pipe told from other failures.
struct Output: Sendable {
    static let standard = Output(descriptor: STDOUT_FILENO)
    static let standardError = Output(descriptor: STDERR_FILENO)

    /// Why nothing more can be written.
    struct Closed: Error {
        /// `EPIPE` when the reader has gone away; else what the system says, for example of a full disk.
        let number: Int32
    }

    let descriptor: Int32

    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Writes text; on a terminal control characters are shown rather than obeyed.
    ///
    /// - Throws: ``Closed`` when it cannot be written.
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
                throw Closed(number: errno)
            }
        }
    }

    /// Ends the process: without a word when the reader went away, as programs do, else with the reason.
    static func end(_ closed: Closed) -> Never {
        guard closed.number == EPIPE else {
            standardError.line("etude: the output cannot be written: \(String(cString: strerror(closed.number)))")
            exit(1)
        }
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
        exit(141)
    }
}
