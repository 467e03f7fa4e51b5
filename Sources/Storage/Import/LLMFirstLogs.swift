import GRDB
import Logbook

/// The table `logs` of llm's first releases, which later ones keep where somebody had filled it.
extension LLMParts {
    func firstLog(_ row: Row) throws -> LLMTurn {
        var turn = try common(row)
        let own = Self.text(row, "id") ?? ""
        // Numbers are ids of these logs only.
        turn.id = "logs/" + own
        turn.thread = Self.text(row, "chat_id").map { "chat/" + $0 }
        var system: String?
        for earlier in try earlierLogs(row, &turn.losses) {
            turn.asked += asked(earlier, &system)
            turn.asked.append(answer(earlier))
        }
        turn.asked += asked(row, &system)
        turn.answered = [answer(row)]
        return turn
    }

    /// What a log is a reply to, the oldest first.
    private func earlierLogs(_ row: Row, _ losses: inout Set<ImportLoss>) throws -> [Row] {
        guard let reply = Self.text(row, "reply_to_id") else {
            guard let chat = Self.text(row, "chat_id"), let own = Self.text(row, "id") else { return [] }
            let sql = "SELECT * FROM logs WHERE (id = ?1 OR chat_id = ?1) AND id < ?2 ORDER BY id"
            return try Row.fetchAll(db, sql: sql, arguments: [Int64(chat), Int64(own)])
        }
        var chain: [Row] = []
        var next: String? = reply
        var seen: Set<String> = []
        while let id = next {
            guard seen.insert(id).inserted else {
                losses.insert(.circles)
                break
            }
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM logs WHERE id = ?", arguments: [Int64(id)]) else {
                losses.insert(.missingMessages)
                break
            }
            chain.append(row)
            next = Self.text(row, "reply_to_id")
        }
        return chain.reversed()
    }

    private func asked(_ row: Row, _ system: inout String?) -> [LLMTurn.Message] {
        var messages: [LLMTurn.Message] = []
        if let own = Self.text(row, "system"), own != system {
            messages.append(LLMTurn.Message(role: "system", parts: [.text(own)]))
            system = own
        }
        return messages + [LLMTurn.Message(role: "user", parts: [.text(Self.text(row, "prompt") ?? "")])]
    }

    private func answer(_ row: Row) -> LLMTurn.Message {
        LLMTurn.Message(role: "assistant", parts: [.text(Self.text(row, "response") ?? "")])
    }
}
