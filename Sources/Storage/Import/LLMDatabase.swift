import GRDB
import JSON
package import Logbook

/// Reads the database of the `llm` command, of both generations, and never writes to it.
///
/// Since 0.32 turns point into a tree of messages; before, each response had its prompt, and the conversation was told by earlier
/// responses. One file may have both, and the same generation in both.
package final class LLMDatabase: Sendable {
    private let queue: DatabaseQueue
    let path: String

    /// Opens a database for reading.
    ///
    /// - Throws: ``StoreError`` where the file is none of llm's.
    package init(path: String) throws(StoreError) {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        self.path = path
        do {
            queue = try ReadOnlyStore.connect(path, configuration)
            let isKnown = try queue.read { try $0.tableExists("responses") || $0.tableExists("turns") }
            guard isKnown else {
                throw StoreError.unreadable(
                    what: path, reason: "it has neither the table turns nor responses of llm's logs")
            }
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError.unreadable(what: path, reason: "it is no database of llm (\(error))")
        }
    }

    /// Whether a file begins as SQLite's databases do.
    package static func recognises(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: Array("SQLite format 3\u{0}".utf8))
    }

    /// How many generations it has.
    package func count() async throws -> Int {
        try await queue.read { db in
            var count = 0
            for form in try LLMForm.all(in: db) { count += try form.count(db) }
            return count
        }
    }

    /// Hands over all generations, the older form first, some hundred at a time.
    package func turns(_ take: ([LLMTurn]) async throws -> Void) async throws {
        let forms = try await queue.read { try LLMForm.all(in: $0) }
        for form in forms {
            var after: Int64 = 0
            while true {
                let start = after
                let page = try await queue.read { try form.turns($0, after: start) }
                guard let last = page.last else { break }
                try await take(page.turns)
                after = last
            }
        }
    }
}

/// One of the two forms that generations are kept in.
enum LLMForm: Sendable {
    case turns
    /// Without those that are also kept as turns.
    case responses(hasTurns: Bool)

    static let page = 200

    static func all(in db: Database) throws -> [LLMForm] {
        let hasTurns = try db.tableExists("turns")
        return (try db.tableExists("responses") ? [.responses(hasTurns: hasTurns)] : []) + (hasTurns ? [.turns] : [])
    }

    func count(_ db: Database) throws -> Int {
        switch self {
        case .turns: try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM turns") ?? 0
        case .responses(let hasTurns):
            try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM responses WHERE \(Self.own(hasTurns))") ?? 0
        }
    }

    /// - Parameter rowid: those with a greater one.
    func turns(_ db: Database, after rowid: Int64) throws -> (turns: [LLMTurn], last: Int64?) {
        let sql =
            switch self {
            case .turns: "SELECT rowid AS place, * FROM turns WHERE rowid > ?"
            case .responses(let hasTurns):
                "SELECT rowid AS place, * FROM responses WHERE rowid > ? AND \(Self.own(hasTurns))"
            }
        let rows = try Row.fetchAll(db, sql: sql + " ORDER BY rowid LIMIT \(Self.page)", arguments: [rowid])
        let parts = try LLMParts(db)
        let turns = try rows.map { row in
            switch self {
            case .turns: try parts.turn(row)
            case .responses: try parts.response(row)
            }
        }
        return (turns, rows.last?["place"])
    }

    private static func own(_ hasTurns: Bool) -> String {
        hasTurns ? "id NOT IN (SELECT id FROM turns)" : "1"
    }
}
