import GRDB

extension Schema {
    /// A search that keeps no copy of its texts, and numbers its rows so that they take few bytes.
    ///
    /// Logs of an earlier program have another `digest` than ``LogFacts/digest`` and are found in `logText` or `logSearch` until
    /// ``Store/digestLogs(limit:)`` has read them. New columns have no defaults and no checks, so SQLite rewrites no row.
    ///
    /// The index of a prompt with a version is gone, because nearly all logs of a version are of one prompt; that of states leaves out
    /// what has finished, which no filter walks along.
    ///
    /// `place` is a log's row in the search where that is not its key (``SearchPlace``). `wordsSum` is a checksum of the words that
    /// the search has of a log: a row of FTS5 without its text can only be removed by the same words, see ``LogSearchText``.
    static func makeLogWords(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE log ADD COLUMN place INTEGER;
                ALTER TABLE log ADD COLUMN wordsSum INTEGER;

                CREATE VIRTUAL TABLE logWords USING fts5 (
                    answered, asked, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2'
                );

                CREATE INDEX logInOrder ON log (createdAt) WHERE place IS NULL AND wordsSum IS NOT NULL;
                CREATE INDEX logByPlace ON log (place) WHERE place IS NOT NULL;
                DROP INDEX logUndigested;
                DROP INDEX logByPromptAndVersion;
                DROP INDEX logByState;
                CREATE INDEX logByState ON log (state, createdAt) WHERE state <> 'finished';
                CREATE INDEX logUnread ON log (key) WHERE digest IS NOT 2;
                """)
    }
}
