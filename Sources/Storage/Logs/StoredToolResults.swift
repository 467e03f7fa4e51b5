import GRDB
package import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: ToolRecord {
    /// How many results of one call are kept.
    static let keptResults = 20
    /// The longest arguments and results that are kept, in bytes; longer calls have no recorded result.
    static let longestArguments = 1 << 16
    static let longestResult = 4 << 20

    package func keep(_ answers: [AnsweredCall]) async throws {
        guard !answers.isEmpty else { return }
        try await write { db in
            let now = Date().milliseconds
            for answer in answers {
                if let place = answer.place { try answer.keep(db, at: place) }
                // A replayed result is recorded already.
                guard answer.source != .replay, answer.arguments.utf8.count <= Self.longestArguments,
                    answer.text.utf8.count <= Self.longestResult
                else { continue }
                let call: [any DatabaseValueConvertible] = [answer.tool.storable, answer.arguments.storable]
                try db.execute(
                    sql: "DELETE FROM toolResult WHERE tool = ? AND arguments = ? AND text = ?",
                    arguments: StatementArguments(call + [answer.text.storable]))
                try db.execute(
                    sql: """
                        INSERT INTO toolResult (tool, arguments, text, isError, source, recordedAt)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: StatementArguments(
                        call + [answer.text.storable, answer.isError, answer.source.rawValue, now]))
                try db.execute(
                    sql: """
                        DELETE FROM toolResult WHERE key IN (
                            SELECT key FROM toolResult WHERE tool = ? AND arguments = ?
                            ORDER BY recordedAt DESC, key DESC LIMIT -1 OFFSET \(Self.keptResults))
                        """, arguments: StatementArguments(call))
            }
        }
    }

    package func recordedResults(
        ofTool tool: String, arguments: String, limit: Int
    ) async throws -> [RecordedResult] {
        let (tool, arguments) = (tool.storable, arguments.storable)
        return try await read { db in
            let columns = "SELECT arguments, text, isError, source, recordedAt FROM toolResult"
            let order = "ORDER BY recordedAt DESC, key DESC LIMIT ?"
            let same = try Row.fetchAll(
                db, sql: "\(columns) WHERE tool = ? AND arguments = ? \(order)", arguments: [tool, arguments, limit])
            let others = try Row.fetchAll(
                db, sql: "\(columns) WHERE tool = ? AND arguments <> ? \(order)",
                arguments: [tool, arguments, max(0, limit - same.count)])
            return (same + others).map { row in
                let source = ToolResult.Source(rawValue: row["source"])
                let answer = AnsweredCall(
                    tool: tool, arguments: row["arguments"], text: row["text"], isError: row["isError"],
                    source: source ?? .hand)
                return RecordedResult(answer: answer, recordedAt: row.date("recordedAt"))
            }
        }
    }
}

extension AnsweredCall {
    /// Writes the result to its log, if that log exists.
    fileprivate func keep(_ db: Database, at place: Place) throws {
        let values: [any DatabaseValueConvertible] = [
            place.choice, place.call, tool.storable, arguments.storable, text.storable, isError, source.rawValue,
            seconds,
            place.log,
        ]
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO logCall (log, choice, call, tool, arguments, text, isError, source, seconds)
                SELECT key, ?, ?, ?, ?, ?, ?, ?, ? FROM log WHERE id = ?
                """, arguments: StatementArguments(values))
    }

    /// The answered calls of a log.
    static func all(_ db: Database, ofLog id: String) throws -> [AnsweredCall] {
        let sql = """
            SELECT logCall.* FROM logCall JOIN log ON log.key = logCall.log WHERE log.id = ? ORDER BY choice, call
            """
        return try Row.fetchAll(db, sql: sql, arguments: [id]).map { row in
            AnsweredCall(
                tool: row["tool"], arguments: row["arguments"], text: row["text"], isError: row["isError"],
                source: ToolResult.Source(rawValue: row["source"]) ?? .hand, seconds: row["seconds"],
                place: Place(log: id, call: row["call"], choice: row["choice"]))
        }
    }
}
