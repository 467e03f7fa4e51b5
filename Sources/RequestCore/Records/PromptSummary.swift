public import Prompts

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// A stored prompt, as a list shows it.
public struct PromptSummary: Sendable, Hashable {
    /// What it is called.
    public var name: String
    /// How many versions it has.
    public var versionCount: Int
    /// Its newest version.
    public var newest: VersionID
    /// When its newest version was made.
    public var changedAt: Date
    /// Whether it is put away: lists show it when they are asked to.
    public var isArchived: Bool

    /// A value of these fields.
    public init(name: String, versionCount: Int, newest: VersionID, changedAt: Date, isArchived: Bool = false) {
        self.name = name
        self.versionCount = versionCount
        self.newest = newest
        self.changedAt = changedAt
        self.isArchived = isArchived
    }
}
