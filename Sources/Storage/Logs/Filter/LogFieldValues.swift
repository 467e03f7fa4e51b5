import GRDB
package import Logbook

extension Store {
    /// The values that a field has, the most frequent first; those that the field takes by itself where it is about none of the
    /// texts in the logs.
    package func values(of field: LogField, limit: Int) async throws -> [LogFieldValue] {
        let words = field.words.map { LogFieldValue($0) }
        guard let sql = Self.valuesSQL(field) else { return words }
        let found = try await read { db in
            try Row.fetchAll(db, sql: sql + " LIMIT \(max(0, limit))").map {
                LogFieldValue($0["value"], count: $0["count"])
            }
        }
        return found + words.filter { word in !found.contains { $0.value == word.value } }
    }

    /// A query of values and their counts; nil for fields that are not about a text.
    private static func valuesSQL(_ field: LogField) -> String? {
        switch field {
        case .prompt: counted("prompt", index: "logByPrompt")
        case .provider: counted("provider", index: "logByProvider")
        case .model: counted("model", index: "logByModel")
        case .resolved: counted("resolvedModel", index: "logByResolvedModel")
        case .finish: counted("finish", index: "logByFinish")
        case .error: counted("errorKind", index: "logByErrorKind")
        case .schema: counted("schema", index: "logBySchema")
        case .source: counted("source", index: "logBySource")
        case .caller: counted("caller", index: "logByCaller")
        case .session: counted("session", index: "logBySession")
        case .user: counted("endUser", index: "logByEndUser")
        case .conversation: counted("conversation", index: "logByConversation")
        case .tool: named("tools", index: "logByTools")
        case .call: named("calls", index: "logByCalls")
        case .tag: "SELECT tag AS value, COUNT(*) AS count FROM logTag GROUP BY tag ORDER BY count DESC, value"
        case .env: "SELECT name AS value, NULL AS count FROM environment GROUP BY name ORDER BY name"
        case .version:
            """
            SELECT 'v' || number AS value, SUM(runs) AS count FROM version
            JOIN logTally ON logTally.prompt = promptName AND versionID = configID
            GROUP BY number ORDER BY number DESC
            """
        case .eval:
            """
            SELECT evaluation.id AS value, COUNT(*) AS count FROM evaluation
            JOIN evaluationCell ON evaluationCell.evaluation = evaluation.key GROUP BY evaluation.key
            ORDER BY evaluation.key DESC
            """
        case .status, .feedback, .score, .note, .correction, .image, .run, .dialect, .cost, .tokens, .tokensIn,
            .tokensOut, .first,
            .total, .retries, .since, .until, .day, .id:
            nil
        }
    }

    private static func counted(_ column: String, index: String) -> String {
        """
        SELECT \(column) AS value, COUNT(*) AS count FROM log INDEXED BY \(index) WHERE \(column) IS NOT NULL
        GROUP BY \(column) ORDER BY count DESC, value
        """
    }

    private static func named(_ column: String, index: String) -> String {
        """
        SELECT json_each.value AS value, SUM(logs) AS count FROM (
            SELECT \(column) AS names, COUNT(*) AS logs FROM log INDEXED BY \(index) WHERE \(column) IS NOT NULL
            GROUP BY \(column)) AS sets
        JOIN nameSet ON nameSet.key = sets.names, json_each(nameSet.names)
        GROUP BY json_each.value ORDER BY count DESC, value
        """
    }
}
