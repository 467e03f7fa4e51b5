import GRDB
import JSON
import Prompts
import RequestCore

/// The columns of a log's row, prepared before its transaction begins.
struct LogRow: Sendable {
    /// The columns that are written once, with the row.
    private let origin: [(name: String, value: DatabaseValue)]
    /// The columns that change while the run goes on.
    private let columns: [(name: String, value: DatabaseValue)]
    let id: String
    let state: LogRecord.State

    init(_ record: LogRecord) {
        let reply = record.reply
        id = record.id
        state = record.state
        origin = [
            ("dialect", record.dialect.rawValue.databaseValue),
            ("inputs", Self.value(record.inputs.map { JSONValue.object($0).compact })),
            ("run", Self.value(record.context.run?.storable)),
            ("ordinal", Self.value(record.context.run == nil ? nil : record.context.ordinal)),
            ("source", Self.value(record.context.source?.rawValue)),
            ("conversation", Self.value(record.context.conversation?.storable)),
            ("caller", Self.value(record.context.caller?.storable)),
            ("session", Self.value(record.context.session?.storable)),
            ("endUser", Self.value(record.context.endUser?.storable)),
        ]
        columns = [
            ("id", record.id.storable.databaseValue),
            ("prompt", record.prompt.storable.databaseValue),
            ("versionID", record.version.hex.databaseValue),
            ("provider", record.provider.storable.databaseValue),
            ("model", record.model.storable.databaseValue),
            ("resolvedModel", Self.value(reply.identity.model?.storable)),
            ("createdAt", record.createdAt.milliseconds.databaseValue),
            ("state", record.state.rawValue.databaseValue),
            ("owner", Self.value(record.state == .running ? ProcessMark.current : nil)),
            ("message", LogText.lastUserMessage(in: record.conversation).storable.databaseValue),
            ("callCount", reply.choices.reduce(0) { $0 + $1.message.toolCalls.count }.databaseValue),
            ("firstTokenMS", Self.value(record.timing.firstTokenMS)),
            // SQLite keeps NaN as NULL.
            ("totalMS", (record.timing.totalMS.isNaN ? 0 : record.timing.totalMS).databaseValue),
            ("retries", record.timing.retries.databaseValue),
            ("totalTokens", Self.value(reply.usage?.total)),
            ("cost", Self.value(record.cost)),
            ("status", Self.value(reply.error?.status ?? reply.status)),
            ("error", Self.value(reply.error.map { LogText.shortened($0.description).storable })),
        ]
    }

    /// Inserts the row.
    /// - Returns: its key.
    func insert(_ db: Database) throws -> Int64 {
        let all = columns + origin
        let names = all.map(\.name).joined(separator: ", ")
        let marks = all.map { _ in "?" }.joined(separator: ", ")
        try db.cachedStatement(sql: "INSERT INTO log (\(names)) VALUES (\(marks))")
            .execute(arguments: StatementArguments(all.map(\.value)))
        return db.lastInsertedRowID
    }

    /// Writes what may have changed since the row was inserted.
    func update(_ db: Database, key: Int64) throws {
        let changes = columns.map { $0.name + " = ?" }.joined(separator: ", ")
        try db.cachedStatement(sql: "UPDATE log SET \(changes) WHERE key = ?")
            .execute(arguments: StatementArguments(columns.map(\.value) + [key.databaseValue]))
    }

    private static func value(_ value: (some DatabaseValueConvertible)?) -> DatabaseValue {
        value?.databaseValue ?? .null
    }
}

/// Extracts the texts of a log's row and of its search from the bodies.
enum LogText {
    /// The most bytes of an answer that are searched.
    private static let searchedLength = 1 << 20

    /// The person's last message on one line of at most 200 characters; `[image]` if it is only an image.
    static func lastUserMessage(in conversation: LoggedConversation) -> String {
        guard let said = conversation.messages.last(where: { $0.role == Role.user.rawValue }) else { return "" }
        if !said.texts.isEmpty { return shortened(said.texts.joined(separator: " ")) }
        let images = said.imageCount
        return images == 0 ? "" : images == 1 ? "[image]" : "[\(images) images]"
    }

    /// The text on one line, with white space joined, cut after 200 characters.
    static func shortened(_ text: String) -> String {
        var line = ""
        var count = 0
        var isSpacePending = false
        for character in text {
            if character.isWhitespace {
                isSpacePending = count > 0
                continue
            }
            guard count + (isSpacePending ? 1 : 0) < 200 else { break }
            if isSpacePending {
                line.append(" ")
                count += 1
                isSpacePending = false
            }
            line.append(character)
            count += 1
        }
        return line
    }

    /// The searchable text of the request: that of its messages and of their calls.
    static func searchable(_ conversation: LoggedConversation) -> String {
        var pieces: [String] = []
        for logged in conversation.messages {
            pieces += logged.texts
            for call in logged.message?.toolCalls ?? [] { pieces += [call.name, call.arguments] }
        }
        return pieces.joined(separator: "\n").storable
    }

    /// The searchable text of the answer: the first mebibyte of its text, reasoning, refusal and calls.
    static func searchable(reply: Reply) -> String {
        var pieces: [String] = []
        for message in reply.choices.map(\.message) {
            pieces += [message.text, message.reasoning ?? "", message.refusal ?? ""]
            for call in message.toolCalls { pieces += [call.name, call.arguments] }
        }
        return pieces.filter { !$0.isEmpty }.map(beginning).joined(separator: "\n").storable
    }

    private static func beginning(_ text: String) -> String {
        text.utf8.count <= searchedLength ? text : String(decoding: text.utf8.prefix(searchedLength), as: UTF8.self)
    }
}
