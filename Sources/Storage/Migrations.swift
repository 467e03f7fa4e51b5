import GRDB

/// The steps that make the database. A released step never changes; a new shape is a new step.
///
/// `user_version` counts the steps that a file has taken, so checking an up-to-date file costs two reads of its first
/// page.
enum Migrations {
    struct Step: Sendable {
        /// The purpose of the step.
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
        Step(name: "prompts that are put away", apply: Schema.makeShelves),
        Step(name: "what people say of answers", apply: Schema.makeFeedback),
    ]

    /// `Etud` in the file's header marks the database as Étude's.
    static let applicationID = 0x4574_7564

    static func apply(to writer: some DatabaseWriter, path: String) throws {
        try writer.writeWithoutTransaction { db in
            // A transaction, so that both values come from the same moment: another process may be making the same
            // file.
            var taken = 0
            try db.inTransaction(.deferred) {
                taken = try stepsTaken(db, path)
                return .commit
            }
            guard taken < steps.count else { return }
            // Another process may be doing the same. Only the holder of the write lock knows which steps are left.
            try db.inTransaction(.immediate) {
                let taken = try stepsTaken(db, path)
                for step in steps.dropFirst(taken) { try step.apply(db) }
                try db.execute(sql: "PRAGMA user_version = \(steps.count)")
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                return .commit
            }
        }
    }

    private static func stepsTaken(_ db: Database, _ path: String) throws -> Int {
        let taken = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let owner = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        if owner != applicationID {
            let isEmpty =
                try taken == 0 && owner == 0
                && Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_schema") == 0
            guard isEmpty else { throw StoreError.notADatabase(path: path) }
        }
        guard taken <= steps.count else { throw StoreError.madeByNewer(path: path) }
        return taken
    }
}
