import GRDB
import JSON
import Logbook

/// Responses of llm before 0.32: each has its prompt, and what it followed are the earlier ones of its conversation.
extension LLMParts {
    func response(_ row: Row) throws -> LLMTurn {
        var turn = try common(row)
        turn.thread = Self.text(row, "conversation_id")
        turn.tools = try tools("tool_responses", "response_id", turn.id)
        var system: String?
        if let thread = turn.thread {
            let statement = try db.cachedStatement(
                sql: "SELECT * FROM responses WHERE conversation_id = ? AND id < ? ORDER BY id")
            for earlier in try Row.fetchAll(statement, arguments: [thread, turn.id]) {
                turn.asked += try asked(earlier, &system, &turn.losses)
                turn.asked.append(try answered(earlier, &turn.losses))
            }
        }
        turn.asked += try asked(row, &system, &turn.losses)
        turn.answered = [try answered(row, &turn.losses)]
        return turn
    }

    /// What was sent for a response: the system message where it is another than before, results, and the prompt.
    private func asked(
        _ row: Row, _ system: inout String?, _ losses: inout Set<ImportLoss>
    ) throws -> [LLMTurn.Message] {
        let id = Self.text(row, "id") ?? ""
        var messages: [LLMTurn.Message] = []
        let own = try joined("system_fragments", id, Self.text(row, "system"), "\n\n", &losses)
        if !own.isEmpty, own != system {
            messages.append(LLMTurn.Message(role: "system", parts: [.text(own)]))
            system = own
        }
        let results = try results(of: id, &losses)
        if !results.isEmpty { messages.append(LLMTurn.Message(role: "tool", parts: results)) }
        var parts: [LLMTurn.Part] = []
        let prompt = try joined("prompt_fragments", id, Self.text(row, "prompt"), "\n", &losses)
        if !prompt.isEmpty { parts.append(.text(prompt)) }
        parts += try attachments("prompt_attachments", "response_id", .text(id), &losses)
        if !parts.isEmpty || results.isEmpty { messages.append(LLMTurn.Message(role: "user", parts: parts)) }
        return messages
    }

    private func answered(_ row: Row, _ losses: inout Set<ImportLoss>) throws -> LLMTurn.Message {
        var parts: [LLMTurn.Part] = []
        if let reasoning = Self.text(row, "reasoning") { parts.append(.reasoning(reasoning)) }
        if let text = Self.text(row, "response") { parts.append(.text(text)) }
        if has("tool_calls"), let id = Self.text(row, "id") {
            let calls = try Row.fetchAll(
                db.cachedStatement(sql: "SELECT * FROM tool_calls WHERE response_id = ? ORDER BY id"), arguments: [id])
            for call in calls {
                losses.insert(.parsedArguments)
                parts.append(
                    .call(
                        id: Self.text(call, "tool_call_id"), name: Self.text(call, "name") ?? "",
                        arguments: Self.text(call, "arguments") ?? "{}", isServer: false))
            }
        }
        return LLMTurn.Message(role: "assistant", parts: parts)
    }

    private func results(of response: String, _ losses: inout Set<ImportLoss>) throws -> [LLMTurn.Part] {
        guard has("tool_results") else { return [] }
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM tool_results WHERE response_id = ? ORDER BY id"),
            arguments: [response])
        var parts: [LLMTurn.Part] = []
        for row in rows {
            let exception = Self.text(row, "exception")
            parts.append(
                .result(
                    id: Self.text(row, "tool_call_id"), name: Self.text(row, "name") ?? "",
                    output: Self.text(row, "output") ?? exception ?? "", isError: exception != nil))
            let key: Int64 = row["id"]
            parts += try attachments("tool_results_attachments", "tool_result_id", .key(key), &losses)
        }
        return parts
    }

    /// The id of what attachments belong to.
    private enum Owner {
        case text(String)
        case key(Int64)

        var value: DatabaseValue {
            switch self {
            case .text(let id): id.databaseValue
            case .key(let key): key.databaseValue
            }
        }
    }

    private func attachments(
        _ table: String, _ column: String, _ owner: Owner, _ losses: inout Set<ImportLoss>
    ) throws -> [LLMTurn.Part] {
        guard has(table) else { return [] }
        let ids = try String.fetchAll(
            db.cachedStatement(sql: "SELECT attachment_id FROM \(table) WHERE \(column) = ? ORDER BY \"order\""),
            arguments: [owner.value])
        var parts: [LLMTurn.Part] = []
        for id in ids {
            if let attachment = try attachment(id) {
                parts.append(.attachment(attachment))
            } else {
                losses.insert(.missingAttachments)
            }
        }
        return parts
    }

    /// Fragments in their order, and the text behind them.
    private func joined(
        _ table: String, _ id: String, _ text: String?, _ separator: String, _ losses: inout Set<ImportLoss>
    ) throws -> String {
        var pieces: [String] = []
        if has(table) {
            let keys = try Int64.fetchAll(
                db.cachedStatement(sql: "SELECT fragment_id FROM \(table) WHERE response_id = ? ORDER BY \"order\""),
                arguments: [id])
            for key in keys {
                if let content = try fragment(key) { pieces.append(content) } else { losses.insert(.missingFragments) }
            }
        }
        if let text { pieces.append(text) }
        return pieces.joined(separator: separator)
    }
}
