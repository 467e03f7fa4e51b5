/// The name of a version: the SHA-256 of its config's canonical JSON (Documentation/Format.md, section 2).
public struct VersionID: Sendable, Hashable, CustomStringConvertible {
    /// 64 lower-case hex digits.
    public let hex: String

    /// nil unless `hex` is 64 hex digits; upper case is taken and lowered.
    public init?(hex: String) {
        let lowered = hex.lowercased()
        guard lowered.utf8.count == 64, lowered.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.hex = lowered
    }

    /// The id of the canonical JSON of a config.
    public init(canonical: String) {
        hex = SHA256.hex(of: Array(canonical.utf8))
    }

    /// What the screen shows: the first 8 digits.
    public var short: String { String(hex.prefix(8)) }

    /// The 64 digits.
    public var description: String { hex }
}
