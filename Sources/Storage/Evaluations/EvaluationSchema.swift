import GRDB

extension Schema {
    /// Evaluations: columns by version, provider and model, cells by row and log. Checks and their results are JSON; nothing of a
    /// dataset is copied.
    static func makeEvaluations(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE evaluation (
                    key INTEGER PRIMARY KEY,
                    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
                    createdAt INTEGER NOT NULL,
                    fingerprint TEXT NOT NULL,
                    dataset TEXT NOT NULL,
                    rows INTEGER NOT NULL,
                    repeats INTEGER NOT NULL,
                    settings TEXT NOT NULL
                ) STRICT;

                CREATE INDEX evaluationByFingerprint ON evaluation (fingerprint, key);

                CREATE TABLE evaluationColumn (
                    evaluation INTEGER NOT NULL REFERENCES evaluation (key) ON DELETE CASCADE,
                    place INTEGER NOT NULL,
                    label TEXT NOT NULL,
                    prompt TEXT NOT NULL,
                    versionID TEXT NOT NULL CHECK (length(versionID) = 64),
                    provider TEXT NOT NULL,
                    model TEXT NOT NULL,
                    PRIMARY KEY (evaluation, place)
                ) STRICT, WITHOUT ROWID;

                CREATE INDEX evaluationColumnByVersion ON evaluationColumn (versionID, provider, model);

                CREATE TABLE evaluationCell (
                    evaluation INTEGER NOT NULL REFERENCES evaluation (key) ON DELETE CASCADE,
                    place INTEGER NOT NULL,
                    row TEXT NOT NULL,
                    ordinal INTEGER NOT NULL,
                    repeat INTEGER NOT NULL,
                    rowIndex INTEGER NOT NULL,
                    log TEXT NOT NULL,
                    state TEXT NOT NULL,
                    outcome TEXT NOT NULL,
                    score REAL,
                    latencyMS REAL NOT NULL,
                    cost REAL,
                    promptTokens INTEGER,
                    completionTokens INTEGER,
                    answer TEXT,
                    checks TEXT NOT NULL,
                    PRIMARY KEY (evaluation, place, row, ordinal, repeat)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
