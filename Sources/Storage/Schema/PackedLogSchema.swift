import GRDB

extension Schema {
    /// The bodies of logs that are over, packed (``PackedLog``), and a search that takes half the bytes (``SearchTable``).
    ///
    /// Logs of an earlier program have another `digest` than ``LogFacts/digest``: they have their texts in `logRequest` and `logAnswer`,
    /// and are found in `logWords` or the searches before it, until ``Store/digestLogs(limit:)`` has read them.
    static func makePackedLogs(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE logBody (
                    log INTEGER PRIMARY KEY REFERENCES log (key) ON DELETE CASCADE,
                    size INTEGER NOT NULL,
                    images TEXT,
                    packed BLOB NOT NULL
                ) STRICT;

                CREATE INDEX logBodyWithImages ON logBody (log) WHERE images IS NOT NULL;

                CREATE VIRTUAL TABLE logTerms USING fts5 (
                    answered, asked, content = '', tokenize = 'unicode61 remove_diacritics 2'
                );

                CREATE VIRTUAL TABLE logBeginnings USING fts5 (
                    letters, content = '', columnsize = 0, detail = none, tokenize = 'unicode61 remove_diacritics 2'
                );

                DROP INDEX logUnread;
                CREATE INDEX logUnread ON log (key) WHERE digest IS NOT 3;
                """)
    }
}
