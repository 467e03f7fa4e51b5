import Foundation
import Fuzzing
import GRDB
import Logbook
import RequestCore
import TestSupport
import Testing

@testable import Storage

@Suite("Reading the logs of an earlier program anew")
struct DigestTests {
    @Test("words are found before, in between and after, and fields as far as the reading has come")
    func found() async throws {
        try await withOldStore(logs: 30) { directory in
            let store = try Store(directory: directory)
            #expect(try await store.ids(search: "answer").count == 30)
            #expect(try await store.ids("finish:stop").isEmpty)

            let first = try await store.digestLogs(limit: 10)
            #expect(first == LogDigestion(done: 10, left: 20))
            #expect(try await store.ids("finish:stop") == (21...30).reversed().map(OldStore.id))
            #expect(try await store.ids(search: "answer 2").count == 11)
            #expect(try await store.ids(search: "question").count == 30)
            try await store.insert(.sample("new", at: 100, asking: "a question", answering: "an answer"))
            #expect(try await store.ids(search: "answer question").count == 31)
            #expect(try await store.ids("-answer").isEmpty)

            #expect(try await store.digestLogs(limit: 100) == LogDigestion(done: 20, left: 0))
            #expect(try await store.digestLogs(limit: 100) == LogDigestion(done: 0, left: 0))
            #expect(try await store.ids("finish:stop").count == 31)
            #expect(try await store.ids(search: "answer question").count == 31)
            #expect(try await store.count("logSearch") == 0)
            #expect(try await store.logs(matching: LogQuery(limit: 2)).map(\.answer) == ["an answer", "answer 30"])
        }
    }

    @Test(
        "logs of the program with the search before this one are found there until they are read anew; their answers get smaller"
    )
    func searchBefore() async throws {
        try await withDirectory { directory in
            try OldStore.makeWithSecondSearch(in: directory, logs: 30)
            let store = try Store(directory: directory)
            #expect(try await store.ids(search: "answer").count == 30)
            #expect(try await store.ids("finish:stop").count == 30)
            #expect(try await store.digestLogs(limit: 10) == LogDigestion(done: 10, left: 20))
            #expect(try await store.ids(search: "question") == (1...30).reversed().map(OldStore.id))
            #expect(try await store.ids("-question").isEmpty)
            #expect(try await store.ids(search: "answer 7") == [OldStore.id(7)])
            try await store.deleteLogs([OldStore.id(7), OldStore.id(27)])
            #expect(try await store.ids(search: "answer").count == 28)
            try await store.digestAllLogs()
            _ = try await store.digestLogs(limit: 1)
            #expect(try await store.ids(search: "question").count == 28)
            #expect(try await store.count("logText") == 0)
            #expect(try await store.count("logTerms_docsize") == 28)
            #expect(try await store.damages() == [])
            #expect(try await store.log(id: OldStore.id(3))?.reply.message.text == "the long answer to question 3")
            #expect(try await store.count("logBody") == 28)
            #expect(try await store.count("logAnswer") == 0)
        }
    }

    @Test("logs that were not packed are found and read as before, and packed when they are read anew")
    func unpacked() async throws {
        try await withDirectory { directory in
            try OldStore.makeWithWords(in: directory, logs: 30)
            let store = try Store(directory: directory)
            for word in ["answer", "a", "an", "question 7", "gpt-4o"] {
                #expect(
                    try await store.ids(search: word).first == OldStore.id(word == "question 7" ? 7 : 30), "\(word)")
            }
            let listed = try await store.logs(matching: LogQuery())
            #expect(try await store.digestLogs(limit: 10) == LogDigestion(done: 10, left: 20))
            #expect(try await store.count("logBody") == 10)
            #expect(try await store.logs(matching: LogQuery()) == listed)
            #expect(try await store.ids("qu question").count == 30)
            for (word, count) in [("answer", 30), ("a", 30), ("an", 30), ("\"answer 7\"", 1), ("\"answer 27\"", 1)] {
                #expect(try await store.ids(word).count == count, "\(word)")
                #expect(try await store.ids("-\(word)").count == 30 - count, "\(word)")
            }
            // One that was read anew and one that was not: of both no word is left.
            #expect(try await store.deleteLogs([OldStore.id(7), OldStore.id(27)]).count == 2)
            let words = try await store.database.read { db in
                try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM logWords WHERE logWords MATCH '7 OR 27'")
            }
            #expect(words == 0)
            #expect(try await store.damages() == [])
            #expect(try await store.restoreLogs([OldStore.id(7)]) == [OldStore.id(7)])
            try await store.digestAllLogs()
            _ = try await store.digestLogs(limit: 1)
            for table in ["logWords", "logRequest", "logAnswer"] {
                #expect(try await store.count(table) == 0, "\(table)")
            }
            #expect(try await store.count("logTerms_docsize") == 29)
            #expect(try await store.ids("question").count == 29)
            #expect(try await store.ids("q").count == 29)
            #expect(try await store.damages() == [])
        }
    }

    @Test("a log that cannot be read is passed over")
    func damaged() async throws {
        try await withOldStore(logs: 3) { directory in
            let store = try Store(directory: directory)
            try await store.database.write { db in
                try db.execute(sql: "UPDATE logAnswer SET reply = '{' WHERE log = 2")
            }
            #expect(try await store.digestLogs(limit: 10) == LogDigestion(done: 3, left: 0))
            #expect(try await store.ids(search: "answer").count == 2)
            #expect(try await store.ids().count == 3)
        }
    }

    @Test("an earlier program that is still running writes its log, which is read later")
    func concurrentEarlierProgram() async throws {
        try await withOldStore(logs: 2) { directory in
            let store = try Store(directory: directory)
            _ = try await store.digestLogs(limit: 10)
            _ = try await store.digestLogs(limit: 10)
            try await connect(directory + "/etude.db").write { db in
                try db.execute(
                    sql: """
                        INSERT INTO log (key, id, prompt, versionID, provider, model, createdAt, state, message, callCount,
                            totalMS, retries) SELECT 9, 'late', prompt, versionID, provider, model, createdAt + 1000,
                            state, message, callCount, totalMS, retries FROM log WHERE key = 1;
                        INSERT INTO logRequest VALUES (9, '{"messages":[{"role":"user","content":"question 1"}]}', '[]');
                        INSERT INTO logAnswer VALUES (9,
                            '{"choices":[{"message":{"role":"assistant","content":"answer 1"},"finish_reason":"stop"}]}', NULL);
                        INSERT INTO logSearch (rowid, messages, answer, model, error) VALUES (9, 'late', 'answer', '', '');
                        """)
            }
            #expect(try await store.ids(search: "answer").count == 3)
            _ = try await store.digestLogs(limit: 10)
            #expect(try await store.ids(search: "answer 1").first == "late")
            #expect(try await store.ids("finish:stop").count == 3)
        }
    }

    @Test("killed at any point, it goes on with the next start, and every log is found before, in between and after")
    func killed() async throws {
        let logs = 20_000
        try await withOldStore(logs: logs) { directory in
            let home = try Etude.Folder(at: directory + "/home")
            for file in ["etude.db", "etude.db-wal"]
            where FileManager.default.fileExists(atPath: directory + "/" + file) {
                try FileManager.default.moveItem(atPath: directory + "/" + file, toPath: home.path + "/" + file)
            }
            var numbers = SeededGenerator(seed: 7)
            for round in 1...5 {
                let until = logs - round * logs / 6 - Int.random(in: 0...500, using: &numbers)
                _ = try await ChildProcess.run(
                    Etude.executable, ["logs", "finish:stop", "--limit", "1"],
                    environment: Etude.environment(home: home),
                    killedWhen: { (try? Self.left(home.path)) ?? logs < until })
                let store = try Store(directory: home.path)
                #expect(try await store.ids(search: "question 19999").count == 1)
                #expect(try await store.ids(search: "question 7").first == OldStore.id(7_999))
                #expect(try await store.damages().filter { !$0.text.contains("lacks") } == [])
            }
            let store = try Store(directory: home.path)
            try await store.digestAllLogs()
            _ = try await store.digestLogs(limit: 1)
            #expect(try await store.count(of: .words("question"), upTo: .max).count == logs)
            #expect(try await store.count("logTerms_docsize") == logs)
            #expect(try await store.count("logSearch") == 0)
            #expect(try await store.damages() == [])
            let runs = try await store.database.read { try Int.fetchOne($0, sql: "SELECT SUM(runs) FROM logTally") }
            #expect(runs == logs)
        }
    }

    /// The logs that are left to read; throws while the store is being brought up to date.
    private static func left(_ home: String) throws -> Int? {
        try connect(home + "/etude.db").read { db in
            try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM log WHERE digest IS NULL")
        }
    }
}

@Suite("Counts of versions")
struct TallyTests {
    @Test("they are what the logs add up to, through updates, ratings and removals")
    func tally() async throws {
        let store = try Store.inMemory()
        let version = try await store.saved(.of("a"), prompt: "weather", parent: nil)
        for number in 1...8 {
            var log = LogRecord.sample("\(number)", state: .running)
            try await store.insert(log)
            log = .sample("\(number)", answering: "x")
            log.cost = number % 2 == 0 ? 0.25 : nil
            log.timing.totalMS = Double(number * 100)
            try await store.update(log)
            if number % 3 == 0 { try await store.judge(log: log.id) { $0.feedback = .good } }
        }
        func facts() async throws -> VersionStatistics? { try await store.statistics(ofPrompt: "weather")[version.id] }
        #expect(try await facts() == VersionStatistics(runCount: 8, medianMS: 450, cost: 1, goodCount: 2))
        try await store.judge(log: "3") { $0.feedback = .bad }
        try await store.removeLogs(["2", "4", "6", "8"])
        #expect(try await facts() == VersionStatistics(runCount: 4, medianMS: 400, cost: nil, badCount: 1))
        #expect(try await store.versions(ofPrompt: "weather").map(\.runCount) == [4])
        try await store.removeLogs(["1", "3", "5", "7"])
        #expect(try await facts() == nil)
        #expect(try await store.count("logTally") == 0)
    }
}
