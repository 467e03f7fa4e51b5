import GRDB

extension Schema {
    /// Cells have the number of the change that wrote them, so that a grid that is open reads only what is new; and the rows at
    /// the top of a grid are found without reading all cells.
    static func addCellRevisions(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE evaluation ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
                ALTER TABLE evaluationCell ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
                CREATE INDEX evaluationCellByRevision ON evaluationCell (evaluation, revision);
                CREATE INDEX evaluationCellByRowIndex ON evaluationCell (evaluation, rowIndex);
                """)
    }

    /// The mark of the process that sends an evaluation's cells; null while none does.
    static func addSenders(_ db: Database) throws {
        try db.execute(sql: "ALTER TABLE evaluation ADD COLUMN sender TEXT")
    }
}
