import GRDB
import Logbook

extension Store {
    /// What stands of the logs that were met and could not be read; nil where all could.
    package var unreadLogs: StoreError? {
        let count = unreadKeys.withLock(\.count)
        guard count > 0 else { return nil }
        let logs = count == 1 ? "1 log" : "\(count) logs"
        return .unreadable(what: logs, reason: "\(path) is damaged; `etude doctor --check` says where")
    }

    /// Reads logs as far as they can be read: where a page of the database is damaged, the halves of the keys are read by themselves,
    /// down to single logs. Those that cannot be read are noted (``unreadLogs``) and left out.
    func readable<Result: Sendable>(
        _ keys: [Int64], _ body: @escaping @Sendable (Database, [Int64]) throws -> [Result]
    ) async throws -> [Result] {
        do {
            return try await read { db in try body(db, keys) }
        } catch let error as StoreError {
            guard error.isDamage, !keys.isEmpty else { throw error }
            if keys.count == 1 {
                unreadKeys.withLock { _ = $0.insert(keys[0]) }
                return []
            }
            let middle = keys.count / 2
            let first = try await readable(Array(keys[..<middle]), body)
            return try await first + readable(Array(keys[middle...]), body)
        }
    }

    /// The places of a page's logs. They stand in an index of their own, which tells what there is where the logs are damaged.
    func places(in list: LogList, _ page: LogQuery.Page, limit: Int) async throws -> [LogPosition] {
        let query = list.query("log.key, createdAt", page, limit: limit)
        return try await read { db in
            try Row.fetchAll(db, sql: query.sql, arguments: StatementArguments(query.arguments)).map {
                LogPosition(createdAt: $0.date("createdAt"), key: $0["key"])
            }
        }
    }
}

extension StoreError {
    /// Whether it is about what cannot be read back, so that something else may be.
    fileprivate var isDamage: Bool {
        switch self {
        case .damaged, .unreadable: true
        default: false
        }
    }
}
