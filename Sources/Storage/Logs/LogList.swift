import GRDB
package import Logbook
import Prompts
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: LogReader {
    /// In the order of time, logs of the same millisecond are in that of their insertion.
    package func logs(matching query: LogQuery) async throws -> [LogSummary] {
        do {
            return try await wholePage(query)
        } catch let error as StoreError {
            guard case .damaged = error, query.order == .newestFirst else { throw error }
            return try await readablePage(query)
        }
    }

    /// The logs of a page that can be read, and of those that follow it as many as there is room for.
    private func readablePage(_ query: LogQuery) async throws -> [LogSummary] {
        let list = try await read { db in try LogList(db, query.filter) }
        let isBackwards = query.page.isBackwards
        var page = query.page
        var found: [LogSummary] = []
        while found.count < query.limit {
            let places = try await places(in: list, page, limit: min(query.limit - found.count, LogList.testedRows))
            guard let last = places.last else { break }
            found += try await readable(places.map(\.key)) { db, keys in
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT \(LogList.columns) FROM log WHERE key IN (\(keys.map(String.init).joined(separator: ", ")))
                        ORDER BY createdAt \(isBackwards ? "ASC" : "DESC"), key \(isBackwards ? "ASC" : "DESC")
                        """)
                return try rows.map(LogList.summary)
            }
            page = isBackwards ? .before(last) : .after(last)
        }
        return isBackwards ? found.reversed() : found
    }

    private func wholePage(_ query: LogQuery) async throws -> [LogSummary] {
        try await read { db in
            let list = try LogList(db, query.filter)
            let limit = max(0, query.limit)
            if let sorted = SortedLogs(list, query.order) {
                return try sorted.rows(db, LogList.columns, query.page, limit: limit).map(LogList.summary)
            }
            // From the oldest on, the list is the same, read from its other end.
            let page = query.order.isDescending ? query.page : query.page.fromOtherEnd
            let rows = try Row.fetchAll(db, list.rows(page, limit: limit)).map(LogList.summary)
            return page.isBackwards == query.order.isDescending ? rows.reversed() : rows
        }
    }

    /// All logs, and those of one indexed value, are counted in the index. For other filters, so many rows are tested that a
    /// person does not notice.
    package func count(of filter: LogFilter, upTo bound: Int) async throws -> LogCount {
        try await read { db in try LogList(db, filter).count(db, upTo: bound) }
    }

    package func complaint() async -> String? { unreadLogs.map(\.description) }

    /// The time and size of the write-ahead log, which every write changes, whoever makes it. Nothing else writes to a store in
    /// memory.
    package func changeMark() async -> String { Posix.stamp(of: path + "-wal") ?? "" }
}

/// The SQL of a list of logs.
struct LogList: Sendable {
    /// The rows that are tested for a count that has a bound.
    static let testedRows = 20_000

    /// What is read of a row. The version's number is looked up per row: a join would be computed for skipped rows as well.
    static let columns = """
        id, log.key AS key, createdAt, prompt, versionID, provider, model, message, callCount, totalMS, totalTokens, cost,
        state, owner, error, status, feedback, emptiness, answer, run, ordinal, source, firstTokenMS,
        (SELECT number FROM version WHERE promptName = prompt AND configID = versionID) AS number,
        (SELECT packed FROM logBody WHERE logBody.log = log.key AND size <= \(PackedLog.longestListed)) AS packed
        """

    private let plan: LogPlan
    /// What the filter says, to test any row by.
    let whole: SQLPiece?

    init(_ db: Database, _ filter: LogFilter) throws {
        let sql = try FilterSQL(
            dead: Logs.deadRuns(db), isSearchMixed: filter.terms.isEmpty ? false : EarlierSearch.isNeeded(db),
            listed: ListedSearches.expressions(in: filter, db))
        plan = try LogPlan(db, filter, sql)
        whole = sql.condition(filter)
    }

    /// Where the rows are read from.
    var source: LogSource { plan.source }

    /// What holds of the rows that are read from the source.
    var conditions: [SQLPiece] { (plan.source.condition.map { [$0] } ?? []) + plan.tests }

    /// Whether the source has so few rows that sorting them costs less than reading others in the order that is asked for.
    func isFew(_ db: Database) throws -> Bool {
        if plan.isUnlimited { return false }
        return try LogList(plan: plan.withoutTests).count(db, upTo: Self.testedRows).isWhole
    }

    func rows(_ page: LogQuery.Page, limit: Int) -> SQLRequest<Row> {
        let query = query(Self.columns, page, limit: limit)
        return SQLRequest(sql: query.sql, arguments: StatementArguments(query.arguments))
    }

    func count(_ db: Database, upTo bound: Int) throws -> LogCount {
        if plan.isUnlimited { return LogCount(try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM log") ?? 0) }
        let isBounded = bound < .max
        if isBounded, !plan.tests.isEmpty { return try countTested(db, upTo: max(0, bound)) }
        let rows = query("1", nil, limit: isBounded ? max(0, bound) + 1 : nil)
        let count =
            try Int.fetchOne(
                db, sql: "SELECT COUNT(*) FROM (\(rows.sql))", arguments: StatementArguments(rows.arguments)) ?? 0
        return LogCount(min(count, bound), isWhole: count <= bound)
    }

    /// Counts what holds among the newest rows of the source.
    private func countTested(_ db: Database, upTo bound: Int) throws -> LogCount {
        let test = SQLPiece.all(plan.tests) ?? SQLPiece("TRUE")
        var rows = LogList(plan: plan.withoutTests).query(
            "(\(test.sql)) IS TRUE AS holds", .newest, limit: Self.testedRows)
        rows.arguments = test.arguments + rows.arguments
        let row = try Row.fetchOne(
            db, sql: "SELECT COUNT(*) AS tested, TOTAL(holds) AS held FROM (\(rows.sql))",
            arguments: StatementArguments(rows.arguments))
        let held = (row?["held"] as Double?).map { Int($0) } ?? 0
        let isWhole = (row?["tested"] ?? 0) < Self.testedRows
        return held > bound ? LogCount(bound, isWhole: false) : LogCount(held, isWhole: isWhole)
    }

    private init(plan: LogPlan) {
        self.plan = plan
        whole = nil
    }

    /// A query of the rows of a page, or of all rows in no order.
    ///
    /// - Parameter limit: the most rows; nil for all, which only a query without a page can ask for.
    func query(_ columns: String, _ page: LogQuery.Page?, limit: Int?) -> SQLPiece {
        if case .search(let list) = plan.source, let page {
            return list.query(columns, page, tests: plan.tests, limit: limit ?? .max)
        }
        var conditions = conditions
        // Without an order, all rows are read as they lie.
        let from = page == nil && plan.source.isEverything ? SQLPiece("log") : plan.source.from
        if let (position, isBackwards) = page?.place {
            conditions.append(
                SQLPiece(
                    "(createdAt, log.key) \(isBackwards ? ">" : "<") (?, ?)",
                    [position.createdAt.milliseconds, position.key]))
        }
        var piece = SQLPiece("SELECT \(columns) FROM \(from.sql)")
        piece.arguments = from.arguments
        if let condition = SQLPiece.all(conditions) {
            piece.sql += " WHERE " + condition.sql
            piece.arguments += condition.arguments
        }
        if let page {
            let direction = page.isBackwards ? "ASC" : "DESC"
            piece.sql += " ORDER BY createdAt \(direction), log.key \(direction)"
        }
        if let limit { piece.sql += " LIMIT \(limit)" }
        return piece
    }

    static func summary(_ row: Row) throws -> LogSummary {
        var state = LogRecord.State(rawValue: row["state"]) ?? .failed
        var error: String? = row["error"]
        if state == .running, !Logs.isRunning(owner: row["owner"]) {
            state = .failed
            error = RunError.interrupted.description
        }
        var summary = LogSummary(
            id: row["id"], createdAt: row.date("createdAt"), prompt: row["prompt"],
            version: try row.versionID("versionID"), versionNumber: row["number"], provider: row["provider"],
            model: row["model"], message: row["message"], toolCallCount: row["callCount"], totalMS: row["totalMS"],
            totalTokens: row["totalTokens"], cost: row["cost"], state: state, error: error, status: row["status"],
            feedback: LogRecord.Feedback(row: row))
        let emptiness: String? = row["emptiness"]
        summary.emptiness = emptiness.flatMap(EmptyAnswer.init(rawValue:))
        summary.answer = row["answer"] ?? ""
        if let packed: Data = row["packed"], let preview = PackedLog.preview(packed) {
            summary.message = preview.message
            summary.answer = preview.answer
        }
        summary.run = row.run
        summary.key = row["key"]
        summary.ordinal = row["ordinal"] ?? 0
        summary.firstTokenMS = row["firstTokenMS"]
        let source: String? = row["source"]
        summary.source = source.flatMap(RunContext.Source.init(rawValue:))
        return summary
    }
}

extension LogQuery.Page {
    /// Whether its rows are read from the oldest on.
    var isBackwards: Bool {
        switch self {
        case .newest, .after: false
        case .oldest, .before: true
        }
    }

    /// The same page of the list in the other direction.
    fileprivate var fromOtherEnd: LogQuery.Page {
        switch self {
        case .newest: .oldest
        case .oldest: .newest
        case .after(let position): .before(position)
        case .before(let position): .after(position)
        }
    }

    /// The log that the page lies next to; nil for the first and last one.
    var place: (position: LogPosition, isBackwards: Bool)? {
        switch self {
        case .newest, .oldest: nil
        case .after(let position): (position, false)
        case .before(let position): (position, true)
        }
    }
}
