/// Base64 with the standard alphabet and padding (RFC 4648, section 4).
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")
    private static let invalid: UInt8 = 0xFF

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: invalid, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    /// The bytes in base64, after `prefix`.
    package static func encode(_ bytes: [UInt8], after prefix: String = "") -> String {
        let prefix = Array(prefix.utf8)
        let count = prefix.count + (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: count) { output in
            _ = output.initialize(from: prefix)
            alphabet.withUnsafeBufferPointer { alphabet in
                bytes.withUnsafeBufferPointer { bytes in
                    write(bytes, alphabet, to: output, from: prefix.count)
                }
            }
            return count
        }
    }

    private static func write(
        _ bytes: UnsafeBufferPointer<UInt8>, _ alphabet: UnsafeBufferPointer<UInt8>,
        to output: UnsafeMutableBufferPointer<UInt8>,
        from start: Int
    ) {
        var (at, out) = (0, start)
        while at + 2 < bytes.count {
            let group = UInt32(bytes[at]) << 16 | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2])
            output[out] = alphabet[Int(group >> 18)]
            output[out + 1] = alphabet[Int(group >> 12 & 63)]
            output[out + 2] = alphabet[Int(group >> 6 & 63)]
            output[out + 3] = alphabet[Int(group & 63)]
            at += 3
            out += 4
        }
        let left = bytes.count - at
        guard left > 0 else { return }
        let group = UInt32(bytes[at]) << 16 | (left > 1 ? UInt32(bytes[at + 1]) << 8 : 0)
        output[out] = alphabet[Int(group >> 18)]
        output[out + 1] = alphabet[Int(group >> 12 & 63)]
        output[out + 2] = left > 1 ? alphabet[Int(group >> 6 & 63)] : padding
        output[out + 3] = padding
    }

    /// The bytes; nil for a text that is not base64.
    package static func decode(_ text: String) -> [UInt8]? { decode(Substring(text).utf8) }

    /// The bytes that `text` stands for; nil unless it is base64 with its padding and no bits left over.
    /// Spaces, tabs and line breaks are ignored.
    package static func decode(_ text: Substring.UTF8View) -> [UInt8]? {
        let quick = text.withContiguousStorageIfAvailable { decode($0) } ?? nil
        if let quick { return quick }
        let dense = text.filter { !Byte.isWhite($0) }
        guard dense.count < text.count else { return nil }
        return dense.withUnsafeBufferPointer { decode($0) }
    }

    private static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        guard !text.isEmpty else { return [] }
        let pads = text[text.count - 1] != padding ? 0 : text[text.count - 2] != padding ? 1 : 2
        let count = text.count / 4 * 3 - pads
        var isValid = true
        let bytes = [UInt8](unsafeUninitializedCapacity: count + 3) { output, initialized in
            isValid = values.withUnsafeBufferPointer { read(text, pads, $0, to: output) }
            initialized = isValid ? count : 0
        }
        return isValid ? bytes : nil
    }

    private static func read(
        _ text: UnsafeBufferPointer<UInt8>, _ pads: Int, _ values: UnsafeBufferPointer<UInt8>,
        to output: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
        var (at, out) = (0, 0)
        var seen: UInt8 = 0
        let whole = pads == 0 ? text.count : text.count - 4
        while at < whole {
            let (a, b) = (values[Int(text[at])], values[Int(text[at + 1])])
            let (c, d) = (values[Int(text[at + 2])], values[Int(text[at + 3])])
            seen |= a | b | c | d
            output[out] = a << 2 | b >> 4 & 3
            output[out + 1] = b << 4 | c >> 2 & 15
            output[out + 2] = c << 6 | d & 63
            at += 4
            out += 3
        }
        guard seen & 0x80 == 0 else { return false }
        guard pads > 0 else { return true }
        let (a, b) = (values[Int(text[at])], values[Int(text[at + 1])])
        let c = pads == 1 ? values[Int(text[at + 2])] : 0
        guard (a | b | c) & 0x80 == 0, (pads == 1 ? c & 3 : b & 15) == 0 else { return false }
        output[out] = a << 2 | b >> 4
        output[out + 1] = b << 4 | c >> 2
        return true
    }
}
