import GRDB
import Prompts
package import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: PromptKeeper {
    /// Seconds that a deleted prompt can be brought back.
    package static let graceOfPrompts = 7.0 * 86_400

    package func rename(prompt: String, to name: String) async throws {
        guard Reference.canBePrompt(name) else { throw FieldError(message: Reference.notAPrompt(name)) }
        try await write { db in
            guard try Self.exists(db, prompt) else { throw FieldError(message: "no prompt is called '\(prompt)'") }
            guard try !Self.exists(db, name) else {
                throw FieldError(message: "there is a prompt '\(name)' already, or there was one until lately")
            }
            // A version and its parent refer to the name, too: the names agree again at the end.
            try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
            try db.execute(sql: "UPDATE prompt SET name = ? WHERE name = ?", arguments: [name.storable, prompt])
            for table in ["version", "environment", "deployment", "versionNote"] {
                try db.execute(
                    sql: "UPDATE \(table) SET promptName = ? WHERE promptName = ?", arguments: [name.storable, prompt])
            }
            try db.execute(sql: "UPDATE log SET prompt = ? WHERE prompt = ?", arguments: [name.storable, prompt])
        }
    }

    package func put(prompt: String, on shelf: PromptShelf) async throws {
        try await write { db in
            guard try Self.exists(db, prompt) else { throw FieldError(message: "no prompt is called '\(prompt)'") }
            let now = Date().milliseconds
            try db.execute(
                sql: """
                    UPDATE prompt SET archivedAt = CASE ?2 WHEN 'archived' THEN ?3 WHEN 'current' THEN NULL ELSE archivedAt END,
                        deletedAt = CASE ?2 WHEN 'deleted' THEN ?3 ELSE NULL END
                    WHERE name = ?1
                    """, arguments: [prompt, shelf.rawValue, now])
        }
    }

    /// Removes for good what was deleted more than `grace` seconds ago: versions, deployments and logs.
    ///
    /// To be called at a quiet moment.
    /// - Returns: the prompts that are gone.
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
                try db.execute(sql: "DELETE FROM log WHERE prompt = ?", arguments: [name])
                try db.execute(sql: "DELETE FROM prompt WHERE name = ?", arguments: [name])
            }
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

    private static func exists(_ db: Database, _ prompt: String) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM prompt WHERE name = ?)", arguments: [prompt]) ?? false
    }
}
