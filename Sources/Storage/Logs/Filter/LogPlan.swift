import GRDB
import Logbook

/// Finds the source that costs least. Nothing is known of how often a value occurs, so the indexes are asked, each up to a bound.
struct LogPlan: Sendable {
    /// The rows that are sorted without a second thought.
    static let fewRows = 2_000
    /// The rows up to which indexes are compared.
    private static let comparedRows = 20_000

    let source: LogSource
    /// What is left to test, row by row.
    let tests: [SQLPiece]

    init(_ db: Database, _ filter: LogFilter, _ sql: FilterSQL) throws {
        let terms = filter.flatTerms.filter { sql.condition($0) != nil }
        let times = terms.filter(\.isTimeRange)
        let others = terms.filter { !$0.isTimeRange }
        let limits = times.compactMap(sql.condition)

        var walks: [(terms: [LogTerm], index: String, condition: SQLPiece)] = []
        for term in others {
            guard let index = term.orderedIndex(sql), let condition = sql.condition(term) else { continue }
            walks.append(([term], index, condition))
        }

        func plan(_ source: LogSource, without used: [LogTerm]) -> LogPlan {
            LogPlan(source: source, tests: others.filter { !used.contains($0) }.compactMap(sql.condition))
        }
        func limited(_ condition: SQLPiece?) -> SQLPiece? { .all((condition.map { [$0] } ?? []) + limits) }

        let pattern = sql.isSearchMixed ? nil : Self.pattern(others)
        var fewest: (count: Int, walk: Int)?
        for (place, walk) in walks.enumerated() {
            let count = try Self.count(db, walk.condition, upTo: Self.comparedRows)
            if fewest.map({ count < $0.count }) ?? true { fewest = (count, place) }
        }
        if let fewest, fewest.count <= Self.fewRows {
            let walk = walks[fewest.walk]
            self = plan(.index(walk.index, limited(walk.condition)), without: walk.terms)
            return
        }
        for term in others where term.hasIndex && term.orderedIndex(sql) == nil {
            guard let condition = sql.condition(term), try Self.count(db, condition, upTo: Self.fewRows) <= Self.fewRows
            else { continue }
            self.init(
                source: .few(condition),
                tests: (others.filter { $0 != term } + times).compactMap(sql.condition))
            return
        }
        if let pattern, try Self.prefersSearch(db, pattern, to: fewest?.count) {
            self.init(
                source: .search(try SearchList(db, pattern, times.compactMap(\.span))),
                tests: others.filter { !$0.isSearch || $0.searchPattern?.table != pattern.table }
                    .compactMap(sql.condition))
            return
        }
        if let fewest {
            let walk = walks[fewest.walk]
            self = plan(.index(walk.index, limited(walk.condition)), without: walk.terms)
            return
        }
        self = plan(.index("logByTime", limited(nil)), without: [])
    }

    private init(source: LogSource, tests: [SQLPiece]) {
        self.source = source
        self.tests = tests
    }

    /// Whether it means every log.
    var isUnlimited: Bool { source.isEverything && tests.isEmpty }

    /// The rows before they are tested.
    var withoutTests: LogPlan { LogPlan(source: source, tests: []) }

    /// The words that are searched for, as one expression; nil for none.
    private static func pattern(_ terms: [LogTerm]) -> SearchPattern? {
        .all(terms.filter(\.isSearch).compactMap(\.searchPattern))
    }

    private static func count(_ db: Database, _ condition: SQLPiece, upTo bound: Int) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT COUNT(*) FROM (SELECT 1 FROM log WHERE \(condition.sql) LIMIT \(bound + 1))",
            arguments: StatementArguments(condition.arguments)) ?? 0
    }

    /// Whether the search is read rather than an index of which so many rows match.
    private static func prefersSearch(_ db: Database, _ pattern: SearchPattern, to rows: Int?) throws -> Bool {
        guard let rows, rows <= comparedRows else { return true }
        // A long beginning is looked up as a whole, which costs more than to test the rows of the index against the list.
        guard pattern.isQuick else { return false }
        return try pattern.matches(db, upTo: rows) < rows
    }
}
