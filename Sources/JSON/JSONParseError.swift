/// What is wrong with a text that is not JSON, and where.
public struct JSONParseError: Error, Sendable, Hashable {
    /// The line, counted from 1. LF, CR LF and CR each end a line.
    public let line: Int
    /// The column, counted from 1 in Unicode scalars.
    public let column: Int
    /// How many bytes of the text come before the place.
    public let offset: Int
    /// What was expected and what was found, without control characters.
    public let message: String
}

extension JSONParseError: CustomStringConvertible {
    /// `line 3, column 5: expected ',' or ']' but found 'x'`
    public var description: String {
        "line \(line), column \(column): \(message)"
    }
}

extension JSONParseError {
    init(_ failure: ParseFailure, in bytes: UnsafeBufferPointer<UInt8>) {
        (line, column) = Self.place(of: failure.offset, in: bytes)
        offset = failure.offset
        message = failure.message(in: bytes)
    }

    private static func place(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> (line: Int, column: Int) {
        var (line, column) = (1, 1)
        for at in 0..<offset {
            switch bytes[at] {
            case UInt8(ascii: "\r") where at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "\n"):
                column += 1
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                line += 1
                column = 1
            case 0x80..<0xC0:
                break
            default:
                column += 1
            }
        }
        return (line, column)
    }
}
