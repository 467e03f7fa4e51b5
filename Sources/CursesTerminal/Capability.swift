import CCurses

/// The terminal's description in terminfo, after ncurses has started.
enum Capability {
    /// A capability's bytes without padding marks; `nil` where the terminal has none.
    static func bytes(_ name: String) -> [UInt8]? {
        guard let value = etude_string(name) else { return nil }
        let bytes = withoutPadding(String(cString: value))
        return bytes.isEmpty ? nil : bytes
    }

    /// terminfo writes delays as `$<5>` into its strings.
    private static func withoutPadding(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            if byte == UInt8(ascii: "$"), rest.dropFirst().first == UInt8(ascii: "<"),
                let end = rest.firstIndex(of: UInt8(ascii: ">"))
            {
                rest = rest[(end + 1)...]
                continue
            }
            result.append(byte)
            rest = rest.dropFirst()
        }
        return result
    }
}
