#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// An immutable config under a prompt's name.
///
/// The same content is the same version, however it came about. Number and parent belong to the pair (prompt, version).
package struct Version: Sendable, Hashable {
    /// The hash of the config's canonical JSON.
    package var id: VersionID
    /// The prompt that this is a version of, for example `weather`.
    package var prompt: String
    /// The number within the prompt, from 1: `v12`.
    package var number: Int
    /// The version of the same prompt that this one was made from; nil for a first one.
    package var parent: VersionID?
    /// When this prompt first had this config.
    package var createdAt: Date
    /// The config that the version froze.
    package var config: Config

    /// Makes a version from its parts.
    package init(id: VersionID, prompt: String, number: Int, parent: VersionID?, createdAt: Date, config: Config) {
        self.id = id
        self.prompt = prompt
        self.number = number
        self.parent = parent
        self.createdAt = createdAt
        self.config = config
    }
}

/// A version as lists show it, without its config.
package struct VersionSummary: Sendable, Hashable {
    /// The hash of the config's canonical JSON.
    package var id: VersionID
    /// The number within the prompt, from 1.
    package var number: Int
    /// The version that this one was made from; nil for a first one.
    package var parent: VersionID?
    /// When this prompt first had this config.
    package var createdAt: Date
    /// The environments that point to the version.
    package var environments: [String]
    /// The number of runs made with the version.
    package var runCount: Int
    /// The name that a person gave the version; empty for none.
    package var name: String
    /// The note that a person wrote about the version; empty for none.
    package var note: String

    /// Makes a version from its parts.
    package init(
        id: VersionID, number: Int, parent: VersionID?, createdAt: Date, environments: [String] = [], runCount: Int = 0,
        name: String = "", note: String = ""
    ) {
        self.id = id
        self.number = number
        self.parent = parent
        self.createdAt = createdAt
        self.environments = environments
        self.runCount = runCount
        self.name = name
        self.note = note
    }
}
