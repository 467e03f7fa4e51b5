package import Prompts

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Which logs to list.
package struct LogQuery: Sendable, Hashable {
    /// Words that must occur in the messages, the answer, the model or the error; nil for all logs. The search covers
    /// the first mebibyte of each text of an answer.
    package var search: String?
    /// Only logs of this prompt.
    package var prompt: String?
    /// Only logs of this version.
    package var version: VersionID?
    /// Only logs sent at this time or later.
    package var since: Date?
    /// The most logs to list.
    package var limit: Int
    /// The number of logs to skip.
    package var offset: Int
    /// The order; nil for the newest first. Any other order reads every log that matches.
    package var order: LogOrder?

    package init(
        search: String? = nil, prompt: String? = nil, version: VersionID? = nil, since: Date? = nil, limit: Int = 200,
        offset: Int = 0, order: LogOrder? = nil
    ) {
        self.search = search
        self.prompt = prompt
        self.version = version
        self.since = since
        self.limit = limit
        self.offset = offset
        self.order = order
    }
}
