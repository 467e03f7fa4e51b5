import GRDB

/// The two searches of earlier programs, which have the logs that were not read anew yet: `logSearch` those whose digest is NULL,
/// `logText` those whose digest is 1.
///
/// They stay as empty tables, because a process of the earlier program may still be writing to them.
enum EarlierSearch {
    /// The number of a log's row in `logText`, as SQL over `log`.
    static let placeOfLog = "(log.createdAt << 20 | (log.key & 1048575))"

    static func isEmpty(_ db: Database) throws -> Bool {
        for table in ["logSearch", "logText"] where try Row.fetchOne(db, sql: "SELECT 1 FROM \(table) LIMIT 1") != nil {
            return false
        }
        return true
    }

    /// Whether logs of an earlier program are found there only.
    static func isNeeded(_ db: Database) throws -> Bool {
        try Row.fetchOne(db, sql: "SELECT 1 FROM log WHERE digest IS NOT \(LogFacts.digest) LIMIT 1") != nil
    }

    /// Empties both tables. To make them anew takes less time than to delete their rows.
    static func empty(_ db: Database) throws {
        try db.execute(
            sql: """
                DROP TABLE logSearch;
                CREATE VIRTUAL TABLE logSearch USING fts5 (
                    messages, answer, model, error, tokenize = 'unicode61 remove_diacritics 2'
                );
                DROP TABLE logText;
                CREATE VIRTUAL TABLE logText USING fts5 (
                    asked, answered, models, errors, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2'
                );
                """)
    }
}
