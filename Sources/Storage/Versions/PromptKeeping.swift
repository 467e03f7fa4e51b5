import GRDB
import Prompts
package import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: PromptKeeper {
    /// The seconds during which a deleted prompt can be restored.
    package static let graceOfPrompts = 7.0 * 86_400

    package func rename(prompt: String, to name: String) async throws {
        guard Reference.canBePrompt(name) else { throw FieldError(message: Reference.notAPrompt(name)) }
        try await write { db in
            try Self.requireCurrent(db, prompt)
            guard try !Self.exists(db, name) else {
                throw FieldError(message: "a prompt called '\(name)' exists, or did until recently")
            }
            // A version and its parent also refer to the name, so the names agree only at the end.
            try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
            try db.execute(sql: "UPDATE prompt SET name = ? WHERE name = ?", arguments: [name.storable, prompt])
            for table in ["version", "environment", "deployment", "versionNote"] {
                try db.execute(
                    sql: "UPDATE \(table) SET promptName = ? WHERE promptName = ?", arguments: [name.storable, prompt])
            }
            try db.execute(sql: "UPDATE log SET prompt = ? WHERE prompt = ?", arguments: [name.storable, prompt])
            try db.execute(
                sql: """
                    UPDATE conversation SET prompt = ?1, draft = json_set(draft, '$.prompt', ?1)
                    WHERE prompt = ?2 AND file IS NULL
                    """, arguments: [name.storable, prompt])
        }
    }

    package func move(prompt: String, _ move: PromptMove) async throws {
        try await write { db in
            if move == .undelete {
                guard try Self.exists(db, prompt) else { throw Self.unknown(prompt) }
            } else {
                try Self.requireCurrent(db, prompt)
            }
            let (column, value): (String, Int64?) =
                switch move {
                case .archive: ("archivedAt", Date().milliseconds)
                case .unarchive: ("archivedAt", nil)
                case .delete: ("deletedAt", Date().milliseconds)
                case .undelete: ("deletedAt", nil)
                }
            try db.execute(sql: "UPDATE prompt SET \(column) = ? WHERE name = ?", arguments: [value, prompt])
        }
    }

    /// Removes prompts that were deleted more than `grace` seconds ago, with their versions, deployments, logs and conversations,
    /// and single conversations that were.
    ///
    /// Call it at a quiet moment.
    /// - Returns: the prompts that were removed.
    @discardableResult
    package func removeDeletedPrompts(grace: Double = graceOfPrompts) async throws -> [String] {
        let limit = Date(timeIntervalSinceNow: -grace).milliseconds
        return try await write { db in
            let names = try String.fetchAll(
                db, sql: "SELECT name FROM prompt WHERE deletedAt < ? ORDER BY name", arguments: [limit])
            for name in names {
                try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
                for table in ["deployment", "environment", "versionNote", "version"] {
                    try db.execute(sql: "DELETE FROM \(table) WHERE promptName = ?", arguments: [name])
                }
                let logs = try Int64.fetchAll(db, sql: "SELECT key FROM log WHERE prompt = ?", arguments: [name])
                for key in logs { try Logs.remove(db, key: key) }
                try db.execute(sql: "DELETE FROM conversation WHERE prompt = ? AND file IS NULL", arguments: [name])
                try db.execute(sql: "DELETE FROM prompt WHERE name = ?", arguments: [name])
            }
            try db.execute(sql: "DELETE FROM conversation WHERE deletedAt < ?", arguments: [limit])
            if !names.isEmpty {
                try db.execute(
                    sql: """
                        DELETE FROM config WHERE NOT EXISTS (SELECT 1 FROM version WHERE configID = config.id)
                            AND NOT EXISTS (SELECT 1 FROM log WHERE versionID = config.id)
                        """)
            }
            return names
        }
    }

    private static func requireCurrent(_ db: Database, _ prompt: String) throws {
        guard let isDeleted = try ReferenceResolution(db: db).isDeleted(prompt) else { throw unknown(prompt) }
        if isDeleted { throw ReferenceResolution.deleted(prompt) }
    }

    private static func unknown(_ prompt: String) -> FieldError {
        FieldError(message: "no prompt is called '\(prompt)'")
    }

    private static func exists(_ db: Database, _ prompt: String) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM prompt WHERE name = ?)", arguments: [prompt]) ?? false
    }
}
