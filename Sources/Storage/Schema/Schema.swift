import GRDB

/// The tables. Times are milliseconds since 1970 (UTC), ids of versions are 64 hex digits, and the rest is readable
/// JSON text.
enum Schema {
    static func makeVersions(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE prompt (
                    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
                    createdAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE config (
                    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 64),
                    canonical TEXT NOT NULL,
                    config TEXT NOT NULL,
                    createdAt INTEGER NOT NULL
                ) STRICT;

                CREATE TABLE version (
                    promptName TEXT NOT NULL REFERENCES prompt (name),
                    configID TEXT NOT NULL REFERENCES config (id),
                    number INTEGER NOT NULL CHECK (number > 0),
                    parent TEXT,
                    createdAt INTEGER NOT NULL,
                    PRIMARY KEY (promptName, number),
                    UNIQUE (promptName, configID),
                    FOREIGN KEY (promptName, parent) REFERENCES version (promptName, configID)
                ) STRICT, WITHOUT ROWID;

                CREATE INDEX versionByConfig ON version (configID);

                CREATE TABLE environment (
                    promptName TEXT NOT NULL,
                    name TEXT NOT NULL CHECK (name <> ''),
                    configID TEXT NOT NULL,
                    movedAt INTEGER NOT NULL,
                    PRIMARY KEY (promptName, name),
                    FOREIGN KEY (promptName, configID) REFERENCES version (promptName, configID)
                ) STRICT, WITHOUT ROWID;
                """)
    }

    /// A log's small columns are separate from its bodies, so that a list never reads the bodies. The request is
    /// separate from the answer, so that a streaming run does not write its request repeatedly.
    static func makeLogs(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE log (
                    key INTEGER PRIMARY KEY,
                    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
                    prompt TEXT NOT NULL,
                    versionID TEXT NOT NULL CHECK (length(versionID) = 64),
                    provider TEXT NOT NULL,
                    model TEXT NOT NULL,
                    resolvedModel TEXT,
                    createdAt INTEGER NOT NULL,
                    state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'failed', 'cancelled')),
                    owner TEXT,
                    message TEXT NOT NULL,
                    callCount INTEGER NOT NULL,
                    firstTokenMS REAL,
                    totalMS REAL NOT NULL,
                    retries INTEGER NOT NULL,
                    totalTokens INTEGER,
                    cost REAL,
                    status INTEGER,
                    error TEXT
                ) STRICT;

                CREATE INDEX logByTime ON log (createdAt);
                CREATE INDEX logByPrompt ON log (prompt, createdAt);
                CREATE INDEX logByVersion ON log (versionID, createdAt);
                CREATE INDEX logByPromptAndVersion ON log (prompt, versionID, createdAt);
                CREATE INDEX logRunning ON log (owner) WHERE state = 'running';

                CREATE TABLE logRequest (
                    log INTEGER PRIMARY KEY REFERENCES log (key) ON DELETE CASCADE,
                    request TEXT NOT NULL,
                    images TEXT NOT NULL
                ) STRICT;

                CREATE TABLE logAnswer (
                    log INTEGER PRIMARY KEY REFERENCES log (key) ON DELETE CASCADE,
                    reply TEXT NOT NULL,
                    response TEXT
                ) STRICT;

                CREATE VIRTUAL TABLE logSearch USING fts5 (
                    messages, answer, model, error, tokenize = 'unicode61 remove_diacritics 2'
                );

                CREATE TRIGGER logRemoved AFTER DELETE ON log BEGIN
                    DELETE FROM logSearch WHERE rowid = old.key;
                END;
                """)
    }

    static func makeSession(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE session (
                    key TEXT NOT NULL PRIMARY KEY,
                    value TEXT NOT NULL,
                    savedAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                """)
    }

    static func makeApprovals(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE toolApproval (
                    fingerprint TEXT NOT NULL PRIMARY KEY CHECK (length(fingerprint) = 64),
                    description TEXT NOT NULL,
                    approvedAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                """)
    }

    /// The rest of long answers; `logAnswer` holds the beginning.
    static func makeLongAnswers(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE logAnswerRest (
                    log INTEGER NOT NULL REFERENCES log (key) ON DELETE CASCADE,
                    part TEXT NOT NULL CHECK (part IN ('reply', 'response')),
                    number INTEGER NOT NULL CHECK (number > 0),
                    text TEXT NOT NULL,
                    PRIMARY KEY (log, part, number)
                ) STRICT;
                """)
    }

    /// Recorded results of calls. They belong to no log: the same call of another version gets the same result.
    static func makeToolResults(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE toolResult (
                    key INTEGER PRIMARY KEY,
                    tool TEXT NOT NULL,
                    arguments TEXT NOT NULL,
                    text TEXT NOT NULL,
                    isError INTEGER NOT NULL CHECK (isError IN (0, 1)),
                    source TEXT NOT NULL,
                    recordedAt INTEGER NOT NULL
                ) STRICT;

                CREATE INDEX toolResultByCall ON toolResult (tool, arguments, recordedAt);
                CREATE INDEX toolResultByTool ON toolResult (tool, recordedAt);
                """)
    }

    static func makeDeployments(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE environment ADD COLUMN isProtected INTEGER NOT NULL DEFAULT 0 CHECK (isProtected IN (0, 1));

                CREATE TABLE deployment (
                    key INTEGER PRIMARY KEY,
                    promptName TEXT NOT NULL,
                    environment TEXT NOT NULL CHECK (environment <> ''),
                    configID TEXT NOT NULL,
                    movedAt INTEGER NOT NULL,
                    who TEXT NOT NULL,
                    note TEXT NOT NULL,
                    kind TEXT NOT NULL CHECK (kind IN ('deploy', 'rollback')),
                    FOREIGN KEY (promptName, configID) REFERENCES version (promptName, configID)
                ) STRICT;

                CREATE INDEX deploymentByPrompt ON deployment (promptName, key);

                INSERT INTO deployment (promptName, environment, configID, movedAt, who, note, kind)
                SELECT promptName, name, configID, movedAt, '', '', 'deploy' FROM environment ORDER BY movedAt;

                CREATE TABLE versionNote (
                    promptName TEXT NOT NULL,
                    configID TEXT NOT NULL,
                    name TEXT NOT NULL,
                    note TEXT NOT NULL,
                    PRIMARY KEY (promptName, configID),
                    FOREIGN KEY (promptName, configID) REFERENCES version (promptName, configID)
                ) STRICT, WITHOUT ROWID;
                """)
    }

    /// When a prompt was archived or deleted; a deleted prompt can be restored for a while.
    static func makeShelves(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE prompt ADD COLUMN archivedAt INTEGER;
                ALTER TABLE prompt ADD COLUMN deletedAt INTEGER;
                """)
    }

    /// 1 for a good answer, -1 for a bad one.
    static func makeFeedback(_ db: Database) throws {
        try db.execute(sql: "ALTER TABLE log ADD COLUMN feedback INTEGER CHECK (feedback IN (1, -1))")
    }

    /// Where a log comes from. A log of an earlier program has none of it but its dialect: there was only one.
    ///
    /// Constant defaults and columns without checks: SQLite rewrites no row. The values of variables may be long, so they stand
    /// last, where reading the other columns does not pass them.
    static func addOrigins(_ db: Database) throws {
        let columns = [
            "dialect TEXT DEFAULT 'chat'", "run TEXT", "ordinal INTEGER", "source TEXT", "conversation TEXT",
            "caller TEXT", "session TEXT", "endUser TEXT", "inputs TEXT",
        ]
        for column in columns { try db.execute(sql: "ALTER TABLE log ADD COLUMN \(column)") }
    }

    /// Why an answer is empty, as an ``EmptyAnswer``; NULL where it is not, and in logs of earlier programs.
    static func addEmptiness(_ db: Database) throws {
        try db.execute(sql: "ALTER TABLE log ADD COLUMN emptiness TEXT")
    }

    static func makeLogCalls(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE logCall (
                    log INTEGER NOT NULL REFERENCES log (key) ON DELETE CASCADE,
                    choice INTEGER NOT NULL,
                    call INTEGER NOT NULL,
                    tool TEXT NOT NULL,
                    arguments TEXT NOT NULL,
                    text TEXT NOT NULL,
                    isError INTEGER NOT NULL CHECK (isError IN (0, 1)),
                    source TEXT NOT NULL,
                    seconds REAL NOT NULL,
                    PRIMARY KEY (log, choice, call)
                ) STRICT;
                """)
    }
}
