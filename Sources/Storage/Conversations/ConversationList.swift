import GRDB
import Prompts
package import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store {
    package func conversations(
        of subject: ConversationSubject?, search: String
    ) async throws -> [ConversationSummary] {
        let owner = owner
        return try await read { db in
            let words = search.split(whereSeparator: \.isWhitespace).map { "%" + Conversations.escaped($0) + "%" }
            var (condition, arguments) = Conversations.condition(subject)
            for word in words {
                condition += """
                     AND (ifnull(name, '') LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM conversationMessage
                        WHERE conversationMessage.conversation = conversation.id
                            AND json_extract(message, '$.message.content') LIKE ? ESCAPE '\\'))
                    """
                arguments += [word, word]
            }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, prompt, file, name, summary, savedAt, owner FROM conversation
                    WHERE \(condition) ORDER BY savedAt DESC, id DESC
                    """, arguments: arguments)
            return try rows.compactMap { row in
                let id: String = row["id"]
                let facts = try ConversationFacts(json: row.json("summary", of: "conversation \(id)"))
                let known = try facts ?? Conversations.facts(db, id)
                let name: String = row["name"] ?? ""
                // One in which nobody has said or written anything is no conversation yet.
                guard known.messageCount > 0 || !name.isEmpty || !known.opening.isEmpty else { return nil }
                let holder: String? = row["owner"]
                return ConversationSummary(
                    id: id, prompt: row["prompt"], file: row["file"], name: name, facts: known,
                    savedAt: row.date("savedAt"),
                    isHeldElsewhere: holder.map { $0 != owner && ProcessMark.isAlive($0) } ?? false)
            }
        }
    }

    package func conversation(id: String) async throws -> (conversation: StoredConversation, name: String)? {
        try await read { db in
            guard let stored = try Conversations.conversation(db, id) else { return nil }
            let name = try String.fetchOne(db, sql: "SELECT name FROM conversation WHERE id = ?", arguments: [id])
            return (stored, name ?? "")
        }
    }

    package func title(ofConversation id: String) async throws -> String? {
        try await read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT name, summary FROM conversation WHERE id = ? AND deletedAt IS NULL", arguments: [id])
            guard let row else { return nil }
            if let name: String = row["name"], !name.isEmpty { return name }
            let facts = try ConversationFacts(json: row.json("summary", of: "conversation \(id)"))
            return try (facts ?? Conversations.facts(db, id)).opening
        }
    }

    package func takeConversation(id: String) async throws -> TakenConversation {
        let owner = owner
        return try await write { db in
            let row = try Row.fetchOne(db, sql: "SELECT owner FROM conversation WHERE id = ?", arguments: [id])
            guard let row else { throw FieldError(message: "the conversation is no longer there") }
            if let holder: String = row["owner"], holder != owner, ProcessMark.isAlive(holder) {
                return TakenConversation(isHeldElsewhere: true)
            }
            let conversation = try Conversations.conversation(db, id)
            try db.execute(sql: "UPDATE conversation SET owner = ? WHERE id = ?", arguments: [owner, id])
            return TakenConversation(conversation)
        }
    }

    package func rename(conversation id: String, to name: String) async throws {
        try await write { db in
            try db.execute(
                sql: "UPDATE conversation SET name = ? WHERE id = ?",
                arguments: [name.isEmpty ? nil : name.storable, id])
        }
    }

    package func delete(conversation id: String, _ isDeleted: Bool) async throws {
        try await write { db in
            try db.execute(
                sql: "UPDATE conversation SET deletedAt = ? WHERE id = ?",
                arguments: [isDeleted ? Date().milliseconds : nil, id])
        }
    }
}

extension Conversations {
    /// The condition for a subject's conversations that are neither deleted nor of a deleted prompt; nil for all subjects.
    static func condition(_ subject: ConversationSubject?) -> (String, StatementArguments) {
        switch subject {
        case nil:
            let isDeleted =
                "SELECT 1 FROM prompt WHERE prompt.name = conversation.prompt AND prompt.deletedAt IS NOT NULL"
            return ("conversation.deletedAt IS NULL AND (file IS NOT NULL OR NOT EXISTS (\(isDeleted)))", [])
        case .file(let path): return ("conversation.deletedAt IS NULL AND file = ?", [path.storable])
        case .prompt(let name):
            return ("conversation.deletedAt IS NULL AND prompt = ? AND file IS NULL", [name.storable])
        }
    }

    /// What is known of a conversation that was written before there were summaries.
    static func facts(_ db: Database, _ id: String) throws -> ConversationFacts {
        let count = try Int.fetchOne(
            db, sql: "SELECT COUNT(*) FROM conversationMessage WHERE conversation = ?", arguments: [id])
        let first = try String.fetchOne(
            db, sql: "SELECT message FROM conversationMessage WHERE conversation = ? ORDER BY place LIMIT 1",
            arguments: [id])
        let message = first.flatMap { try? StoredText.json($0, column: "message", of: "a conversation")["message"] }
        let words = message.flatMap { try? Message(json: $0, place: "message").text }
        return ConversationFacts(opening: words ?? "", messageCount: count ?? 0)
    }

    /// A word for LIKE, in which `%` and `_` stand for themselves.
    static func escaped(_ word: Substring) -> String {
        var text = ""
        for character in word {
            if character == "%" || character == "_" || character == "\\" { text += "\\" }
            text.append(character)
        }
        return text
    }
}
