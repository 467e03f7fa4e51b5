public import JSON
public import Prompts

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// Where a run writes its record.
public protocol LogStore: Sendable {
    /// Writes a new record, before the request is sent.
    func insert(_ record: LogRecord) async throws
    /// Brings a record up to date: while the answer streams, and when the run is over.
    func update(_ record: LogRecord) async throws
}

/// What a person asks of the logs.
public protocol LogReader: Sendable {
    /// Newest first. `total` counts all that match.
    func logs(matching query: LogQuery) async throws -> (logs: [LogSummary], total: Int)
    func log(id: String) async throws -> LogRecord?
}

/// What people say of answers.
public protocol LogFeedback: Sendable {
    /// Keeps what a person says of an answer; nil takes it back.
    ///
    /// - Throws: ``FieldError`` where there is no such log.
    func judge(log id: String, as feedback: LogRecord.Feedback?) async throws
}

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

/// Where versions are kept.
public protocol VersionStore: Sendable {
    /// Saves a config as a version of a prompt; content that is a version of it already is that version.
    ///
    /// - Parameter parent: the version that it was made from.
    func save(_ config: Config, prompt: String, parent: VersionID?) async throws -> Version
    /// Newest first.
    func versions(ofPrompt prompt: String) async throws -> [VersionSummary]
    /// The version of that id under that prompt.
    func version(_ id: VersionID, prompt: String) async throws -> Version?
    /// What a REF names. Throws ``FieldError`` in the person's words when it names nothing, or several.
    func resolve(_ reference: Reference) async throws -> Version
    /// Stored prompts with their newest version, most recent first; not those that are deleted.
    func prompts() async throws -> [PromptSummary]
}

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

/// What becomes of a stored prompt as a whole.
public enum PromptMove: String, Sendable, Hashable, CaseIterable {
    /// Out of the way: it can be opened and named as before.
    case archive
    case unarchive
    /// Neither listed nor found. For a week it can be brought back, then it is removed with its logs.
    case delete
    /// Back to where it was, which may be the archive.
    case undelete
}

/// Changes of prompts as a whole.
public protocol PromptKeeper: Sendable {
    /// Gives a prompt, with its versions, deployments and logs, another name.
    ///
    /// - Throws: ``FieldError`` where there is no such prompt, or one of that name already.
    func rename(prompt: String, to name: String) async throws
    /// Archives or deletes a prompt, or takes it back.
    ///
    /// - Throws: ``FieldError`` where there is no such prompt, or it was deleted and is not to be brought back.
    func move(prompt: String, _ move: PromptMove) async throws
}

/// Where the state of the playground outlives it.
public protocol SessionStore: Sendable {
    /// The last session's state; nil on the first start.
    func loadSession() async throws -> JSONValue?
    func saveSession(_ session: JSONValue) async throws
}

/// Bytes of images, by the SHA-256 of their content.
public protocol BlobStore: Sendable {
    /// Keeps the bytes under their hash; doing it twice is once.
    func saveBlob(_ bytes: [UInt8], sha256: String) async throws
    /// nil when there is none of that hash.
    func blob(sha256: String) async throws -> [UInt8]?
}
