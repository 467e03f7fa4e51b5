/// `file:` URLs, as terminals, file managers and browsers give the paths of files (RFC 8089).
package enum FileURL {
    /// Returns the path of such a URL, whatever host it names; nil for any other text.
    package static func path(of text: String) -> String? {
        let scheme = "file:"
        guard text.prefix(scheme.count).lowercased() == scheme else { return nil }
        let rest = text.dropFirst(scheme.count)
        guard rest.hasPrefix("//") else { return rest.hasPrefix("/") ? decoded(rest) : nil }
        guard let slash = rest.dropFirst(2).firstIndex(of: "/") else { return nil }
        return decoded(rest[slash...])
    }

    /// Returns a text with the bytes that `%20` and its like stand for.
    static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2, digits.allSatisfy(isHexDigit),
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
