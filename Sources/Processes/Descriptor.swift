import Glibc

/// A file descriptor that is closed with the value.
final class Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit { close(number) }

    /// A pipe that is closed in children, but where they are given it.
    ///
    /// Between two of its steps another thread may start a child that then has it; those who start one here close all
    /// but 0, 1 and 2 in it.
    static func pipe() throws(SystemError) -> (reading: Descriptor, writing: Descriptor) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw .last }
        let (reading, writing) = (Descriptor(ends[0]), Descriptor(ends[1]))
        return (try reading.privateCopy(), try writing.privateCopy())
    }

    /// Closed in children, and neither 0, 1 nor 2, as an end of a pipe is in a process that was started without them:
    /// giving a child its own would overwrite it.
    private func privateCopy() throws(SystemError) -> Descriptor {
        let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0 else { throw .last }
        return Descriptor(copy)
    }

    /// From now on reading and writing never wait. It holds for this end of a pipe only.
    func stopBlocking() throws(SystemError) {
        let flags = fcntl(number, F_GETFL)
        guard flags >= 0, fcntl(number, F_SETFL, flags | O_NONBLOCK) == 0 else { throw .last }
    }
}

/// A system call that failed.
struct SystemError: Error {
    let number: Int32

    /// What `errno` says now.
    static var last: SystemError { SystemError(number: errno) }

    /// The system's words, beginning with a small letter as the rest of a sentence does.
    var words: String {
        let text = String(cString: strerror(number))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
