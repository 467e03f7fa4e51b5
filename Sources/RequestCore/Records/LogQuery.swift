public import Prompts

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// Which logs to list.
public struct LogQuery: Sendable, Hashable {
    /// Words that must be in the messages, the answer, the model or the error; nil for all.
    /// Of each text of an answer the first mebibyte is searched.
    public var search: String?
    /// Of this prompt only.
    public var prompt: String?
    /// Of this version only.
    public var version: VersionID?
    /// Sent then or later.
    public var since: Date?
    /// How many at most.
    public var limit: Int
    /// How many to pass over.
    public var offset: Int

    /// A value of these fields.
    public init(
        search: String? = nil, prompt: String? = nil, version: VersionID? = nil, since: Date? = nil, limit: Int = 200,
        offset: Int = 0
    ) {
        self.search = search
        self.prompt = prompt
        self.version = version
        self.since = since
        self.limit = limit
        self.offset = offset
    }
}
