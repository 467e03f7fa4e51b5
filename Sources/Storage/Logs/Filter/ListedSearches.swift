import GRDB
import Logbook

/// Which searches are looked up as a whole, where rows are tested for their words.
///
/// Whether a log has a word is asked row by row, for which FTS5 reads a part of the word's matches each time. A few matches are listed
/// once instead. Of a word that is meant to be missing and that nearly every log has, such as one that begins with a common letter, all
/// rows would be asked: its matches are listed, too.
enum ListedSearches {
    /// The matches that are listed without a second thought.
    private static let fewMatches = 20_000
    /// The newest logs that are looked at to guess whether nearly every log has the word.
    private static let sample = 30

    /// The expressions whose matches are to be listed.
    static func expressions(in filter: LogFilter, _ db: Database) throws -> Set<String> {
        var listed: Set<String> = []
        let terms = filter.flatTerms
        // Where nothing else is asked for, the matches are read and no row is tested.
        let isTested = terms.contains { !$0.isSearch && !$0.isTimeRange }
        for term in terms where term.isComplement || isTested {
            let pattern: SearchPattern? =
                switch term.condition {
                case .word(let text): SearchPattern(beginning: text)
                case .phrase(let text): SearchPattern(phrase: text)
                case .field, .saved: nil
                }
            guard let pattern, pattern.isQuick else { continue }
            if try hasFewMatches(pattern.text, db) || term.isComplement && isInNearlyEvery(pattern.text, db) {
                listed.insert(pattern.text)
            }
        }
        return listed
    }

    private static func hasFewMatches(_ pattern: String, _ db: Database) throws -> Bool {
        let matches = try Int.fetchOne(
            db, sql: "SELECT COUNT(*) FROM (SELECT 1 FROM logWords WHERE logWords MATCH ? LIMIT \(fewMatches + 1))",
            arguments: [pattern])
        return matches.map { $0 <= fewMatches } ?? true
    }

    private static func isInNearlyEvery(_ pattern: String, _ db: Database) throws -> Bool {
        let without = try Row.fetchOne(
            db,
            sql: """
                SELECT 1 FROM (
                    SELECT \(SearchPlace.ofLog) AS place FROM log INDEXED BY logByTime
                    ORDER BY createdAt DESC LIMIT \(sample)) AS newest
                WHERE NOT EXISTS (SELECT 1 FROM logWords WHERE logWords MATCH ? AND logWords.rowid = newest.place)
                """, arguments: [pattern])
        return without == nil
    }
}
