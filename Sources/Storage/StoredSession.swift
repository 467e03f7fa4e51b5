import GRDB
package import JSON
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: SessionStore {
    package func loadSession() async throws -> JSONValue? {
        try await read { db in
            let row = try Row.fetchOne(db, sql: "SELECT value FROM session WHERE key = 'playground'")
            return try row?.json("value", of: "the session")
        }
    }

    /// Keeps what holds for every conversation. Of two processes, the one that saved last decides.
    package func saveSession(_ session: JSONValue) async throws {
        let text = session.compact
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO session (key, value, savedAt) VALUES ('playground', ?, ?)
                    ON CONFLICT DO UPDATE SET value = excluded.value, savedAt = excluded.savedAt
                    """, arguments: [text, Date().milliseconds])
        }
    }
}
