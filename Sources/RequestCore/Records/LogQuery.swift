public import Prompts

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// Which logs to list.
public struct LogQuery: Sendable, Hashable {
    /// Words that must occur in the messages, the answer, the model or the error; nil for all logs. The search covers
    /// the first mebibyte of each text of an answer.
    public var search: String?
    /// Only logs of this prompt.
    public var prompt: String?
    /// Only logs of this version.
    public var version: VersionID?
    /// Only logs sent at this time or later.
    public var since: Date?
    /// The most logs to list.
    public var limit: Int
    /// The number of logs to skip.
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
