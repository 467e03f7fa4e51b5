import GRDB

extension Schema {
    /// What people say of answers beside good and bad, filters under a name, where exports that go on by themselves are, which
    /// logs were imported, and the two counts of tokens.
    ///
    /// `feedback` stays in the row of the log, where lists and versions read it. A judgement is a row of its own, because few logs
    /// have one. The counts of tokens of earlier logs are NULL and are filled in from their answers when numbers are asked for.
    static func makeJudgements(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE logJudgement (
                    log INTEGER PRIMARY KEY REFERENCES log (key) ON DELETE CASCADE,
                    score REAL CHECK (score BETWEEN 0 AND 1),
                    note TEXT,
                    correction TEXT,
                    judgedAt INTEGER NOT NULL
                ) STRICT;

                CREATE INDEX logJudgementByTime ON logJudgement (judgedAt);

                CREATE TABLE logTag (
                    tag TEXT NOT NULL CHECK (tag <> ''),
                    log INTEGER NOT NULL REFERENCES log (key) ON DELETE CASCADE,
                    PRIMARY KEY (tag, log)
                ) STRICT, WITHOUT ROWID;

                CREATE INDEX logTagByLog ON logTag (log);

                CREATE TABLE savedFilter (
                    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
                    filter TEXT NOT NULL,
                    savedAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE exportCursor (
                    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
                    position TEXT NOT NULL,
                    savedAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE logImport (
                    log INTEGER PRIMARY KEY REFERENCES log (key) ON DELETE CASCADE,
                    origin TEXT NOT NULL
                ) STRICT;

                ALTER TABLE log ADD COLUMN promptTokens INTEGER;
                ALTER TABLE log ADD COLUMN completionTokens INTEGER;
                """)
    }
}
