import GRDB
import JSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store {
    @discardableResult
    package func deleteLogs(_ ids: [String]) async throws -> [String] {
        // Those of one deletion have one time.
        let now = Date().milliseconds
        let deleted = try await writeInTurns(ids) { db, id -> String? in
            guard let key = try LogKeeping.removableKey(db, id) else { return nil }
            let rows = try DeletedLog.rows(db, key: key)
            try db.execute(
                sql: "INSERT OR REPLACE INTO deletedLog (id, deletedAt, rows) VALUES (?, ?, ?)",
                arguments: [id, now, rows.compact])
            try Logs.remove(db, key: key)
            return id
        }
        return deleted.compactMap(\.self)
    }

    @discardableResult
    package func restoreLogs(_ ids: [String]) async throws -> [String] {
        try await write { db in try ids.filter { try DeletedLog.restore(db, id: $0) } }
    }

    @discardableResult
    package func restoreDeletedLogs() async throws -> [String] {
        try await write { db in
            while true {
                // Those of one deletion have one time.
                let ids = try String.fetchAll(
                    db, sql: "SELECT id FROM deletedLog WHERE deletedAt = (SELECT MAX(deletedAt) FROM deletedLog)")
                guard !ids.isEmpty else { return [] }
                let back = try ids.filter { try DeletedLog.restore(db, id: $0) }
                if !back.isEmpty { return back }
                // They are all there, imported again for example. What was deleted earlier is meant then.
                for id in ids { try db.execute(sql: "DELETE FROM deletedLog WHERE id = ?", arguments: [id]) }
            }
        }
    }
}

/// The rows of a deleted log as one JSON object.
///
/// ```
/// {"log":[{"key":7,"id":"01…",…}],"logRequest":[{…}],"logCall":[{…},{…}]}
/// ```
enum DeletedLog {
    /// The tables whose rows belong to a log, each with the column that has its key.
    private static func tables(_ db: Database) throws -> [(name: String, column: String)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT parts.name AS name, link."from" AS source FROM sqlite_schema AS parts
                JOIN pragma_foreign_key_list(parts.name) AS link
                WHERE parts.type = 'table' AND link."table" = 'log' ORDER BY parts.name
                """
        ).map { ($0["name"], $0["source"]) }
    }

    /// Brings a log back.
    ///
    /// - Returns: false where it was not deleted, or a log of its id is there.
    static func restore(_ db: Database, id: String) throws -> Bool {
        let text = try String.fetchOne(db, sql: "SELECT rows FROM deletedLog WHERE id = ?", arguments: [id])
        guard let text, try Logs.find(db, id) == nil else { return false }
        try restore(db, StoredText.json(text, column: "rows", of: "the deleted log \(id)"))
        try db.execute(sql: "DELETE FROM deletedLog WHERE id = ?", arguments: [id])
        return true
    }

    static func rows(_ db: Database, key: Int64) throws -> JSONValue {
        var object = JSONObject()
        for (table, column) in [(name: "log", column: "key")] + (try tables(db)) {
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM \(table) WHERE \(column) = ?", arguments: [key])
            if !rows.isEmpty, table != "logBody" { object[table] = .array(rows.map(json)) }
        }
        try addPacked(db, key: key, to: &object)
        return .object(object)
    }

    /// Adds the packed bodies as the rows that an earlier program, or a very long log, has for them.
    private static func addPacked(_ db: Database, key: Int64, to object: inout JSONObject) throws {
        let statement = try db.cachedStatement(sql: "SELECT size, images, packed FROM logBody WHERE log = ?")
        guard let row = try Row.fetchOne(statement, arguments: [key]) else { return }
        let parts = try PackedLog.parts(row["packed"], size: row["size"], of: "a log that is to be deleted")
        let images: String = row["images"] ?? "[]"
        object["logRequest"] = [["request": .string(parts.request), "images": .string(images)]]
        object["logAnswer"] = [
            ["reply": .string(parts.reply), "response": parts.response.map(JSONValue.string) ?? .null]
        ]
    }

    /// Writes the rows again, under another key if another log has taken theirs.
    private static func restore(_ db: Database, _ rows: JSONValue) throws {
        guard var log = rows["log"]?[0]?.objectValue, let old = log["key"]?.intValue else { return }
        let isTaken = try Row.fetchOne(db, sql: "SELECT 1 FROM log WHERE key = ?", arguments: [old]) != nil
        if isTaken { log["key"] = .null }
        // The search has forgotten it.
        for column in ["place", "wordsSum"] { log[column] = .null }
        try insert(db, log, into: "log")
        let key = db.lastInsertedRowID
        for (table, column) in try tables(db) {
            for row in rows[table]?.arrayValue ?? [] {
                guard var row = row.objectValue else { continue }
                row[column] = .number(JSONNumber(Int(key)))
                try insert(db, row, into: table)
            }
        }
        try Logs.digest(db, key: key)
    }

    private static func json(_ row: Row) -> JSONValue {
        var object = JSONObject()
        for (column, value) in row {
            switch value.storage {
            case .null: object[column] = .null
            case .int64(let number): object[column] = .number(JSONNumber(Int(number)))
            case .double(let number): object[column] = JSONNumber(number).map(JSONValue.number) ?? .null
            case .string(let text): object[column] = .string(text)
            // Only packed bodies are bytes, which are not kept as such.
            case .blob: object[column] = .null
            }
        }
        return .object(object)
    }

    private static func insert(_ db: Database, _ row: JSONObject, into table: String) throws {
        // A column that a later step has removed has nowhere to go.
        let columns = Set(try db.columns(in: table).map(\.name))
        let values = row.filter { columns.contains($0.key) }
        try db.execute(
            sql: """
                INSERT INTO \(table) (\(values.map { "\"\($0.key)\"" }.joined(separator: ", ")))
                VALUES (\(values.map { _ in "?" }.joined(separator: ", ")))
                """, arguments: StatementArguments(values.map { value($0.value) }))
    }

    private static func value(_ json: JSONValue) -> DatabaseValue {
        switch json {
        case .string(let text): text.databaseValue
        case .number(let number): json.intValue?.databaseValue ?? number.doubleValue.databaseValue
        case .null, .bool, .array, .object: .null
        }
    }
}
