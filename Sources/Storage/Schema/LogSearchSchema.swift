import GRDB

extension Schema {
    /// What filters ask of logs, as columns with an index each, and a search that knows what a log adds instead of the whole
    /// history of its thread again.
    ///
    /// Earlier logs have `digest` NULL: they keep their rows in `logSearch` until ``Store/digestLogs(limit:)`` has read them.
    /// New columns have no defaults and no checks, so SQLite rewrites no row.
    static func makeLogSearch(_ db: Database) throws {
        let columns = [
            "errorKind TEXT", "finish TEXT", "isWhole INTEGER", "schema TEXT", "imageCount INTEGER",
            // Keys of `nameSet`: the tools that were offered and those that were called.
            "tools INTEGER", "calls INTEGER", "answer TEXT", "digest INTEGER",
        ]
        for column in columns { try db.execute(sql: "ALTER TABLE log ADD COLUMN \(column)") }
        try db.execute(
            sql: """
                CREATE TABLE nameSet (
                    key INTEGER PRIMARY KEY,
                    names TEXT NOT NULL UNIQUE
                ) STRICT;

                CREATE INDEX logUndigested ON log (key) WHERE digest IS NULL;
                CREATE INDEX evaluationCellByLog ON evaluationCell (log);
                """)
        try makeSearchTable(db)
        try makeFilterIndexes(db)
        try makeTally(db)
    }

    /// The search. A row's id is the log's place in time (``SearchPlace``), so matches come newest first without sorting.
    ///
    /// Words of one and two letters are indexed as beginnings, too: else a search for one letter would merge the lists of all
    /// words that begin with it.
    private static func makeSearchTable(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE VIRTUAL TABLE logText USING fts5 (
                    asked, answered, models, errors, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2'
                );

                DROP TRIGGER logRemoved;
                CREATE TRIGGER logRemoved AFTER DELETE ON log BEGIN
                    DELETE FROM logText WHERE rowid = old.createdAt << 20 | (old.key & 1048575);
                    DELETE FROM logSearch WHERE rowid = old.key;
                END;
                """)
    }

    /// One index for each field, ordered by time where a filter names one value.
    ///
    /// An index leaves out the rows that have nothing there, except of columns that always have something: for SQLite, `IS NOT
    /// NULL` of those is a constant, from which it takes no index.
    private static func makeFilterIndexes(_ db: Database) throws {
        let required = Set(try db.columns(in: "log").filter(\.isNotNull).map(\.name))
        func make(_ column: String, _ columns: String) throws {
            let name = "logBy" + column.prefix(1).uppercased() + column.dropFirst()
            let condition = required.contains(column) ? "" : " WHERE \(column) IS NOT NULL"
            try db.execute(sql: "CREATE INDEX \(name) ON log (\(columns))\(condition)")
        }
        let texts = [
            "provider", "model", "resolvedModel", "source", "caller", "session", "endUser", "conversation", "run",
            "errorKind", "finish", "schema",
        ]
        for column in texts { try make(column, "\(column), createdAt") }
        let numbers = [
            "cost", "totalTokens", "promptTokens", "completionTokens", "firstTokenMS", "totalMS", "tools", "calls",
            "feedback",
        ]
        for column in numbers { try make(column, column) }
        try db.execute(
            sql: """
                CREATE INDEX logByState ON log (state, createdAt);
                CREATE INDEX logByStatus ON log (status) WHERE status >= 300;
                CREATE INDEX logByRetries ON log (retries) WHERE retries > 0;
                CREATE INDEX logByImages ON log (imageCount) WHERE imageCount > 0;
                CREATE INDEX logByUnwhole ON log (createdAt) WHERE isWhole = 0;
                """)
    }

    /// The counts of a version's logs, kept up by triggers, because counting a million logs takes a second.
    private static func makeTally(_ db: Database) throws {
        let values = """
            (new.prompt, new.versionID, 1, new.cost IS NOT NULL, IFNULL(new.cost, 0), new.feedback IS 1, new.feedback IS -1)
            ON CONFLICT DO UPDATE SET runs = runs + 1, priced = priced + excluded.priced, cost = cost + excluded.cost,
                good = good + excluded.good, bad = bad + excluded.bad
            """
        let removal = """
            UPDATE logTally SET runs = runs - 1, priced = priced - (old.cost IS NOT NULL), cost = cost - IFNULL(old.cost, 0),
                good = good - (old.feedback IS 1), bad = bad - (old.feedback IS -1)
            WHERE prompt = old.prompt AND versionID = old.versionID;
            DELETE FROM logTally WHERE prompt = old.prompt AND versionID = old.versionID AND runs = 0
            """
        try db.execute(
            sql: """
                CREATE TABLE logTally (
                    prompt TEXT NOT NULL,
                    versionID TEXT NOT NULL,
                    runs INTEGER NOT NULL,
                    priced INTEGER NOT NULL,
                    cost REAL NOT NULL,
                    good INTEGER NOT NULL,
                    bad INTEGER NOT NULL,
                    PRIMARY KEY (prompt, versionID)
                ) STRICT, WITHOUT ROWID;

                INSERT INTO logTally (prompt, versionID, runs, priced, cost, good, bad)
                SELECT prompt, versionID, COUNT(*), COUNT(cost), TOTAL(cost), SUM(feedback IS 1), SUM(feedback IS -1)
                FROM log GROUP BY prompt, versionID;

                CREATE TRIGGER logCounted AFTER INSERT ON log BEGIN
                    INSERT INTO logTally (prompt, versionID, runs, priced, cost, good, bad) VALUES \(values);
                END;

                CREATE TRIGGER logUncounted AFTER DELETE ON log BEGIN
                    \(removal);
                END;

                CREATE TRIGGER logRecounted AFTER UPDATE OF prompt, versionID, cost, feedback ON log
                WHEN old.prompt IS NOT new.prompt OR old.versionID IS NOT new.versionID OR old.cost IS NOT new.cost
                    OR old.feedback IS NOT new.feedback
                BEGIN
                    \(removal);
                    INSERT INTO logTally (prompt, versionID, runs, priced, cost, good, bad) VALUES \(values);
                END;
                """)
    }
}
