/// `.env` files: `NAME=value` lines.
package enum DotEnv {
    /// The variables of a file; of a repeated name the last value stands.
    ///
    /// `export` may stand before a name. Values stand bare (up to ` #`, trimmed), in single quotes (as they are) or in double
    /// quotes (`\n \r \t \" \\ \$` are escapes; both kinds may hold line breaks). Nothing is expanded; lines that are not
    /// of this form are passed over.
    package static func parse(_ text: String) -> [String: String] {
        var reader = Reader(bytes: text.utf8.filter { $0 != Byte.carriageReturn })
        return reader.read()
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0
        private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

        init(bytes: [UInt8]) {
            self.bytes = bytes.starts(with: Self.byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
        }

        mutating func read() -> [String: String] {
            var variables: [String: String] = [:]
            while position < bytes.count {
                if let name = name() { variables[name] = value() }
                position = endOfLine() + 1
            }
            return variables
        }

        private mutating func name() -> String? {
            skipBlanks()
            var name = word()
            if name == "export", position < bytes.count, Byte.isBlank(bytes[position]) {
                skipBlanks()
                name = word()
            }
            skipBlanks()
            guard let first = name.utf8.first, !(0x30...0x39).contains(first), position < bytes.count,
                bytes[position] == Byte.equals
            else { return nil }
            position += 1
            skipBlanks()
            return name
        }

        private mutating func value() -> String {
            guard position < bytes.count, let value = quoted(by: bytes[position]) else { return bare() }
            return value
        }

        /// nil when no quote begins here or it has no end, which makes it a bare value.
        private mutating func quoted(by quote: UInt8) -> String? {
            guard quote == Byte.quote || quote == 0x27 else { return nil }
            var value: [UInt8] = []
            var at = position + 1
            while at < bytes.count {
                if bytes[at] == quote {
                    position = at + 1
                    return String(decoding: value, as: UTF8.self)
                }
                if bytes[at] == Byte.backslash, quote == Byte.quote, at + 1 < bytes.count {
                    value += Self.escaped(bytes[at + 1])
                    at += 2
                } else {
                    value.append(bytes[at])
                    at += 1
                }
            }
            return nil
        }

        private static func escaped(_ byte: UInt8) -> [UInt8] {
            switch byte {
            case UInt8(ascii: "n"): [Byte.lineFeed]
            case UInt8(ascii: "r"): [Byte.carriageReturn]
            case UInt8(ascii: "t"): [Byte.tab]
            case Byte.quote, Byte.backslash, UInt8(ascii: "$"): [byte]
            default: [Byte.backslash, byte]
            }
        }

        private func bare() -> String {
            var value = bytes[position..<endOfLine()]
            let comment = value.indices.first { at in
                value[at] == Byte.hash && (at == value.startIndex || Byte.isBlank(value[at - 1]))
            }
            if let comment { value = value[..<comment] }
            while let last = value.last, Byte.isBlank(last) { value.removeLast() }
            return String(decoding: value, as: UTF8.self)
        }

        private mutating func word() -> String {
            let start = position
            while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }

        private static func isNameByte(_ byte: UInt8) -> Bool {
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
        }

        private mutating func skipBlanks() {
            while position < bytes.count, Byte.isBlank(bytes[position]) { position += 1 }
        }

        private func endOfLine() -> Int {
            bytes[min(position, bytes.count)...].firstIndex(of: Byte.lineFeed) ?? bytes.count
        }
    }
}
