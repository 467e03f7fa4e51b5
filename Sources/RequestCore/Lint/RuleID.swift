/// The identity of a lint rule.
///
/// Code recognises a finding by its rule, never by its sentence. Each group of rules declares its own identities beside
/// the rules.
package struct RuleID: RawRepresentable, Sendable, Hashable {
    /// A short name in lower case, for example `json-mode-word`.
    package let rawValue: String

    /// Makes the identity with this name.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// Makes the identity with this name.
    package init(_ rawValue: String) { self.rawValue = rawValue }
}
