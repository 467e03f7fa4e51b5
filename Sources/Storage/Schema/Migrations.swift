import GRDB

/// The database's schema, step by step. A released step never changes; a new schema is a new step.
///
/// `user_version` counts the steps that a file has taken, so checking an up-to-date file costs two reads of its first page.
enum Migrations {
    struct Step: Sendable {
        /// The step's purpose.
        let name: String
        let apply: @Sendable (Database) throws -> Void
    }

    static let steps: [Step] = [
        Step(name: "prompts and their versions", apply: Schema.makeVersions),
        Step(name: "logs and their search", apply: Schema.makeLogs),
        Step(name: "the session", apply: Schema.makeSession),
        Step(name: "approved commands", apply: Schema.makeApprovals),
        Step(name: "answers of any length", apply: Schema.makeLongAnswers),
        Step(name: "results of calls", apply: Schema.makeToolResults),
        Step(name: "what a log's calls were answered", apply: Schema.makeLogCalls),
        Step(name: "deployments and what versions are called", apply: Schema.makeDeployments),
        Step(name: "prompts that are archived", apply: Schema.makeShelves),
        Step(name: "what people say of answers", apply: Schema.makeFeedback),
        Step(name: "where logs come from", apply: Schema.addOrigins),
        Step(name: "conversations", apply: Schema.makeConversations),
        Step(name: "evaluations and their cells", apply: Schema.makeEvaluations),
        Step(name: "empty answers", apply: Schema.addEmptiness),
        Step(name: "judgements, saved filters, tokens in and out", apply: Schema.makeJudgements),
        Step(name: "what filters ask of logs, and their search anew", apply: Schema.makeLogSearch),
        Step(name: "deleted logs", apply: Schema.makeDeletedLogs),
        Step(name: "branches of conversations", apply: Schema.addBranches),
        Step(name: "changes of evaluations", apply: Schema.addCellRevisions),
        Step(name: "a search without a copy of its texts", apply: Schema.makeLogWords),
        Step(name: "who sends an evaluation", apply: Schema.addSenders),
        Step(name: "packed logs, and a search of few bytes", apply: Schema.makePackedLogs),
    ]

    /// `Etud` in the file's header marks an Étude database.
    static let applicationID = 0x4574_7564

    /// Brings a database to the newest shape, all or nothing.
    ///
    /// - Parameters:
    ///   - path: the database's path, for errors.
    ///   - copy: copies a database that holds something before its shape changes; told how many steps it has taken. Nobody else
    ///     writes meanwhile.
    static func apply(
        to writer: some DatabaseWriter, path: String, steps: [Step] = steps, copy: (Int) throws -> Void
    ) throws {
        try writer.writeWithoutTransaction { db in
            // One transaction, so that both answers describe the same moment: another process may be creating the file.
            var taken = 0
            try db.inTransaction(.deferred) {
                taken = try stepsTaken(db, path, of: steps.count)
                return .commit
            }
            guard taken < steps.count else { return }
            // Another process may be doing the same: only the holder of the write lock knows which steps are left.
            try db.inTransaction(.immediate) {
                let taken = try stepsTaken(db, path, of: steps.count)
                if taken > 0, taken < steps.count, try !isEmpty(db) { try copy(taken) }
                for step in steps.dropFirst(taken) { try step.apply(db) }
                try db.execute(sql: "PRAGMA user_version = \(steps.count)")
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                return .commit
            }
        }
    }

    /// Whether nothing would be missed: no prompt, log, conversation or approval.
    private static func isEmpty(_ db: Database) throws -> Bool {
        for table in ["prompt", "log", "session", "conversation", "toolApproval", "toolResult"]
        where try db.tableExists(table) {
            if try Row.fetchOne(db, sql: "SELECT 1 FROM \(table) LIMIT 1") != nil { return false }
        }
        return true
    }

    /// How many steps a database has taken.
    ///
    /// - Throws: ``StoreError`` where it is not one of Étude's, or a newer program made it.
    static func stepsTaken(_ db: Database, _ path: String, of count: Int) throws -> Int {
        let taken = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let owner = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        if owner != applicationID {
            let isEmpty =
                try taken == 0 && owner == 0
                && Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_schema") == 0
            guard isEmpty else { throw StoreError.notADatabase(path: path) }
        }
        guard taken <= count else { throw StoreError.madeByNewer(path: path) }
        return taken
    }
}
