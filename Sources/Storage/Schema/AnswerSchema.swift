import GRDB

extension Schema {
    /// The beginning of each answer, so that a list shows it without reading the bodies; NULL in logs of earlier programs,
    /// where the list reads it from the body.
    static func addBeginnings(_ db: Database) throws {
        try db.execute(sql: "ALTER TABLE log ADD COLUMN answer TEXT")
    }
}
