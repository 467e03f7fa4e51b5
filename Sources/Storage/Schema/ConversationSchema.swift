import GRDB
import JSON
import RequestCore

extension Schema {
    /// Conversations, whose messages are rows of their own, so that a change of one message writes one row. The small columns
    /// precede the draft, whose text may be long.
    ///
    /// The one session of earlier programs becomes the first conversation, which no process holds.
    static func makeConversations(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE conversation (
                    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
                    prompt TEXT NOT NULL,
                    file TEXT,
                    owner TEXT,
                    createdAt INTEGER NOT NULL,
                    savedAt INTEGER NOT NULL,
                    writing TEXT NOT NULL,
                    draft TEXT NOT NULL
                ) STRICT;

                CREATE INDEX conversationByTime ON conversation (savedAt);
                CREATE INDEX conversationByFile ON conversation (file, savedAt) WHERE file IS NOT NULL;
                CREATE INDEX conversationByPrompt ON conversation (prompt, savedAt);

                CREATE TABLE conversationMessage (
                    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
                    place INTEGER NOT NULL CHECK (place >= 0),
                    message TEXT NOT NULL,
                    PRIMARY KEY (conversation, place)
                ) STRICT;
                """)
        try moveSession(db)
    }

    /// What of an earlier program's session holds for every conversation.
    private static let commonKeys = ["logs_open", "theme"]
    private static let writingKeys = ["results", "composer", "cursor", "editor"]

    /// A session that cannot be read stays where it is.
    private static func moveSession(_ db: Database) throws {
        guard let row = try Row.fetchOne(db, sql: "SELECT value, savedAt FROM session WHERE key = 'playground'"),
            let session = (try? JSONValue(parsing: row["value"] as String))?.objectValue,
            let prompt = session["prompt"]?.stringValue
        else { return }
        var (draft, common, writing) = (session, JSONObject(), JSONObject())
        for key in commonKeys {
            common[key] = session[key]
            draft[key] = nil
        }
        for key in writingKeys {
            writing[key] = session[key]
            draft[key] = nil
        }
        draft["thread"] = nil
        let time: Int64 = row["savedAt"]
        let id = LogID.next(atSecondsSince1970: Double(time) / 1000)
        try db.execute(
            sql: """
                INSERT INTO conversation (id, prompt, file, createdAt, savedAt, writing, draft)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, prompt.storable, session["path"]?.stringValue?.storable, time, time,
                JSONValue.object(writing).compact,
                JSONValue.object(draft).compact,
            ])
        for (place, message) in (session["thread"]?.arrayValue ?? []).enumerated() {
            try db.execute(
                sql: "INSERT INTO conversationMessage (conversation, place, message) VALUES (?, ?, ?)",
                arguments: [id, place, message.compact])
        }
        try db.execute(
            sql: "UPDATE session SET value = ? WHERE key = 'playground'",
            arguments: [JSONValue.object(common).compact])
    }
}
