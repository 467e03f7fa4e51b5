package import Prompts

/// Reads CSV by RFC 4180: quoted fields may have commas, line breaks and doubled quotes; lines end by LF or CRLF.
///
/// A quote within a field that does not begin with one stands for itself, as in promptfoo.
package struct CSVText: Sendable {
    /// A record with the line that it begins on.
    package struct Record: Sendable, Hashable {
        /// The line of its first field, from 1.
        package var line: Int
        /// The fields, without quotes.
        package var fields: [String]
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private var at = 0
    private var line = 1

    private static let quote = UInt8(ascii: "\"")
    private static let (feed, carriage) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))

    /// - Parameters:
    ///   - bytes: UTF-8, with or without a byte order mark.
    ///   - separator: what stands between fields.
    package init(_ bytes: [UInt8], separator: UInt8 = UInt8(ascii: ",")) {
        self.bytes = bytes
        self.separator = separator
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    /// The first byte that has not been read.
    package var place: Int { at }

    /// Goes on to the next line with something in it.
    package mutating func skipBlankLines() {
        while at < bytes.count, bytes[at] == Self.feed || isLineEnd { skipLineEnd() }
    }

    /// The next record; nil at the end. Blank lines are skipped.
    ///
    /// - Throws: ``FieldError`` with the line, for a quote that is not closed, or that more text follows.
    package mutating func next() throws(FieldError) -> Record? {
        skipBlankLines()
        guard at < bytes.count else { return nil }
        var record = Record(line: line, fields: [])
        while true {
            record.fields.append(try field())
            guard at < bytes.count, bytes[at] == separator else { break }
            at += 1
        }
        skipLineEnd()
        return record
    }

    private var isLineEnd: Bool {
        guard at < bytes.count else { return false }
        return bytes[at] == Self.feed
            || bytes[at] == Self.carriage && (at + 1 == bytes.count || bytes[at + 1] == Self.feed)
    }

    private mutating func skipLineEnd() {
        guard at < bytes.count else { return }
        if bytes[at] == Self.carriage { at += 1 }
        if at < bytes.count, bytes[at] == Self.feed { at += 1 }
        line += 1
    }

    private mutating func field() throws(FieldError) -> String {
        guard at < bytes.count, bytes[at] == Self.quote else { return plainField() }
        let start = line
        at += 1
        var text: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == Self.quote {
                guard at < bytes.count, bytes[at] == Self.quote else {
                    guard at >= bytes.count || bytes[at] == separator || isLineEnd else {
                        throw FieldError(
                            line: line,
                            message:
                                "\(separator == UInt8(ascii: ",") ? "a comma" : "a tab") or the end of the line has to follow a closing quote"
                        )
                    }
                    return String(decoding: text, as: UTF8.self)
                }
                at += 1
            } else if byte == Self.feed {
                line += 1
            }
            text.append(byte)
        }
        throw FieldError(line: start, message: "this quote is never closed")
    }

    private mutating func plainField() -> String {
        let start = at
        while at < bytes.count, bytes[at] != separator, !isLineEnd { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }
}
