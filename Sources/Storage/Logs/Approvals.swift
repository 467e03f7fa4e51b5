import GRDB
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: ToolApprovals {
    package func isApproved(_ fingerprint: String) async throws -> Bool {
        try await read { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT * FROM toolApproval WHERE fingerprint = ?)", arguments: [fingerprint])
                ?? false
        }
    }

    /// Stores an approval; approving again updates its description and time.
    package func approve(_ fingerprint: String, description: String) async throws {
        try ImageStorage.check(fingerprint)
        let description = description.storable
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO toolApproval (fingerprint, description, approvedAt) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET description = excluded.description, approvedAt = excluded.approvedAt
                    """, arguments: [fingerprint, description, Date().milliseconds])
        }
    }
}
