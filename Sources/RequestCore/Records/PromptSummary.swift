package import Prompts

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// A stored prompt, as a list shows it.
package struct PromptSummary: Sendable, Hashable {
    /// The prompt's name.
    package var name: String
    /// The number of versions.
    package var versionCount: Int
    /// The newest version.
    package var newest: VersionID
    /// The time when the newest version was made.
    package var changedAt: Date
    /// Whether the prompt is archived. Lists show archived prompts on request.
    package var isArchived: Bool

    package init(name: String, versionCount: Int, newest: VersionID, changedAt: Date, isArchived: Bool = false) {
        self.name = name
        self.versionCount = versionCount
        self.newest = newest
        self.changedAt = changedAt
        self.isArchived = isArchived
    }
}
