public import Prompts

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// A stored prompt, as a list shows it.
public struct PromptSummary: Sendable, Hashable {
    /// The prompt's name.
    public var name: String
    /// The number of versions.
    public var versionCount: Int
    /// The newest version.
    public var newest: VersionID
    /// The time when the newest version was made.
    public var changedAt: Date
    /// Whether the prompt is archived. Lists show archived prompts on request.
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
