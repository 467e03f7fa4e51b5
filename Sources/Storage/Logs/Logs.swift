import GRDB
import JSON
import Prompts
package import RequestCore

extension Store: LogStore {
    /// Writes a new record; an id that is already there is an error.
    ///
    /// It also marks the records of killed processes as failed, so that search finds their answers.
    package func insert(_ record: LogRecord) async throws {
        let log = WrittenLog(record)
        try await write { db in
            try Logs.settleInterrupted(db)
            try log.insert(db)
        }
    }

    /// Writes new records in one transaction, all or none.
    package func insert(_ records: [LogRecord]) async throws {
        let logs = records.map(WrittenLog.init)
        try await write { db in
            for log in logs { try log.insert(db) }
        }
    }

    /// Updates a record, or writes it if it is new. A finished record stays finished: a late update from the streaming run
    /// changes nothing.
    package func update(_ record: LogRecord) async throws {
        guard record.state != .running else { return try await updateRunning(record) }
        let log = WrittenLog(record)
        try await write { db in
            guard let found = try Logs.find(db, record.id) else {
                try log.insert(db)
                return
            }
            try log.update(db, key: found.key)
        }
    }

    /// While the answer streams, only the row and the answer are written; the rest follows when the run is over.
    private func updateRunning(_ record: LogRecord) async throws {
        let row = LogRow(record)
        let answer = LogAnswer(record)
        try await write { db in
            guard let found = try Logs.find(db, record.id) else {
                try WrittenLog(record).insert(db)
                return
            }
            guard found.state == .running else { return }
            try row.update(db, key: found.key)
            try answer.write(db, key: found.key)
        }
    }

    package func log(id: String) async throws -> LogRecord? {
        try await read { db in
            var record = try Logs.record(db, "log.id = ?", [id])
            record?.answers = try AnsweredCall.all(db, ofLog: id)
            return record
        }
    }
}

/// Queries of logs, inside a transaction.
enum Logs {
    static func find(_ db: Database, _ id: String) throws -> (key: Int64, state: LogRecord.State)? {
        let statement = try db.cachedStatement(sql: "SELECT key, state FROM log WHERE id = ?")
        let row = try Row.fetchOne(statement, arguments: [id])
        return row.map { ($0["key"], LogRecord.State(rawValue: $0["state"]) ?? .failed) }
    }

    /// Removes a log with all that belongs to it.
    static func remove(_ db: Database, key: Int64) throws {
        try LogSearchText.remove(db, key: key)
        try db.execute(sql: "DELETE FROM log WHERE key = ?", arguments: [key])
    }

    /// Marks the records that a dead process left running as failed.
    static func settleInterrupted(_ db: Database) throws {
        let running = try Row.fetchAll(db, sql: "SELECT key, owner FROM log WHERE state = 'running'")
        for row in running where !isRunning(owner: row["owner"]) {
            let key: Int64 = row["key"]
            guard let record = try record(db, "log.key = ?", [key]) else { continue }
            try WrittenLog(record).update(db, key: key)
        }
    }

    /// Whether the process that writes a running record is still alive.
    static func isRunning(owner: String?) -> Bool {
        owner.map(ProcessMark.isAlive) ?? false
    }

    static func record(_ db: Database, _ condition: String, _ arguments: StatementArguments) throws -> LogRecord? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT log.*, \(StoredBodies.columns) FROM log \(StoredBodies.joins) WHERE \(condition)
                """, arguments: arguments)
        return try row.map { row in
            let bodies = try StoredBodies(db, row, of: Logs.name(row))
            var record = try self.record(db, row, bodies)
            record.request = try bodies.requestJSON()
            record.response = try bodies.responseJSON()
            return record
        }
    }

    /// What a log is called in an error.
    static func name(_ row: Row) -> String { "log \(row["id"] as String)" }

    /// A log without its request and response, which are long.
    static func record(_ db: Database, _ row: Row, _ bodies: StoredBodies) throws -> LogRecord {
        let what = name(row)
        let word: String = row["dialect"] ?? DialectID.chat.rawValue
        guard let dialect = DialectID(rawValue: word) else {
            throw StoreError.unreadable(what: what, reason: "this Étude does not know its dialect '\(word)'")
        }
        var reply: Reply
        do {
            reply = try Reply(storedJSON: bodies.replyJSON(), dialect: dialect.dialect)
        } catch let error as FieldError {
            throw StoreError.unreadable(what: what, reason: error.description)
        }
        var state = LogRecord.State(rawValue: row["state"]) ?? .failed
        if state == .running, !isRunning(owner: row["owner"]) {
            state = .failed
            reply.apply(.ended(error: .interrupted))
        }
        var record = LogRecord(
            id: row["id"], prompt: row["prompt"], version: try row.versionID("versionID"), provider: row["provider"],
            model: row["model"], createdAt: row.date("createdAt"),
            request: .null, images: (try bodies.imagesJSON().arrayValue ?? []).compactMap(ImageFacts.init(json:)),
            state: state, reply: reply, response: nil,
            timing: LogRecord.Timing(
                firstTokenMS: row["firstTokenMS"], totalMS: row["totalMS"], retries: row["retries"]),
            cost: row["cost"])
        record.judgement = try Judgement.stored(db, log: row["key"], feedback: LogRecord.Feedback(row: row))
        record.dialect = dialect
        record.inputs = try row.json("inputs", of: what)?.objectValue
        record.context = RunContext(row: row)
        return record
    }
}

extension Row {
    /// The run of a log, from its columns `id`, `run` and `ordinal`: the first log of a run has the run's id; nil where it was not noted.
    var run: String? {
        let ordinal: Int? = self["ordinal"]
        return self["run"] ?? (ordinal == nil ? nil : self["id"])
    }
}

extension RunContext {
    init(row: Row) {
        let source: String? = row["source"]
        self.init(run: row.run, ordinal: row["ordinal"] ?? 0, source: source.flatMap(Source.init(rawValue:)))
        conversation = row["conversation"]
        caller = row["caller"]
        session = row["session"]
        endUser = row["endUser"]
    }
}

extension LogRecord.Feedback {
    init?(row: Row) {
        guard let value: Int = row["feedback"] else { return nil }
        self = value > 0 ? .good : .bad
    }
}
