import GRDB

/// Which process sends the cells of an evaluation. Only one does at a time: the cells that it has not come to yet are nowhere
/// written, so another one would send them, too.
extension Store {
    /// Makes this process the one that sends an evaluation's cells.
    ///
    /// - Returns: false while another process that lives sends them.
    /// - Throws: ``FieldError`` if there is no such evaluation.
    package func beginSending(evaluation id: String) async throws -> Bool {
        let owner = owner
        return try await write { db in
            let key = try StoredEvaluation.key(db, id)
            guard try !Self.isSent(db, key, byOtherThan: owner) else { return false }
            try db.execute(sql: "UPDATE evaluation SET sender = ? WHERE key = ?", arguments: [owner, key])
            return true
        }
    }

    /// Lets other processes send an evaluation's cells again.
    package func endSending(evaluation id: String) async throws {
        let owner = owner
        try await write { db in
            try db.execute(
                sql: "UPDATE evaluation SET sender = NULL WHERE id = ? AND sender = ?", arguments: [id, owner])
        }
    }

    /// Whether another process that lives sends an evaluation's cells.
    ///
    /// - Throws: ``FieldError`` if there is no such evaluation.
    package func isSentElsewhere(evaluation id: String) async throws -> Bool {
        let owner = owner
        return try await read { db in
            try Self.isSent(db, try StoredEvaluation.key(db, id), byOtherThan: owner)
        }
    }

    private static func isSent(_ db: Database, _ key: Int64, byOtherThan owner: String) throws -> Bool {
        let sender = try String.fetchOne(db, sql: "SELECT sender FROM evaluation WHERE key = ?", arguments: [key])
        return sender.map { $0 != owner && ProcessMark.isAlive($0) } ?? false
    }
}
