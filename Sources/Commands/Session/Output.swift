import Glibc
import JSON
import TextUI

/// Standard output or standard error, with complete writes. A closed pipe is distinguished from other failures.
package struct Output: Sendable {
    /// Why nothing more can be written.
    package struct Closed: Error {
        /// `EPIPE` if the reader has gone away, else the system's error, for example that of a full disk.
        package let number: Int32
    }

    /// The descriptor that is written.
    let descriptor: Int32

    /// Creates an output that writes to a descriptor.
    package init(descriptor: Int32) { self.descriptor = descriptor }

    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// The cells of a terminal's row; nil for a file or pipe.
    var columns: Int? {
        guard isTerminal else { return nil }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes text. On a terminal, control characters are shown instead of obeyed.
    ///
    /// - Throws: ``Closed`` if it cannot be written.
    package func write(_ text: String) throws(Closed) {
        var text = isTerminal ? Sanitiser.visible(text) : text
        if let closed = text.withUTF8(write) { throw closed }
    }

    /// Writes JSON on a line of its own, piece by piece, because an answer may be long.
    func writeLine(_ value: JSONValue) throws(Closed) {
        var text = ""
        try value.write(inPiecesOf: 1 << 20) { bytes throws(Closed) in
            if !text.isEmpty { try write(text) }
            text = String(decoding: bytes, as: UTF8.self)
        }
        try write(text + "\n")
    }

    /// Writes a line for the person. Failures are ignored.
    package func line(_ text: String) {
        try? write(text + "\n")
    }

    /// Writes over the line that the cursor of a terminal is on. Failures are ignored.
    func status(_ text: String) {
        var text = "\r" + Sanitiser.oneLine(text) + "\u{1B}[K"
        _ = text.withUTF8(write)
    }

    /// - Returns: the error if not everything could be written.
    private func write(_ bytes: UnsafeBufferPointer<UInt8>) -> Closed? {
        var start = 0
        while start < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
            if count > 0 {
                start += count
            } else if errno != EINTR, errno != EAGAIN {
                return Closed(number: errno)
            }
        }
        return nil
    }
}
