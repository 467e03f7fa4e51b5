import GRDB
import JSON
import Prompts
package import RequestCore

extension Store: LogStore {
    /// Writes a new record; an id that is already there is an error.
    ///
    /// It also marks the records of killed processes as failed, so that search finds their answers.
    package func insert(_ record: LogRecord) async throws {
        let row = LogRow(record)
        let bodies = LogBodies(record)
        let answer = LogAnswer(record)
        try await write { db in
            try Logs.settleInterrupted(db)
            try Logs.insert(db, row, bodies, answer)
        }
    }

    /// Writes new records in one transaction, all or none.
    package func insert(_ records: [LogRecord]) async throws {
        let rows = records.map { (LogRow($0), LogBodies($0), LogAnswer($0)) }
        try await write { db in
            for (row, bodies, answer) in rows { try Logs.insert(db, row, bodies, answer) }
        }
    }

    /// Updates a record, or writes it if it is new. A finished record stays finished: a late update from the streaming run
    /// changes nothing.
    package func update(_ record: LogRecord) async throws {
        let row = LogRow(record)
        let answer = LogAnswer(record)
        // While the answer streams, only the answer is written; request and search follow when the run is over.
        let bodies = record.state == .running ? nil : LogBodies(record)
        try await write { db in
            guard let found = try Logs.find(db, record.id) else {
                try Logs.insert(db, row, bodies ?? LogBodies(record), answer)
                return
            }
            if record.state == .running, found.state != .running { return }
            if bodies != nil { try LogSearchText.remove(db, key: found.key) }
            try row.update(db, key: found.key)
            try answer.update(db, key: found.key)
            try bodies?.update(db, key: found.key)
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

    /// - Returns: the key of the new row.
    @discardableResult
    static func insert(_ db: Database, _ row: LogRow, _ bodies: LogBodies, _ answer: LogAnswer) throws -> Int64 {
        let key = try row.insert(db)
        try bodies.insert(db, key: key)
        try answer.insert(db, key: key)
        return key
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
            try LogSearchText.remove(db, key: key)
            try LogRow(record).update(db, key: key)
            try LogAnswer(record).update(db, key: key)
            try LogBodies(record).update(db, key: key)
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
                SELECT log.*, request, images, reply, response FROM log
                JOIN logRequest ON logRequest.log = key JOIN logAnswer ON logAnswer.log = key WHERE \(condition)
                """, arguments: arguments)
        return try row.map { try self.record(db, $0) }
    }

    /// - Parameter withBodies: false leaves request and response out, which are long.
    static func record(_ db: Database, _ row: Row, withBodies: Bool = true) throws -> LogRecord {
        let id: String = row["id"]
        let what = "log \(id)"
        func response() throws -> JSONValue? {
            guard let head: String = row["response"] else { return nil }
            let text = try LogAnswer.text(db, key: row["key"], part: "response", head: head)
            return try StoredText.json(text, column: "response", of: what)
        }
        let word: String = row["dialect"] ?? DialectID.chat.rawValue
        guard let dialect = DialectID(rawValue: word) else {
            throw StoreError.unreadable(what: what, reason: "this Étude does not know its dialect '\(word)'")
        }
        var reply: Reply
        do {
            reply = try Reply(storedJSON: LogAnswer.reply(db, row, of: what), dialect: dialect.dialect)
        } catch let error as FieldError {
            throw StoreError.unreadable(what: what, reason: error.description)
        }
        var state = LogRecord.State(rawValue: row["state"]) ?? .failed
        if state == .running, !isRunning(owner: row["owner"]) {
            state = .failed
            reply.apply(.ended(error: .interrupted))
        }
        var record = LogRecord(
            id: id, prompt: row["prompt"], version: try row.versionID("versionID"), provider: row["provider"],
            model: row["model"], createdAt: row.date("createdAt"),
            request: withBodies ? try row.json("request", of: what) ?? .null : .null,
            images: (try row.json("images", of: what)?.arrayValue ?? []).compactMap(ImageFacts.init(json:)),
            state: state, reply: reply, response: withBodies ? try response() : nil,
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

extension RunContext {
    init(row: Row) {
        let source: String? = row["source"]
        self.init(run: row["run"], ordinal: row["ordinal"] ?? 0, source: source.flatMap(Source.init(rawValue:)))
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
