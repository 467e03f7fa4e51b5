import GRDB
import Logbook

/// How logs without a word are found.
///
/// Whether a log has a word is asked row by row, which is quick where most have not. Of a word that nearly every log has, such as
/// one that begins with a common letter, all rows would be asked: then the matches are listed once, and the rows tested against the
/// list.
enum SearchComplements {
    /// The matches that are listed without a second thought.
    private static let fewMatches = 20_000
    /// The newest logs that are looked at to guess whether nearly every log has the word.
    private static let sample = 30

    /// The expressions whose matches are to be listed.
    static func listed(in filter: LogFilter, _ db: Database) throws -> Set<String> {
        var listed: Set<String> = []
        for term in filter.flatTerms where term.isComplement {
            let pattern: SearchPattern? =
                switch term.condition {
                case .word(let text): SearchPattern(beginning: text)
                case .phrase(let text): SearchPattern(phrase: text)
                case .field, .saved: nil
                }
            if let pattern, pattern.isQuick, try isListed(pattern.text, db) { listed.insert(pattern.text) }
        }
        return listed
    }

    private static func isListed(_ pattern: String, _ db: Database) throws -> Bool {
        let matches = try Int.fetchOne(
            db, sql: "SELECT COUNT(*) FROM (SELECT 1 FROM logText WHERE logText MATCH ? LIMIT \(fewMatches + 1))",
            arguments: [pattern])
        if let matches, matches <= fewMatches { return true }
        let without = try Row.fetchOne(
            db,
            sql: """
                SELECT 1 FROM (
                    SELECT \(SearchPlace.ofLog) AS place FROM log INDEXED BY logByTime
                    ORDER BY createdAt DESC LIMIT \(sample)) AS newest
                WHERE NOT EXISTS (SELECT 1 FROM logText WHERE logText MATCH ? AND logText.rowid = newest.place)
                """, arguments: [pattern])
        return without == nil
    }
}
