import GRDB
import JSON
package import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: ConversationStore {
    package func takeConversation(of subject: ConversationSubject?) async throws -> TakenConversation {
        if isReadOnly { return TakenConversation() }
        let owner = owner
        var taken = try await write { db in
            var isHeldElsewhere = false
            for row in try Conversations.rows(db, of: subject) {
                if let holder: String = row["owner"], holder != owner, ProcessMark.isAlive(holder) {
                    isHeldElsewhere = true
                    continue
                }
                let id: String = row["id"]
                // One that cannot be read stays for a program that can.
                guard let conversation = try? Conversations.conversation(db, id) else { continue }
                try db.execute(sql: "UPDATE conversation SET owner = ? WHERE id = ?", arguments: [owner, id])
                return TakenConversation(conversation, isHeldElsewhere: isHeldElsewhere)
            }
            return TakenConversation(isHeldElsewhere: isHeldElsewhere)
        }
        if let run = taken.conversation?.writing["run"]?.stringValue {
            // A log that cannot be read is no reason to lose the rest.
            taken.conversation?.interrupted = try? await log(id: run)
        }
        return taken
    }

    package func save(_ change: ConversationChange) async throws -> Bool {
        let (draft, writing) = (change.draft?.compact, change.writing?.compact)
        let messages = change.messages.map { ($0, text: $0.value.compact) }
        let summary = change.summary?.compact
        let steps = change.steps.map { (number: $0.number, text: $0.value.compact) }
        let owner = owner
        return try await write { db in
            let now = Date().milliseconds
            let known = try Row.fetchOne(db, sql: "SELECT owner FROM conversation WHERE id = ?", arguments: [change.id])
            if let known {
                guard known["owner"] as String? == owner else { return false }
                try db.execute(
                    sql: """
                        UPDATE conversation SET prompt = ?, file = ?, savedAt = ?, deletedAt = NULL, writing = ifnull(?, writing),
                            draft = ifnull(?, draft), summary = ifnull(?, summary) WHERE id = ?
                        """,
                    arguments: [
                        change.prompt.storable, change.file?.storable, now, writing, draft, summary, change.id,
                    ])
            } else {
                try db.execute(
                    sql: """
                        INSERT INTO conversation (id, prompt, file, owner, createdAt, savedAt, writing, draft, summary)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        change.id, change.prompt.storable, change.file?.storable, owner, now, now, writing ?? "{}",
                        draft ?? "{}", summary,
                    ])
            }
            if change.isWhole {
                try db.execute(sql: "DELETE FROM conversationMessage WHERE conversation = ?", arguments: [change.id])
            }
            for id in change.removed.sorted() {
                try db.execute(
                    sql: "DELETE FROM conversationMessage WHERE conversation = ? AND place = ?",
                    arguments: [change.id, id])
            }
            for (message, text) in messages {
                try db.execute(
                    sql: """
                        INSERT INTO conversationMessage (conversation, place, message, parent, chosen)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT DO UPDATE SET message = excluded.message, parent = excluded.parent,
                            chosen = excluded.chosen
                        """, arguments: [change.id, message.id, text, message.parent, message.isChosen])
            }
            try Conversations.write(steps, kept: change.keptSteps, of: change.id, db)
            return true
        }
    }
}

/// Queries of conversations, inside a transaction.
enum Conversations {
    /// The ids and owners of a subject's conversations, the one that was saved last first; nil for all subjects.
    static func rows(_ db: Database, of subject: ConversationSubject?) throws -> [Row] {
        let (condition, arguments) = condition(subject)
        return try Row.fetchAll(
            db, sql: "SELECT id, owner FROM conversation WHERE \(condition) ORDER BY savedAt DESC, id DESC",
            arguments: arguments)
    }

    /// Reads a conversation with its messages.
    static func conversation(_ db: Database, _ id: String) throws -> StoredConversation? {
        let what = "conversation \(id)"
        guard
            let row = try Row.fetchOne(db, sql: "SELECT draft, writing FROM conversation WHERE id = ?", arguments: [id])
        else { return nil }
        let messages = try Row.fetchCursor(
            db,
            sql: """
                SELECT place, ifnull(parent, place - 1), chosen, message FROM conversationMessage
                WHERE conversation = ? ORDER BY place
                """, arguments: [id])
        var stored: [StoredMessage] = []
        while let message = try messages.next() {
            stored.append(
                StoredMessage(
                    id: message[0], parent: message[1], isChosen: message[2],
                    value: try StoredText.json(message[3], column: "message", of: what)))
        }
        var conversation = StoredConversation(
            id: id, draft: try row.json("draft", of: what) ?? .null,
            writing: try row.json("writing", of: what) ?? .null,
            messages: stored)
        let steps = try Row.fetchAll(
            db, sql: "SELECT number, step FROM conversationStep WHERE conversation = ? ORDER BY number", arguments: [id]
        )
        // A step that cannot be read is no reason to lose the rest.
        conversation.steps = steps.compactMap { row in
            (try? StoredText.json(row[1], column: "step", of: what)).map { StoredUndoStep(number: row[0], value: $0) }
        }
        return conversation
    }

    /// Writes the steps of undo that have changed, and removes those that are gone.
    static func write(
        _ steps: [(number: Int, text: String)], kept: Set<Int>?, of id: String, _ db: Database
    ) throws {
        if let kept {
            let known = try Int.fetchAll(
                db, sql: "SELECT number FROM conversationStep WHERE conversation = ?", arguments: [id])
            for number in known where !kept.contains(number) {
                try db.execute(
                    sql: "DELETE FROM conversationStep WHERE conversation = ? AND number = ?", arguments: [id, number])
            }
        }
        for (number, text) in steps {
            try db.execute(
                sql: """
                    INSERT INTO conversationStep (conversation, number, step) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET step = excluded.step
                    """, arguments: [id, number, text])
        }
    }
}
