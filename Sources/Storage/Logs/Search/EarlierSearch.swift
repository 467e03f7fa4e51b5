import GRDB

/// The searches of earlier programs, which have the logs that were not read anew yet: `logSearch` those whose digest is NULL, `logText`
/// those whose digest is 1, `logWords` those whose digest is 2.
///
/// They stay as empty tables, because a process of the earlier program may still be writing to them.
enum EarlierSearch {
    static let tables = ["logSearch", "logText", "logWords"]

    /// The number of a log's row in `logText`, as SQL over `log`.
    static let placeOfLog = "(log.createdAt << 20 | (log.key & 1048575))"

    /// Whether a log is among the matches, where some logs are in one search and some in another.
    ///
    /// - Parameters:
    ///   - new: what finds those that were read anew.
    ///   - pattern: what finds the others.
    ///   - inAnswers: whether to look into answers only.
    static func mixed(_ new: SQLPiece, _ pattern: String, inAnswers: Bool = false) -> SQLPiece {
        func matches(_ table: String) -> String { "(SELECT rowid FROM \(table) WHERE \(table) MATCH ?)" }
        var piece = SQLPiece(
            """
            CASE digest WHEN \(LogFacts.digest) THEN \(new.sql)
                WHEN 2 THEN \(SearchPlace.ofLog) IN \(matches("logWords"))
                WHEN 1 THEN \(placeOfLog) IN \(matches("logText"))
                ELSE log.key IN \(matches("logSearch")) END
            """)
        let columns = inAnswers ? ["answered : ", "answered : ", "answer : "] : ["", "", ""]
        piece.arguments = new.arguments + columns.map { ($0 + pattern).databaseValue }
        return piece
    }

    static func isEmpty(_ db: Database) throws -> Bool {
        for table in tables where try Row.fetchOne(db, sql: "SELECT 1 FROM \(table) LIMIT 1") != nil { return false }
        return true
    }

    /// Whether logs of an earlier program are found there only.
    static func isNeeded(_ db: Database) throws -> Bool {
        try Row.fetchOne(db, sql: "SELECT 1 FROM log WHERE digest IS NOT \(LogFacts.digest) LIMIT 1") != nil
    }

    /// Empties the tables. To make them anew takes less time than to delete their rows.
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
                DROP TABLE logWords;
                CREATE VIRTUAL TABLE logWords USING fts5 (
                    answered, asked, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2'
                );
                """)
    }
}
