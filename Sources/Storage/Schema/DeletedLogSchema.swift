import GRDB

extension Schema {
    /// Logs that were deleted a short while ago, each as the JSON of its rows, by table. They are in no other table, so nothing
    /// that lists, counts or searches has to leave them out.
    static func makeDeletedLogs(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE deletedLog (
                    id TEXT NOT NULL PRIMARY KEY,
                    deletedAt INTEGER NOT NULL,
                    rows TEXT NOT NULL
                ) STRICT;

                CREATE INDEX deletedLogByTime ON deletedLog (deletedAt);
                """)
    }
}
