import Foundation
import GRDB
import JSON
import Logbook
import Prompts
import RequestCore
import Synchronization
import Testing

@testable import Storage

@Suite("Bringing an older store up to date")
struct MigrationTests {
    @Test("logs of the older program are chat's, and say nothing of what was not recorded")
    func olderLogs() async throws {
        try await withOldStore(logs: 3) { directory in
            let store = try Store(directory: directory)
            #expect(try await store.logCount == 3)
            let record = try #require(try await store.log(id: OldStore.id(2)))
            #expect(record.dialect == .chat)
            #expect(record.inputs == nil)
            #expect(record.context == RunContext(source: nil))
            #expect(record.request["messages"]?[0]?["content"] == "question 2")
            #expect(record.reply.message.text == "answer 2")
            #expect(try await store.ids(search: "answer 2 harbour").count == 1)
        }
    }

    @Test("the store is copied first, for its owner only, and the copy is what it was")
    func copied() async throws {
        try await withOldStore(logs: 3) { directory in
            _ = try Store(directory: directory)
            let copy = directory + "/etude-schema-\(OldStore.steps).db"
            #expect(try mode(copy) == 0o600)
            #expect(!FileManager.default.fileExists(atPath: copy + ".unfinished"))
            try await connect(copy).read { (db: Database) throws in
                #expect(try Int.fetchOne(db, sql: "PRAGMA user_version") == OldStore.steps)
                #expect(try Int.fetchOne(db, sql: "PRAGMA application_id") == Migrations.applicationID)
                #expect(try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM log") == 3)
                #expect(
                    try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM logSearch WHERE logSearch MATCH 'harbour'") == 3)
                #expect(try db.columns(in: "log").allSatisfy { $0.name != "dialect" })
                #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
            }
        }
    }

    @Test("a copy that an earlier attempt left is replaced by one of the store as it is now")
    func copiedAgain() async throws {
        try await withOldStore(logs: 3) { directory in
            let copy = directory + "/etude-schema-\(OldStore.steps).db"
            try write("an older copy", to: copy)
            try write("half of a copy", to: copy + ".unfinished")
            _ = try Store(directory: directory)
            let count = try await connect(copy).read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM log") }
            #expect(count == 3)
            #expect(!FileManager.default.fileExists(atPath: copy + ".unfinished"))
        }
    }

    @Test("the one session becomes a conversation of its file, which nobody holds; what holds for all stays apart")
    func session() async throws {
        try await withOldStore(logs: 1) { directory in
            let store = try Store(directory: directory)
            let taken = try await store.takeConversation(of: .file("/x/harbours.prompt"))
            let conversation = try #require(taken.conversation)
            #expect(conversation.draft["config"]?["model"] == "gpt-4o")
            #expect(conversation.draft.objectValue?.keys == ["prompt", "config", "path"])
            #expect(conversation.writing["composer"]?["content"] == "unsent")
            #expect(conversation.messages.map { $0.value["message"]?["content"] } == ["question 1", "answer 1"])
            #expect(try await store.loadSession() == ["logs_open": false, "theme": "etude-dark"])
        }
    }

    @Test("neither a new store nor an empty one is copied")
    func nothingToCopy() async throws {
        try await withOldStore(logs: 0) { directory in
            _ = try Store(directory: directory)
            _ = try Store(directory: directory + "/new")
            for home in [directory, directory + "/new"] {
                let names = try FileManager.default.contentsOfDirectory(atPath: home)
                #expect(!names.contains { $0.hasPrefix("etude-schema") }, "\(names)")
            }
        }
    }

    @Test("a disk with no room for the copy is told, and the store stays as it was")
    func fullDisk() async throws {
        try await withOldStore(logs: 3) { directory in
            let path = directory + "/etude.db"
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            let queue = try connect(path)
            let words = await complaint {
                try Migrations.apply(to: queue, path: path) { _ in
                    throw StoreCopy.told(DatabaseError(resultCode: .SQLITE_FULL), path, path + ".copy")
                }
            }
            #expect(words.contains("the disk is too full"))
            #expect(words.contains("nothing was changed"))
            try queue.close()
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
            #expect(try await Store(directory: directory).ids().count == 3)
        }
    }

    @Test("a copy that cannot be written is told with its path, and the store stays as it was")
    func unwritableCopy() async throws {
        try await withOldStore(logs: 3) { directory in
            let copy = directory + "/etude-schema-\(OldStore.steps).db"
            try FileManager.default.createDirectory(atPath: copy + "/full", withIntermediateDirectories: true)
            let words = await complaint { try Store(directory: directory) }
            #expect(words.contains(copy))
            #expect(words.contains("nothing was changed"))
            #expect(try await connect(directory + "/etude.db").read { try OldStore.stepsTaken($0) } == OldStore.steps)
            #expect(!FileManager.default.fileExists(atPath: copy + ".unfinished"))
        }
    }

    @Test("a program of the shape before refuses the new store and leaves it alone")
    func refused() async throws {
        try await withOldStore(logs: 3) { directory in
            _ = try Store(directory: directory)
            let path = directory + "/etude.db"
            let queue = try connect(path)
            let before = try queue.read { try Row.fetchAll($0, sql: "SELECT sql FROM sqlite_schema") }
            let words = await complaint {
                try Migrations.apply(to: queue, path: path, steps: OldStore.allSteps) { _ in
                    Issue.record("a newer store is copied")
                }
            }
            #expect(words.contains("was made by a newer Étude; update this one to open it"))
            let after = try queue.read { try Row.fetchAll($0, sql: "SELECT sql FROM sqlite_schema") }
            #expect(before == after)
            #expect(try await Store(directory: directory).ids().count == 3)
        }
    }

    @Test("many stores that open an older home at once all open it")
    func openedAtOnce() async throws {
        try await withOldStore(logs: 20) { directory in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 { group.addTask { try await Store(directory: directory).ids().count } }
                for try await count in group { #expect(count == 20) }
            }
        }
    }

    @Test("a hundred thousand logs are brought up to date")
    func manyLogs() async throws {
        try await withOldStore(logs: 100_000) { directory in
            let store = try Store(directory: directory)
            #expect(try await store.logCount == 100_000)
            #expect(try await store.ids(LogQuery(limit: 1)) == [OldStore.id(100_000)])
            let kept = try await store.database.read {
                try Int.fetchOne(
                    $0,
                    sql: "SELECT COUNT(*) FROM log JOIN logRequest ON log = key WHERE dialect = 'chat' AND run IS NULL")
            }
            #expect(kept == 100_000)
        }
    }
}

/// A store as the program before the last step left it, with logs made by SQL.
enum OldStore {
    /// How many steps it has taken.
    static let steps = 10
    static var allSteps: [Migrations.Step] { Array(Migrations.steps.prefix(steps)) }

    /// The id of a log, from 1; later logs have greater ids.
    static func id(_ number: Int) -> String {
        "01OLD" + String(repeating: "0", count: 21 - "\(number)".count) + "\(number)"
    }

    static func stepsTaken(_ db: Database) throws -> Int? { try Int.fetchOne(db, sql: "PRAGMA user_version") }

    /// A store of the program whose search kept a copy of its texts.
    static func makeWithSecondSearch(in directory: String, logs: Int) throws {
        try make(in: directory, logs: logs, steps: Array(Migrations.steps.prefix(19)))
        try connect(directory + "/etude.db").write { db in
            try db.execute(
                sql: """
                    UPDATE log SET digest = 1, finish = 'stop', isWhole = 1;
                    UPDATE logAnswer SET
                        reply = replace(reply, 'answer ', 'the long answer to question '),
                        response = '{"choices":[{"message":{"content":"the long answer to question ' || log || '"}}]}';
                    DELETE FROM logSearch;
                    INSERT INTO logText (rowid, asked, answered, models, errors)
                        SELECT createdAt << 20 | (key & 1048575), message, 'answer ' || key, model, '' FROM log;
                    """)
        }
    }

    /// A store of the program that packed no logs.
    static func makeWithWords(in directory: String, logs: Int) throws {
        try make(in: directory, logs: logs, steps: Array(Migrations.steps.prefix(21)))
        try connect(directory + "/etude.db").write { db in
            try db.execute(sql: "DELETE FROM logSearch")
            for key in 1...logs {
                let words = LogSearchText(record(key), record(key).conversation)
                try db.execute(
                    sql: """
                        UPDATE log SET digest = 2, finish = 'stop', isWhole = 1, answer = 'answer ' || key, wordsSum = ?
                        WHERE key = ?
                        """, arguments: [words.checksum, key])
                try db.execute(
                    sql: "INSERT INTO logWords (rowid, answered, asked) VALUES (?, ?, ?)",
                    arguments: [key, "answer \(key)", "question \(key)\ngpt-4o"])
            }
        }
    }

    /// The log of a number as it is stored.
    private static func record(_ number: Int) -> LogRecord {
        var record = LogRecord.sample(id(number), asking: "question \(number)", answering: "answer \(number)")
        record.request = ["messages": [["role": "user", "content": .string("question \(number)")]]]
        return record
    }

    static func make(in directory: String, logs: Int, steps: [Migrations.Step] = allSteps) throws {
        let queue = try connect(directory + "/etude.db")
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        try Migrations.apply(to: queue, path: directory, steps: steps) { _ in }
        try queue.write { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n LIMIT ?1)
                    INSERT INTO log (key, id, prompt, versionID, provider, model, createdAt, state, message, callCount,
                        totalMS, retries)
                    SELECT n, '01OLD' || printf('%021d', n), 'harbours', ?2, 'simulator', 'gpt-4o', 1790000000000 + n,
                        'finished', 'question ' || n, 0, 12.5, 0 FROM n WHERE ?1 > 0;
                    """, arguments: [logs, String(repeating: "ab", count: 32)])
            try db.execute(
                sql: """
                    INSERT INTO logRequest SELECT key,
                        '{"model":"gpt-4o","messages":[{"role":"user","content":"' || message || '"}]}', '[]' FROM log;
                    INSERT INTO logAnswer SELECT key, '{"choices":[{"message":{"role":"assistant","content":"answer ' || key
                        || '"},"finish_reason":"stop"}],"status":200,"ended":true}', NULL FROM log;
                    INSERT INTO logSearch (rowid, messages, answer, model, error)
                        SELECT key, message || ' harbour', 'answer ' || key, model, '' FROM log;
                    """)
        }
        if logs > 0 {
            try queue.write { db in
                try db.execute(
                    sql: "INSERT INTO session VALUES ('playground', ?, 1790000000000)", arguments: [session])
            }
        }
        try queue.close()
    }

    /// The one session that those programs kept.
    static let session = """
        {"prompt":"harbours","config":{"model":"gpt-4o"},"path":"/x/harbours.prompt","thread":[
        {"message":{"role":"user","content":"question 1"}},{"message":{"role":"assistant","content":"answer 1"}}],
        "results":[],"composer":{"role":"user","content":"unsent"},"cursor":6,"logs_open":false,"theme":"etude-dark"}
        """
}

/// A home with a store of the program before the last step.
func withOldStore(logs: Int, _ body: (String) async throws -> Void) async throws {
    try await withDirectory { directory in
        try OldStore.make(in: directory, logs: logs)
        try await body(directory)
    }
}
