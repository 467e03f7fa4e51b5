/// The name of a version: the SHA-256 of its config's canonical JSON (Documentation/Format.md, section 2).
public struct VersionID: Sendable, Hashable, CustomStringConvertible {
    /// 64 lower-case hex digits.
    public let hex: String

    /// Makes an id from 64 hex digits, whose upper case becomes lower case; nil for any other text.
    public init?(hex: String) {
        let lowered = hex.lowercased()
        guard lowered.utf8.count == 64, lowered.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.hex = lowered
    }

    /// Makes the id of a config from its canonical JSON.
    public init(canonical: String) {
        hex = SHA256.hex(of: Array(canonical.utf8))
    }

    /// The first 8 digits, which the screen shows.
    public var short: String { String(hex.prefix(8)) }

    /// All 64 digits.
    public var description: String { hex }
}
