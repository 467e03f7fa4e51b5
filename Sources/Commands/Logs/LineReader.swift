import Glibc

/// Reads a descriptor line by line, without ever holding more than a line.
struct LineReader {
    private let descriptor: Int32
    private let name: String
    private var pending: [UInt8] = []
    /// Where the bytes begin that are not read yet.
    private var start = 0
    private var isAtEnd = false
    /// Whether bytes of the last line were no UTF-8.
    private(set) var isRepaired = false

    /// The longest line, in bytes.
    private static let longest = 256 << 20
    private static let pieceSize = 1 << 16

    /// - Parameter name: of the file, for errors.
    init(_ descriptor: Int32, named name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    /// The next line without its end; nil at the end. What is no UTF-8 is replaced, so that only this line cannot be read.
    ///
    /// - Throws: ``CommandFailure`` that names the file.
    mutating func next() throws(CommandFailure) -> String? {
        var from = start
        while true {
            if let end = pending[from...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return text(pending[start..<end])
            }
            if isAtEnd {
                guard start < pending.count else { return nil }
                defer { start = pending.count }
                return text(pending[start...])
            }
            pending.removeFirst(start)
            from = pending.count
            start = 0
            try fill()
        }
    }

    private mutating func text(_ bytes: ArraySlice<UInt8>) -> String {
        let whole = String(validating: bytes, as: UTF8.self)
        isRepaired = whole == nil
        return whole ?? String(decoding: bytes, as: UTF8.self)
    }

    private mutating func fill() throws(CommandFailure) {
        var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw CommandFailure("\(name): \(String(cString: strerror(errno)))", status: 1) }
            if count == 0 { isAtEnd = true }
            pending += buffer[..<count]
            guard pending.count <= Self.longest else {
                throw CommandFailure(
                    "\(name): a line is longer than \(Self.longest >> 20) MB; is it JSON with one object a line?")
            }
            return
        }
    }
}
