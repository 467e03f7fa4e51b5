import GRDB
import RequestCore

/// What a log adds to the search: what was said since the last answer, the answer, and what they are called by.
///
/// The search keeps no texts. FTS5 removes a row only if it is told the words that the row was made of, so they are made again from
/// the log as it is stored. A checksum of them is kept: where it differs, the words of that row cannot be told, and the whole search is
/// made anew.
struct LogSearchText: Sendable {
    private let answered: String
    private let asked: String

    /// While an answer streams, only the question is searched, because the answer is not told to the search with each piece.
    init(_ record: LogRecord, _ conversation: LoggedConversation) {
        let reply = record.state == .running ? Reply() : record.reply
        answered = Self.joined([LogDigest.searchable(reply: reply), reply.error?.description ?? ""])
        asked = Self.joined([LogDigest.searchable(conversation), record.model, reply.identity.model ?? ""])
    }

    private static func joined(_ texts: [String]) -> String {
        SearchText.spaced(texts.filter { !$0.isEmpty }.joined(separator: "\n").storable)
    }

    /// Writes the row of a log that the search does not have.
    ///
    /// - Parameter isOutOfOrder: whether it is known to have come later than logs that are newer.
    func write(_ db: Database, key: Int64, isOutOfOrder: Bool = false) throws {
        let log = try db.cachedStatement(sql: "SELECT createdAt, place FROM log WHERE key = ?")
        guard let row = try Row.fetchOne(log, arguments: [key]) else { return }
        let earlier: Int64? = row["place"]
        let place =
            try earlier
            ?? SearchPlace.free(db, createdAt: row["createdAt"], key: key, isOutOfOrder: isOutOfOrder)
        try db.cachedStatement(sql: "INSERT INTO logTerms (rowid, answered, asked) VALUES (?, ?, ?)")
            .execute(arguments: [place ?? key, answered, asked])
        try db.cachedStatement(sql: "INSERT INTO logBeginnings (rowid, letters) VALUES (?, ?)")
            .execute(arguments: [place ?? key, beginnings(db)])
        try db.cachedStatement(sql: "UPDATE log SET place = ?, wordsSum = ? WHERE key = ?")
            .execute(arguments: [place, checksum, key])
    }

    /// Removes the row of a log, if the search has it. The log must still be stored as it was when the row was written.
    static func remove(_ db: Database, key: Int64) throws {
        let log = try db.cachedStatement(
            sql: "SELECT \(SearchPlace.ofLog) AS row, digest, wordsSum FROM log WHERE key = ? AND wordsSum IS NOT NULL")
        guard let row = try Row.fetchOne(log, arguments: [key]) else { return }
        let text: LogSearchText?
        do { text = try stored(db, key: key) } catch is StoreError { text = nil }
        guard let text, text.checksum == row["wordsSum"] else { return try removeAll(db) }
        try text.remove(db, row: row["row"], isEarlier: row["digest"] == 2)
        try db.cachedStatement(sql: "UPDATE log SET wordsSum = NULL WHERE key = ?").execute(arguments: [key])
    }

    /// - Parameter isEarlier: whether only the search before this one has the row.
    private func remove(_ db: Database, row: Int64, isEarlier: Bool) throws {
        func remove(from table: String) throws {
            try db.cachedStatement(
                sql: "INSERT INTO \(table) (\(table), rowid, answered, asked) VALUES ('delete', ?, ?, ?)"
            ).execute(arguments: [row, answered, asked])
        }
        // That search keeps its rows until all logs are read anew.
        let earlier = try db.cachedStatement(sql: "SELECT 1 FROM logWords_docsize WHERE id = ?")
        if try isEarlier || Row.fetchOne(earlier, arguments: [row]) != nil { try remove(from: "logWords") }
        guard !isEarlier else { return }
        try remove(from: "logTerms")
        try db.cachedStatement(
            sql: "INSERT INTO logBeginnings (logBeginnings, rowid, letters) VALUES ('delete', ?, ?)"
        ).execute(arguments: [row, beginnings(db)])
    }

    /// Empties the search. All logs are read anew, see ``Store/digestLogs(limit:)``.
    static func removeAll(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO logTerms (logTerms) VALUES ('delete-all');
                INSERT INTO logBeginnings (logBeginnings) VALUES ('delete-all');
                INSERT INTO logWords (logWords) VALUES ('delete-all');
                UPDATE log SET digest = NULL, place = NULL, wordsSum = NULL;
                """)
    }

    /// What the search has of a log that is stored; nil where there is none.
    ///
    /// A run counts as running as long as its row says so, also where its process is gone.
    static func stored(_ db: Database, key: Int64) throws -> LogSearchText? {
        guard var record = try Logs.record(db, "log.key = ?", [key]) else { return nil }
        let state = try String.fetchOne(
            db.cachedStatement(sql: "SELECT state FROM log WHERE key = ?"), arguments: [key])
        if state == LogRecord.State.running.rawValue { record.state = .running }
        return LogSearchText(record, record.conversation)
    }

    /// The beginnings of the words, each once, as words of their own (``SearchTable/beginnings``).
    private func beginnings(_ db: Database) throws -> String {
        let tokenizer = try db.makeTokenizer(.unicode61(diacritics: .remove))
        var found: Set<String> = []
        for (text, place) in [(answered, SearchTable.answered), (asked, SearchTable.asked)] {
            for (word, _) in try tokenizer.tokenize(document: text) {
                for count in 1...SearchTable.listedLetters {
                    let letters = word.unicodeScalars.prefix(count)
                    if letters.count == count { found.insert("\(place)\(String(String.UnicodeScalarView(letters)))") }
                }
            }
        }
        return found.sorted().joined(separator: " ")
    }

    /// FNV-1a, 32 bits.
    var checksum: Int64 {
        var sum: UInt32 = 2_166_136_261
        func add(_ byte: UInt8) { sum = (sum ^ UInt32(byte)) &* 16_777_619 }
        answered.utf8.forEach(add)
        add(0)
        asked.utf8.forEach(add)
        return Int64(sum)
    }
}
