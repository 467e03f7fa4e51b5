import GRDB
import Prompts
package import RequestCore

extension Store: LogReader {
    /// Newest first; logs of the same millisecond in reverse order of their insertion.
    ///
    /// Rows and total describe the same moment. Rows are read along an index; the total is counted in the same index (7 ms for
    /// a million logs) or in the search (0.1 s for a word that is in every one of a million logs).
    package func logs(matching query: LogQuery) async throws -> (logs: [LogSummary], total: Int) {
        let list = LogList(query)
        return try await read { db in
            let logs = try Row.fetchAll(db, sql: list.rowsSQL, arguments: list.rowsArguments).map(LogList.summary)
            if query.offset <= 0, logs.count < query.limit { return (logs, logs.count) }
            let total = try Int.fetchOne(db, sql: list.countSQL, arguments: list.filterArguments)
            return (logs, total ?? 0)
        }
    }

    /// The time and size of the write-ahead log, which every write changes, whoever makes it. Nothing else writes to a store in
    /// memory.
    package func changeMark() async -> String { Posix.stamp(of: path + "-wal") ?? "" }
}

/// The SQL of a ``LogQuery``.
struct LogList: Sendable {
    let rowsSQL: String
    let countSQL: String
    let rowsArguments: StatementArguments
    /// `WHERE …` with a space before it; empty for all logs.
    let filter: String
    let filterArguments: StatementArguments

    init(_ query: LogQuery) {
        var conditions: [String] = []
        var arguments: [any DatabaseValueConvertible] = []
        if let prompt = query.prompt {
            conditions.append("prompt = ?")
            arguments.append(prompt)
        }
        if let version = query.version {
            conditions.append("versionID = ?")
            arguments.append(version.hex)
        }
        if let since = query.since {
            conditions.append("createdAt >= ?")
            arguments.append(since.milliseconds)
        }
        let isSearchAlone = conditions.isEmpty
        let pattern = query.search.flatMap(SearchWords.pattern)
        if let pattern {
            // The `+` makes SQLite walk the time index: fetching and sorting every match costs far more for a word that is
            // in most logs than skipping the others costs for a rare one.
            conditions.append("+key IN (SELECT rowid FROM logSearch WHERE logSearch MATCH ?)")
            arguments.append(pattern)
        }
        filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        countSQL =
            isSearchAlone && pattern != nil
            ? "SELECT COUNT(*) FROM logSearch WHERE logSearch MATCH ?" : "SELECT COUNT(*) FROM log" + filter
        filterArguments = StatementArguments(arguments)
        // The version's number is looked up per row: a join would be computed for skipped rows as well.
        rowsSQL = """
            SELECT id, createdAt, prompt, versionID, provider, model, message, callCount, totalMS, totalTokens, cost,
                state, owner, error, status, feedback, emptiness, firstTokenMS, source, run, ordinal, answer,
                CASE WHEN answer IS NULL THEN (SELECT reply FROM logAnswer WHERE log = key) END AS body,
                (SELECT number FROM version WHERE promptName = prompt AND configID = versionID) AS number
            FROM log\(filter) ORDER BY \((query.order ?? .newestFirst).sql) LIMIT ? OFFSET ?
            """
        rowsArguments = StatementArguments(arguments + [max(0, query.limit), max(0, query.offset)])
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
        summary.firstTokenMS = row["firstTokenMS"]
        let source: String? = row["source"]
        summary.source = source.flatMap(RunContext.Source.init(rawValue:))
        summary.run = row["run"]
        summary.ordinal = row["ordinal"] ?? 0
        let (answer, body): (String?, String?) = (row["answer"], row["body"])
        summary.answer = answer ?? body.map(LogDigest.firstLine(ofStored:)) ?? ""
        return summary
    }
}

/// Search words as an FTS5 expression.
enum SearchWords {
    /// Each word as a quoted prefix, all required; nil if the text contains no word.
    static func pattern(_ text: String) -> String? {
        // By scalars: a quote or space with an accent is one `Character`, but FTS5 sees a quote or space.
        let words = text.storable.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).filter { word in
            // A word without letters or digits has no token and would match nothing.
            word.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        }
        return words.isEmpty ? nil : words.map(quoted).joined(separator: " ")
    }

    private static func quoted(_ word: Substring.UnicodeScalarView) -> String {
        var phrase = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in word {
            if scalar == "\"" { phrase.append(scalar) }
            phrase.append(scalar)
        }
        return String(phrase) + "\"*"
    }
}
