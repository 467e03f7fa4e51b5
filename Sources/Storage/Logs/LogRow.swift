import GRDB
import JSON
import Prompts
import RequestCore

/// The columns of a log's row that are known without reading its bodies, prepared before its transaction begins.
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
            // The search finds a log by its time, so that never changes.
            ("createdAt", record.createdAt.milliseconds.databaseValue),
            ("dialect", record.dialect.rawValue.databaseValue),
            ("inputs", Self.value(record.inputs.map { JSONValue.object($0).compact })),
            // Most runs are one log, whose id is that of the run.
            ("run", Self.value(record.context.run == record.id ? nil : record.context.run?.storable)),
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
            ("state", record.state.rawValue.databaseValue),
            ("owner", Self.value(record.state == .running ? ProcessMark.current : nil)),
            ("callCount", reply.choices.reduce(0) { $0 + $1.message.toolCalls.count }.databaseValue),
            ("firstTokenMS", Self.value(record.timing.firstTokenMS)),
            // SQLite keeps NaN as NULL.
            ("totalMS", (record.timing.totalMS.isNaN ? 0 : record.timing.totalMS).databaseValue),
            ("retries", record.timing.retries.databaseValue),
            ("totalTokens", Self.value(reply.usage?.total)),
            ("cost", Self.value(record.cost)),
            ("status", Self.value(reply.error?.status ?? reply.status)),
            ("emptiness", Self.value(reply.emptiness?.rawValue)),
            ("error", Self.value(reply.error.map { LogDigest.shortened($0.description).storable })),
        ]
    }

    /// Inserts the row, without what ``LogFacts`` writes.
    ///
    /// - Returns: its key.
    func insert(_ db: Database) throws -> Int64 {
        let all = columns + origin + [("message", "".databaseValue)]
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
