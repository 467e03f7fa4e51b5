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
        // Where nothing else is asked for, the matches are read and no row is tested; of words and beginnings, those of the words.
        let isTested = terms.contains { !$0.isSearch && !$0.isTimeRange }
        let hasWords = terms.contains { $0.isSearch && $0.searchPattern?.table == .words }
        for term in terms {
            guard let pattern = term.searchPattern, pattern.isQuick,
                term.isComplement || isTested || hasWords && pattern.table == .beginnings
            else { continue }
            if try hasFewMatches(pattern, db) || term.isComplement && isInNearlyEvery(pattern, db) {
                listed.insert(pattern.text)
            }
        }
        return listed
    }

    private static func hasFewMatches(_ pattern: SearchPattern, _ db: Database) throws -> Bool {
        try pattern.matches(db, upTo: fewMatches) <= fewMatches
    }

    private static func isInNearlyEvery(_ pattern: SearchPattern, _ db: Database) throws -> Bool {
        let table = pattern.table.rawValue
        let without = try Row.fetchOne(
            db,
            sql: """
                SELECT 1 FROM (
                    SELECT \(SearchPlace.ofLog) AS place FROM log INDEXED BY logByTime
                    ORDER BY createdAt DESC LIMIT \(sample)) AS newest
                WHERE NOT EXISTS (SELECT 1 FROM \(table) WHERE \(table) MATCH ? AND \(table).rowid = newest.place)
                """, arguments: [pattern.expression])
        return without == nil
    }
}

extension SearchPattern {
    /// How many logs match, of which one more than the bound is counted at the most.
    func matches(_ db: Database, upTo bound: Int) throws -> Int {
        let table = table.rawValue
        return try Int.fetchOne(
            db, sql: "SELECT COUNT(*) FROM (SELECT 1 FROM \(table) WHERE \(table) MATCH ? LIMIT \(bound + 1))",
            arguments: [expression]) ?? 0
    }
}
