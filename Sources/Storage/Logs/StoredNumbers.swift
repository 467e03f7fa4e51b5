import GRDB
import JSON
package import Logbook
import Prompts
import RequestCore

extension Store: LogNumbersReader {
    /// One pass over the logs that match; their bodies are not read.
    package func numbers(of filter: LogFilter, by grouping: LogGrouping?, points: Int) async throws -> LogReport {
        try await countTokens()
        return try await read { db in
            var builder = LogReportBuilder(by: grouping, points: points)
            var days = LocalDay()
            let query = try LogList(db, filter).query(
                """
                createdAt, state, owner, cost, provider, promptTokens, completionTokens, firstTokenMS, totalMS,
                \(grouping?.column ?? "NULL")
                """, nil, limit: nil)
            let rows = try Row.fetchCursor(db, sql: query.sql, arguments: StatementArguments(query.arguments))
            while let row = try rows.next() {
                let fact = CountedLog(numbers: row)
                var key: String? = row[9]
                switch grouping {
                case .day: key = days.name(ofMilliseconds: fact.createdAt)
                case .error:
                    // A run whose process ended has no error in its row until the next one is written.
                    key = key.map(Self.kind) ?? (fact.state == .failed ? RunError.interrupted.kind.rawValue : nil)
                case .model, .version, .prompt, .provider, nil: break
                }
                builder.add(fact, key: key)
            }
            var report = builder.finished()
            if grouping == .version { try Self.name(&report.groups, db) }
            return report
        }
    }

    /// The kind in `rate_limit 429: the provider's words`.
    private static func kind(ofError text: String) -> String {
        String(text.prefix { $0 != " " && $0 != ":" })
    }

    /// Gives versions their names: the prompt and the number.
    private static func name(_ groups: inout [LogReport.Group], _ db: Database) throws {
        let statement = try db.makeStatement(
            sql: "SELECT promptName || ' v' || number FROM version WHERE configID = ? ORDER BY promptName LIMIT 1")
        for index in groups.indices {
            groups[index].title = try String.fetchOne(statement, arguments: [groups[index].key])
        }
    }
}

extension LogGrouping {
    fileprivate var column: String {
        switch self {
        case .model: "model"
        case .version: "versionID"
        case .prompt: "prompt"
        case .provider: "provider"
        case .error: "error"
        case .day: "NULL"
        }
    }
}

extension CountedLog {
    /// - Parameter row: the columns of the query above, by their places, which is quicker than by name.
    fileprivate init(numbers row: Row) {
        var state = LogRecord.State(rawValue: row[1]) ?? .failed
        if state == .running, !Logs.isRunning(owner: row[2]) { state = .failed }
        let provider: String = row[4]
        self.init(
            createdAt: row[0], state: state, cost: row[3], isBilled: provider != "simulator", promptTokens: row[5],
            completionTokens: row[6], firstTokenMS: row[7], totalMS: row[8])
    }
}

extension Store {
    /// The logs whose counts of tokens are filled in together.
    private static let piece = 2_000

    /// Fills in the two counts of tokens of logs that an earlier program wrote and that were not read anew yet, from their answers.
    ///
    /// In pieces, so that nobody waits long for the write lock; what is filled in stays if the process ends. A store that can only
    /// be read is left as it is.
    func countTokens() async throws {
        guard !isReadOnly else { return }
        var first: Int64 = 0
        while true {
            let after = first
            let found = try await read { try UncountedTokens.logs($0, after: after, limit: Self.piece) }
            guard let last = found.last else { return }
            let counts = found.compactMap(\.counted)
            if !counts.isEmpty { try await write { db in try UncountedTokens.write(db, counts) } }
            first = last.key
        }
    }
}

/// A log whose answer has a usage that was not split when it was written.
private struct UncountedTokens {
    struct Counts: Sendable {
        let key: Int64
        let usage: Usage
    }

    let key: Int64
    /// The usage as received, as JSON.
    let usage: String?
    let dialect: String?

    /// - Parameter key: logs with a greater one.
    static func logs(_ db: Database, after key: Int64, limit: Int) throws -> [UncountedTokens] {
        // What was written in several pieces is no JSON by itself; so long an answer has no counts. The first condition is that of
        // the index.
        try Row.fetchAll(
            db,
            sql: """
                SELECT key, dialect, CASE json_valid(reply) WHEN 1 THEN json_extract(reply, '$.usage') END AS usage
                FROM log JOIN logAnswer ON logAnswer.log = key
                WHERE digest IS NOT \(LogFacts.digest) AND digest IS NULL AND key > ?
                    AND totalTokens IS NOT NULL AND promptTokens IS NULL AND completionTokens IS NULL
                ORDER BY key LIMIT ?
                """, arguments: [key, limit]
        ).map { UncountedTokens(key: $0["key"], usage: $0["usage"], dialect: $0["dialect"]) }
    }

    var counted: Counts? {
        guard let usage, let json = try? JSONValue(parsing: usage) else { return nil }
        let dialect = self.dialect.flatMap(DialectID.init(rawValue:))?.dialect ?? ChatCompletions()
        let read = dialect.usage(json)
        return read.input == nil && read.output == nil ? nil : Counts(key: key, usage: read)
    }

    static func write(_ db: Database, _ counts: [Counts]) throws {
        let statement = try db.makeStatement(sql: "UPDATE log SET promptTokens = ?, completionTokens = ? WHERE key = ?")
        for count in counts {
            try statement.execute(arguments: [count.usage.input, count.usage.output, count.key])
        }
    }
}
