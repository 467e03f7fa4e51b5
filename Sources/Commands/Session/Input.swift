import Glibc
import Storage

/// What a command reads as standard input.
package struct Input: Sendable {
    /// The descriptor that is read.
    package let descriptor: Int32

    /// Creates an input that reads a descriptor.
    package init(descriptor: Int32) { self.descriptor = descriptor }

    /// Whether a person types it.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// All of standard input, as text.
    ///
    /// - Throws: ``CommandFailure`` if it is not UTF-8, or larger than a prompt may be.
    package func readAll() throws -> String {
        try Self.readAll(descriptor, named: "standard input", atMost: PromptFiles.promptLimit)
    }

    /// Everything from a descriptor, as text.
    ///
    /// - Parameter limit: how many bytes it may be; nil for any number.
    static func readAll(
        _ descriptor: Int32, named name: String, atMost limit: Int? = nil
    ) throws(CommandFailure) -> String {
        let bytes = try readBytes(descriptor, named: name, atMost: limit)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure("\(name) is not UTF-8 text")
        }
        return text
    }

    /// Everything from a descriptor.
    ///
    /// - Parameter limit: how many bytes it may be; nil for any number.
    static func readBytes(
        _ descriptor: Int32, named name: String, atMost limit: Int? = nil
    ) throws(CommandFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer[..<count]
                if let limit, bytes.count > limit {
                    throw CommandFailure("\(name) is larger than \(limit >> 20) MB, the limit for prompts and messages")
                }
            } else if count == 0 {
                break
            } else if errno != EINTR {
                throw CommandFailure("\(name): \(String(cString: strerror(errno)))")
            }
        }
        return bytes
    }

    /// The text of a pipe or file; nil for a terminal, for a device, and for an empty text.
    func pipedText() throws -> String? {
        var status = stat()
        guard !isTerminal, fstat(descriptor, &status) == 0 else { return nil }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFIFO || kind == S_IFREG || kind == S_IFSOCK else { return nil }
        let text = try readAll()
        return text.isEmpty ? nil : text
    }
}
