#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// An immutable config under a prompt's name.
///
/// The same content is the same version however it was reached; number and parent belong to the pair (prompt, version).
public struct Version: Sendable, Hashable {
    /// The hash of the config's canonical JSON.
    public var id: VersionID
    /// The prompt it is a version of, for example `weather`.
    public var prompt: String
    /// Counts from 1 within the prompt: `v12`.
    public var number: Int
    /// The version of the same prompt that it was made from; nil for a first one.
    public var parent: VersionID?
    /// When this prompt first had this config.
    public var createdAt: Date
    /// What it froze.
    public var config: Config

    /// A version of these parts.
    public init(id: VersionID, prompt: String, number: Int, parent: VersionID?, createdAt: Date, config: Config) {
        self.id = id
        self.prompt = prompt
        self.number = number
        self.parent = parent
        self.createdAt = createdAt
        self.config = config
    }
}

/// What a list shows of a version, without its config.
public struct VersionSummary: Sendable, Hashable {
    /// The hash of the config's canonical JSON.
    public var id: VersionID
    /// Counts from 1 within the prompt.
    public var number: Int
    /// The version it was made from; nil for a first one.
    public var parent: VersionID?
    /// When this prompt first had this config.
    public var createdAt: Date
    /// The environments that point to it.
    public var environments: [String]
    /// How many runs were made with it.
    public var runCount: Int
    /// What a person called it; empty for nothing.
    public var name: String
    /// What a person wrote about it; empty for nothing.
    public var note: String

    /// A version of these parts.
    public init(
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
