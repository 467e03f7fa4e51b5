import GRDB
import JSON
import Prompts
import RequestCore

/// What filters and lists ask of a log and its bodies have to be read for, as columns.
///
/// They are written when a run begins and when it is over, not while its answer streams.
struct LogFacts: Sendable {
    /// The number that `log.digest` has where these columns are written. A program that reads more from the bodies counts on.
    static let digest = 3

    private let columns: [(name: String, value: DatabaseValue)]
    private let tools: String?
    private let calls: String?

    /// - Parameter preview: what a list shows, where the bodies do not have it.
    init(_ record: LogRecord, _ conversation: LoggedConversation, preview: LogPreview?) {
        let reply = record.reply
        let isOver = record.state != .running
        let called = reply.choices.flatMap(\.message.toolCalls)
        let hasImage = conversation.messages.reduce(0) { $0 + $1.imageCount }
        columns = [
            ("errorKind", Self.value(reply.error?.kind.rawValue)),
            ("finish", Self.value(reply.finishReason?.word.storable)),
            ("isWhole", Self.value(isOver ? !reply.isIncomplete : nil)),
            ("schema", Self.value(isOver ? Self.fits(reply, conversation).map { $0 ? "ok" : "broken" } : nil)),
            ("imageCount", hasImage.databaseValue),
            ("message", (preview?.message ?? "").databaseValue),
            ("answer", Self.value(preview?.answer)),
            ("promptTokens", Self.value(reply.usage?.input)),
            ("completionTokens", Self.value(reply.usage?.output)),
            ("digest", Self.digest.databaseValue),
        ]
        tools = Self.set(conversation.tools.map(\.name))
        calls = Self.set(called.map(\.name))
    }

    func write(_ db: Database, key: Int64) throws {
        let sets = try [("tools", Self.key(db, tools)), ("calls", Self.key(db, calls))]
        let all = columns + sets.map { (name: $0, value: Self.value($1)) }
        try db.cachedStatement(
            sql: "UPDATE log SET " + all.map { "\($0.name) = ?" }.joined(separator: ", ") + " WHERE key = ?"
        ).execute(arguments: StatementArguments(all.map(\.value) + [key.databaseValue]))
    }

    /// Whether the answer fits the format that was asked for, and each call its tool's schema; nil where nothing was asked for.
    private static func fits(_ reply: Reply, _ conversation: LoggedConversation) -> Bool? {
        guard reply.error == nil else { return nil }
        var hasSchema = false
        for choice in reply.choices {
            let message = choice.message
            for call in message.toolCalls {
                hasSchema = true
                if call.fault(among: conversation.tools) != nil { return false }
            }
            guard message.toolCalls.isEmpty, message.refusal == nil, let format = conversation.format else { continue }
            switch format {
            case .text, .other: break
            case .jsonObject, .jsonSchema:
                hasSchema = true
                if format.fault(of: message.text) != nil { return false }
            }
        }
        return hasSchema ? true : nil
    }

    /// Names as the text of their set: sorted, each once; nil for none.
    static func set(_ names: [String]) -> String? {
        let names = Set(names.map(\.storable)).sorted()
        return names.isEmpty ? nil : JSONValue.array(names.map(JSONValue.string)).compact
    }

    /// The key of a set of names. The few sets that occur are stored once.
    private static func key(_ db: Database, _ names: String?) throws -> Int64? {
        guard let names else { return nil }
        let find = try db.cachedStatement(sql: "SELECT key FROM nameSet WHERE names = ?")
        if let key = try Int64.fetchOne(find, arguments: [names]) { return key }
        try db.execute(sql: "INSERT INTO nameSet (names) VALUES (?)", arguments: [names])
        return db.lastInsertedRowID
    }

    private static func value(_ value: (some DatabaseValueConvertible)?) -> DatabaseValue {
        value?.databaseValue ?? .null
    }
}
