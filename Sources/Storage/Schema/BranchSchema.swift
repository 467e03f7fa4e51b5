import GRDB

extension Schema {
    /// Branches of conversations, the steps of undo, and what a list says of each conversation.
    ///
    /// `place` is the message's id. A message without a parent follows the one of the place before, as all did in threads without
    /// branches. A conversation without a summary was written before there were any.
    static func addBranches(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE conversationMessage ADD COLUMN parent INTEGER;
                ALTER TABLE conversationMessage ADD COLUMN chosen INTEGER NOT NULL DEFAULT 1;
                ALTER TABLE conversation ADD COLUMN name TEXT;
                ALTER TABLE conversation ADD COLUMN summary TEXT;
                ALTER TABLE conversation ADD COLUMN deletedAt INTEGER;

                CREATE TABLE conversationStep (
                    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
                    number INTEGER NOT NULL,
                    step TEXT NOT NULL,
                    PRIMARY KEY (conversation, number)
                ) STRICT;
                """)
    }
}
