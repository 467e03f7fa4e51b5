import GRDB
import JSON
import Logbook

/// Turns of llm since 0.32: messages in a tree, each with its parts.
extension LLMParts {
    func turn(_ row: Row) throws -> LLMTurn {
        var turn = try common(row)
        turn.thread = Self.text(row, "thread_id")
        turn.tools = try tools("turn_tools", "turn_id", turn.id)
        let parent = Self.text(row, "parent_message_hash")
        let asked = try chain(from: parent, upTo: nil, &turn.losses, missing: .missingMessages)
        let tip = Self.text(row, "tip_message_hash")
        let answered = try chain(from: tip, upTo: parent, &turn.losses, missing: .missingAnswer)
        turn.asked = try asked.map { try message($0, &turn.losses) }
        turn.answered = try answered.map { try message($0, &turn.losses) }
        return turn
    }

    private struct Link {
        var hash: String
        var role: String
    }

    /// The messages from a hash back to its root, or to another one, the oldest first.
    ///
    /// - Parameter loss: what it means if one of them is gone.
    private func chain(
        from tip: String?, upTo end: String?, _ losses: inout Set<ImportLoss>, missing loss: ImportLoss
    ) throws -> [Link] {
        var links: [Link] = []
        var next = tip
        let statement = try db.cachedStatement(sql: "SELECT hash, parent_hash, role FROM messages WHERE hash = ?")
        var seen: Set<String> = []
        while let hash = next, hash != end {
            guard seen.insert(hash).inserted else {
                losses.insert(.circles)
                break
            }
            guard let row = try Row.fetchOne(statement, arguments: [hash]) else {
                losses.insert(loss)
                break
            }
            links.append(Link(hash: hash, role: Self.text(row, "role") ?? "user"))
            next = Self.text(row, "parent_hash")
        }
        return links.reversed()
    }

    private func message(_ link: Link, _ losses: inout Set<ImportLoss>) throws -> LLMTurn.Message {
        let statement = try db.cachedStatement(
            sql: "SELECT type, tool_name, text, payload FROM parts WHERE message_hash = ? ORDER BY position")
        var parts: [LLMTurn.Part] = []
        for row in try Row.fetchAll(statement, arguments: [link.hash]) { parts += try self.parts(row, &losses) }
        return LLMTurn.Message(role: link.role, parts: parts)
    }

    private func parts(_ row: Row, _ losses: inout Set<ImportLoss>) throws -> [LLMTurn.Part] {
        let payload = Self.json(row, "payload")
        let id = payload?["tool_call_id"]?.stringValue
        let name = payload?["name"]?.stringValue ?? Self.text(row, "tool_name") ?? ""
        switch Self.text(row, "type") {
        case "text": return [.text(try text(row, payload, &losses))]
        case "reasoning": return [.reasoning(try text(row, payload, &losses))]
        case "tool_call":
            losses.insert(.parsedArguments)
            let arguments = payload?["arguments"]
            return [
                .call(
                    id: id, name: name, arguments: arguments?.stringValue ?? arguments?.compact ?? "{}",
                    isServer: payload?["server_executed"]?.boolValue ?? false)
            ]
        case "tool_result":
            let exception = payload?["exception"]?.stringValue
            let output = try payload?["output"]?.stringValue ?? text(row, payload, &losses)
            var parts: [LLMTurn.Part] = [
                .result(id: id, name: name, output: output, isError: exception?.isEmpty == false)
            ]
            for reference in payload?["attachments"]?.arrayValue ?? [] { parts += try found(reference, &losses) }
            return parts
        case "attachment": return try found(payload?["attachment"], &losses)
        default:
            losses.insert(.unknownParts)
            return [.text(try text(row, payload, &losses))]
        }
    }

    private func found(_ reference: JSONValue?, _ losses: inout Set<ImportLoss>) throws -> [LLMTurn.Part] {
        guard let id = reference?["id"]?.stringValue, let attachment = try attachment(id) else {
            losses.insert(.missingAttachments)
            return []
        }
        return [.attachment(attachment)]
    }

    /// The text of a part, or the pieces that it was taken apart into.
    private func text(_ row: Row, _ payload: JSONValue?, _ losses: inout Set<ImportLoss>) throws -> String {
        if let text = Self.text(row, "text") { return text }
        var text = ""
        for piece in payload?["text_ref"]?.arrayValue ?? [] {
            if let literal = piece["literal"]?.stringValue {
                text += literal
            } else if let id = piece["fragment"]?.intValue, let content = try fragment(Int64(id)) {
                text += content
            } else {
                losses.insert(.missingFragments)
            }
        }
        return text.isEmpty ? payload?["text"]?.stringValue ?? "" : text
    }
}
