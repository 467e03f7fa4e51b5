import GRDB
import JSON
import Logbook

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads one generation with all that belongs to it, inside a transaction.
///
/// Tables came one by one over the years, so each is read only where it is there, and a column that is missing is NULL.
struct LLMParts {
    let db: Database
    private let tables: Set<String>

    init(_ db: Database) throws {
        self.db = db
        tables = Set(try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'"))
    }

    func has(_ table: String) -> Bool { tables.contains(table) }

    // MARK: What both forms have

    func common(_ row: Row) throws -> LLMTurn {
        var turn = LLMTurn(id: Self.text(row, "id") ?? "", model: Self.text(row, "model") ?? "unknown")
        turn.time = Self.text(row, "datetime_utc")
        turn.durationMS = Double.fromDatabaseValue(Self.value(row, "duration_ms"))
        turn.resolvedModel = Self.text(row, "resolved_model")
        for column in ["options_json", "token_details", "response_json"] {
            let text = Self.text(row, column)
            if let text, (try? JSONValue(parsing: text)) == nil { turn.losses.insert(.unreadableFields) }
        }
        turn.options = Self.json(row, "options_json")?.objectValue ?? [:]
        turn.inputTokens = Int.fromDatabaseValue(Self.value(row, "input_tokens"))
        turn.outputTokens = Int.fromDatabaseValue(Self.value(row, "output_tokens"))
        turn.tokenDetails = Self.json(row, "token_details")
        turn.response = Self.json(row, "response_json")
        if let schema = Self.text(row, "schema_id"), has("schemas") {
            let content = try String.fetchOne(db, sql: "SELECT content FROM schemas WHERE id = ?", arguments: [schema])
            turn.schema = content.flatMap { try? JSONValue(parsing: $0) }
        }
        return turn
    }

    /// The tools of a generation.
    ///
    /// - Parameters:
    ///   - table: that joins tools to generations.
    ///   - column: of the generation's id in it.
    func tools(_ table: String, _ column: String, _ id: String) throws -> [JSONValue] {
        guard has(table), has("tools") else { return [] }
        let sql = """
            SELECT DISTINCT tools.id, name, description, input_schema FROM tools JOIN \(table) ON tool_id = tools.id
            WHERE \(column) = ? ORDER BY tools.id
            """
        return try Row.fetchAll(db, sql: sql, arguments: [id]).map { row in
            var tool: JSONObject = ["name": .string(Self.text(row, "name") ?? "")]
            tool["description"] = Self.text(row, "description").map(JSONValue.string)
            tool["parameters"] = Self.json(row, "input_schema")
            return .object(tool)
        }
    }

    func attachment(_ id: String) throws -> LLMTurn.Attachment? {
        guard has("attachments") else { return nil }
        return try Row.fetchOne(db, sql: "SELECT * FROM attachments WHERE id = ?", arguments: [id]).map { row in
            let content = Data.fromDatabaseValue(Self.value(row, "content")).map { Array($0) }
            return LLMTurn.Attachment(
                type: Self.text(row, "type"), path: Self.text(row, "path"), url: Self.text(row, "url"), content: content
            )
        }
    }

    func fragment(_ id: Int64) throws -> String? {
        guard has("fragments") else { return nil }
        return try String.fetchOne(db, sql: "SELECT content FROM fragments WHERE id = ?", arguments: [id])
    }

    // MARK: Values

    static func value(_ row: Row, _ column: String) -> DatabaseValue {
        row.hasColumn(column) ? row[column] : .null
    }

    /// The text of a column; a number as its digits. Empty texts are none.
    static func text(_ row: Row, _ column: String) -> String? {
        let text: String?
        switch value(row, column).storage {
        case .string(let string): text = string
        case .int64(let number): text = String(number)
        case .double(let number): text = String(number)
        case .blob(let data): text = String(decoding: data, as: UTF8.self)
        case .null: text = nil
        }
        return text?.isEmpty == true ? nil : text
    }

    static func json(_ row: Row, _ column: String) -> JSONValue? {
        text(row, column).flatMap { try? JSONValue(parsing: $0) }.flatMap { $0.isNull ? nil : $0 }
    }
}
