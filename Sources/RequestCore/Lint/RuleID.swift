/// The identity of a lint rule.
///
/// Code recognises a finding by its rule, never by its sentence. Each group of rules declares its own identities beside
/// the rules.
public struct RuleID: RawRepresentable, Sendable, Hashable {
    /// A short name in lower case, for example `json-mode-word`.
    public let rawValue: String

    /// Makes the identity with this name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Makes the identity with this name.
    public init(_ rawValue: String) { self.rawValue = rawValue }
}
