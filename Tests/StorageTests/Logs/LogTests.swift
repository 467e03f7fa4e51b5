import Foundation
import GRDB
import JSON
import Logbook
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Logs")
struct LogTests {
    @Test("a record is read back as it was written", arguments: Place.allCases)
    func roundTrip(place: Place) async throws {
        var record = LogRecord.sample("01J", answering: "Brest")
        let dialect = DialectID.responses.dialect
        record.reply.apply(.usage(dialect.usage(["input_tokens": 3, "output_tokens": 4])))
        record.images = [
            ImageFacts(sha256: "ab", mediaType: "image/png", width: 1, height: 2, byteCount: 3, name: "chart.png"),
            ImageFacts(sha256: "cd", mediaType: "image/gif", width: 0, height: 0, byteCount: 9),
        ]
        record.response = ["id": "chatcmpl-1", "nul": "a\u{0}b"]
        record.timing = .init(firstTokenMS: 12.5, totalMS: 300.25, retries: 2)
        record.cost = 0.00012
        record.dialect = .responses
        record.inputs = ["city": "Brest\u{0}", "days": 3]
        record.context = RunContext(run: "01H", ordinal: 2, source: .run)
        record.context.conversation = "01C"
        record.context.caller = "ci"
        record.context.session = "s-1"
        record.context.endUser = "ada"
        try await place.withStore { store in
            try await store.insert(record)
            #expect(try await store.log(id: "01J") == record)
            #expect(try await store.log(id: "none") == nil)
        }
    }

    @Test("an update brings the record up to date, or writes it", arguments: Place.allCases)
    func update(place: Place) async throws {
        try await place.withStore { store in
            var record = LogRecord.sample("01J", state: .running)
            try await store.insert(record)
            record.reply.apply(.textDelta(choice: 0, block: 1, "Bre"))
            try await store.update(record)
            #expect(try await store.log(id: "01J") == record)
            record.reply.apply(.textDelta(choice: 0, block: 1, "st"))
            record.reply.apply(.ended(error: RunError(kind: .rateLimit, status: 429, message: "slow down")))
            record.state = .failed
            record.request = ["messages": [["role": "user", "content": "changed"]]]
            try await store.update(record)
            #expect(try await store.log(id: "01J") == record)
            #expect(try await store.ids(search: "changed") == ["01J"])
            #expect(try await store.ids(search: "harbour") == [])

            try await store.update(.sample("02K"))
            #expect(try await store.log(id: "02K") == .sample("02K"))
            #expect(try await store.count("log") == 2)
        }
    }

    @Test("an answer of any length is kept as it grows and as it ends", arguments: Place.allCases)
    func long(place: Place) async throws {
        try await place.withStore { store in
            var record = LogRecord.sample("01J", state: .running)
            try await store.insert(record)
            for word in ["ebb", "flöd", "\n\"港\u{0}"] {
                record.reply.apply(.textDelta(choice: 0, block: 1, String(repeating: word + " ", count: 400_000)))
                try await store.update(record)
                #expect(try await store.log(id: "01J") == record)
            }
            record.response = ["content": .string(record.reply.message.text)]
            record.reply.apply(.finished(choice: 0, reason: "stop"))
            record.reply.apply(.ended(error: nil))
            record.state = .finished
            try await store.update(record)
            #expect(try await store.log(id: "01J") == record)
            #expect(try await store.ids(search: "ebb") == ["01J"])
            // The response has the same text, which is stored once.
            #expect((5...8).contains(try await store.count("logAnswerRest")))

            try await store.insert(.sample("02K", answering: "short"))
            #expect(try await store.log(id: "02K") == .sample("02K", answering: "short"))
            record.reply = Reply()
            record.reply.apply(.ended(error: nil))
            record.response = nil
            try await store.update(record)
            #expect(try await store.log(id: "01J") == record)
            #expect(try await store.count("logAnswerRest") == 0)
        }
    }

    @Test("what has not changed of a long answer is not written again")
    func unchanged() async throws {
        let store = try Store.inMemory()
        var record = LogRecord.sample("01J", state: .running)
        record.reply.apply(.textDelta(choice: 0, block: 1, String(repeating: "ebb and flow ", count: 800_000)))
        try await store.insert(record)
        let pieces = try await store.count("logAnswerRest")
        let before = try await store.database.read(\.totalChangesCount)
        record.reply.apply(.textDelta(choice: 0, block: 1, "x"))
        try await store.update(record)
        // The row, the beginning of the answer, and its last piece.
        #expect(try await store.database.read(\.totalChangesCount) - before == 3)
        #expect(pieces > 5)
    }

    @Test("the rounds of a run are found by its id, which is that of its first log", arguments: Place.allCases)
    func rounds(place: Place) async throws {
        try await place.withStore { store in
            for (ordinal, id) in ["r1", "r2", "alone"].enumerated() {
                var log = LogRecord.sample(id, at: Double(ordinal))
                log.context = RunContext(run: id == "alone" ? "alone" : "r1", ordinal: id == "r2" ? 1 : 0, source: .run)
                try await store.insert(log)
                #expect(try await store.log(id: id) == log)
            }
            try await store.insert(.sample("unnoted", at: 9))
            #expect(try await store.log(id: "unnoted")?.context.run == nil)
            for (text, ids) in [
                ("run:r1", ["r2", "r1"]), ("run:r2", []), ("run:r*", ["r2", "r1"]), ("run:alone", ["alone"]),
            ] {
                #expect(try await store.ids(text) == ids, "\(text)")
            }
            #expect(try await store.logs(matching: LogQuery()).map(\.run) == [nil, "alone", "r1", "r1"])
        }
    }

    @Test("a second record of the same id is refused", arguments: Place.allCases)
    func twice(place: Place) async throws {
        try await place.withStore { store in
            try await store.insert(.sample("a", answering: "first"))
            #expect(await complaint { try await store.insert(.sample("a", answering: "second")) }.contains("UNIQUE"))
            #expect(try await store.log(id: "a")?.reply.message.text == "first")
        }
    }

    @Test("a list shows what it needs", arguments: Place.allCases)
    func summary(place: Place) async throws {
        try await place.withStore { store in
            _ = try await store.saved(.of("b"), prompt: "weather", parent: nil)
            let version = try await store.saved(.of("a"), prompt: "weather", parent: nil)
            var record = LogRecord.sample("a", asking: "  two\n\twords " + String(repeating: "é ", count: 300))
            record.reply = Reply()
            record.reply.apply(.responded(status: 200, requestID: nil))
            record.reply.apply(.toolCallDelta(choice: 0, block: 3, .init(index: 0, id: "x", name: "tide")))
            record.reply.apply(.toolCallDelta(choice: 0, block: 4, .init(index: 1, id: "y", name: "tide")))
            record.reply.apply(.usage(["prompt_tokens": 3, "completion_tokens": 4]))
            record.reply.apply(.ended(error: RunError(kind: .stream, message: "broken\noff")))
            record.state = .failed
            record.cost = 0.5
            record.timing.totalMS = 17
            try await store.insert(record)
            let summary = try #require(try await store.logs(matching: LogQuery()).first)
            #expect(summary.versionNumber == version.number)
            #expect(summary.message.hasPrefix("two words é é"))
            #expect(summary.message.count == 199)
            #expect(summary.toolCallCount == 2)
            #expect(summary.totalTokens == 7)
            #expect(summary.error == "stream: broken off")
            #expect(summary.status == 200)
            #expect(summary.state == .failed)
            #expect(summary.cost == 0.5 && summary.totalMS == 17)
            #expect(summary.createdAt == record.createdAt)
        }
    }

    @Test(
        "the last thing the person said, whatever its form",
        arguments: [
            ("[]", ""), (#"[{"role":"system","content":"x"}]"#, ""),
            (
                #"[{"role":"user","content":"one"},{"role":"assistant","content":"no"},{"role":"tool"}]"#,
                "one"
            ),
            (
                #"[{"role":"user","content":[{"text":"a"},{"type":"image_url"},{"type":"text","text":"b"}]}]"#,
                "a b"
            ),
            (#"[{"role":"user","content":[{"type":"image_url"}]}]"#, "[image]"),
            (#"[{"role":"user","content":[{"type":"image_url"},{"type":"image_url"}]}]"#, "[2 images]"),
            (#"[{"role":"user"}]"#, ""), (#""odd""#, ""), (#"[17,{"role":"user","content":17}]"#, ""),
        ])
    func lastMessage(messages: String, expected: String) throws {
        #expect(
            LogDigest.lastUserMessage(
                in: ChatCompletions().conversation(in: ["messages": try JSONValue(parsing: messages)]))
                == expected)
    }

    @Test("newest first, in pages that begin where another ends, and counted up to a bound", arguments: Place.allCases)
    func pages(place: Place) async throws {
        try await place.withStore { store in
            for index in 0..<10 { try await store.insert(.sample("\(index)", at: Double((index * 7) % 10))) }
            func page(_ page: LogQuery.Page, _ limit: Int = 3) async throws -> [LogSummary] {
                try await store.logs(matching: LogQuery(page: page, limit: limit))
            }
            func times(_ logs: [LogSummary]) -> [Int] { logs.map { Int($0.createdAt.timeIntervalSince1970) % 10 } }
            let newest = try await page(.newest)
            #expect(times(newest) == [9, 8, 7])
            let (top, bottom) = (try #require(newest.first).position, try #require(newest.last).position)
            let next = try await page(.after(bottom))
            #expect(times(next) == [6, 5, 4])
            let middle = try #require(next.first).position
            let before = try await page(.before(middle))
            #expect(times(before) == [9, 8, 7])
            let nearest = try await page(.before(middle), 2)
            #expect(times(nearest) == [8, 7])
            let oldest = try await page(.oldest)
            #expect(times(oldest) == [2, 1, 0])
            let end = try #require(oldest.last).position
            let (older, newer) = (try await page(.after(end)), try await page(.before(top)))
            #expect(older.isEmpty && newer.isEmpty)
            for limit in [0, -1] { #expect(try await page(.newest, limit).isEmpty) }
            #expect(try await store.logCount == 10)
            #expect(try await store.count(of: .prompt("weather"), upTo: 4) == LogCount(4, isWhole: false))
            #expect(try await store.count(of: .prompt("weather"), upTo: 10) == LogCount(10))
            #expect(try await store.count(of: .words("harbour"), upTo: 4) == LogCount(4, isWhole: false))
        }
    }

    @Test("logs of the same moment come in reverse order of their making", arguments: Place.allCases)
    func sameMoment(place: Place) async throws {
        try await place.withStore { store in
            for id in ["c", "a", "b"] { try await store.insert(.sample(id)) }
            #expect(try await store.ids() == ["b", "a", "c"])
        }
    }

    @Test("prompt, version, time and search narrow together", arguments: Place.allCases)
    func filters(place: Place) async throws {
        try await place.withStore { store in
            let (a, b) = (Config.of("a").versionID, Config.of("b").versionID)
            try await store.insert(.sample("1", prompt: "one", version: a, at: 1, asking: "ebb"))
            try await store.insert(.sample("2", prompt: "one", version: b, at: 2, asking: "flood"))
            try await store.insert(.sample("3", prompt: "two", version: a, at: 3, asking: "ebb"))
            #expect(try await store.ids(LogQuery(.prompt("one"))) == ["2", "1"])
            #expect(try await store.ids("version:\(a.hex)") == ["3", "1"])
            #expect(try await store.ids("prompt:one version:\(a.hex)") == ["1"])
            #expect(try await store.ids("since:0s", now: time(2)) == ["3", "2"])
            #expect(try await store.ids("ebb since:0s", now: time(2)) == ["3"])
            #expect(try await store.ids("ebb prompt:one version:\(a.hex) since:0s") == ["1"])
            #expect(try await store.count(of: .prompt("one"), upTo: 5) == LogCount(2))
            #expect(try await store.ids(LogQuery(.prompt("one' OR '1'='1"))) == [])
        }
    }

    @Test(
        "a log that its process left running is told as interrupted, and becomes so with the next log",
        arguments: Place.allCases)
    func interrupted(place: Place) async throws {
        try await place.withStore { store in
            for mark in ["1:0:another boot", nil, "nonsense", "\(getpid()):1:\(UUID())"] {
                try await store.insert(.sample("dead", state: .running, answering: "half an ans"))
                #expect(try await store.log(id: "dead")?.state == .running)
                try await store.loseOwner(of: "dead", mark: mark)

                let told = try #require(try await store.log(id: "dead"))
                #expect(told.state == .failed)
                #expect(told.reply.error == RunError(kind: .connection, message: "interrupted: the process ended"))
                #expect(told.reply.isEnded && told.reply.isIncomplete)
                #expect(told.reply.message.text == "half an ans")
                let listed = try #require(try await store.logs(matching: LogQuery()).first)
                #expect(listed.state == .failed)
                #expect(listed.error == "connection: interrupted: the process ended")

                try await store.insert(.sample("next", at: -1))
                #expect(try await store.log(id: "dead") == told)
                #expect(try await store.ids(search: "interrupted half") == ["dead"])
                let filters = ["status:error", "error:connection", "status:cancelled", "error:cancelled"]
                for (filter, ids) in zip(filters, [["dead"], ["dead"], [], []]) {
                    #expect(try await store.ids(filter) == ids, "\(filter)")
                }
                let states = try await store.database.read {
                    try String.fetchAll($0, sql: "SELECT state FROM log WHERE owner IS NOT NULL OR state = 'running'")
                }
                #expect(states.isEmpty)
                try await store.removeLogs(["dead", "next"])
            }
        }
    }

    @Test("a run that was taken for dead and is not ends as it ends", arguments: Place.allCases)
    func revived(place: Place) async throws {
        try await place.withStore { store in
            var record = LogRecord.sample("a", state: .running)
            try await store.insert(record)
            try await store.loseOwner(of: "a")
            try await store.insert(.sample("b"))
            record = .sample("a", answering: "whole")
            try await store.update(record)
            #expect(try await store.log(id: "a") == record)
        }
    }

    @Test("a running process is known by its mark")
    func marks() throws {
        #expect(ProcessMark.isAlive(ProcessMark.current))
        #expect(ProcessMark.isAlive(try #require(ProcessMark.mark(of: getppid()))))
        #expect(!ProcessMark.isAlive("0:0:0") && !ProcessMark.isAlive("") && !ProcessMark.isAlive("::::"))
        #expect(ProcessMark.isAlive("\(getpid())::"))
    }

    @Test("what search knows and the bodies go with their log", arguments: Place.allCases)
    func removed(place: Place) async throws {
        try await place.withStore { store in
            try await store.insert(.sample("a"))
            try await store.insert(.sample("b"))
            try await store.removeLogs(["a", "not there"])
            #expect(try await store.ids(search: "harbour") == ["b"])
            for table in ["log", "logBody", "logTerms_docsize"] {
                #expect(try await store.count(table) == 1, "\(table)")
            }
            try await store.insert(.sample("long", answering: String(repeating: "ebb ", count: 500_000)))
            #expect(try await store.count("logAnswerRest") == 1)
            try await store.removeLogs(["long"])
            #expect(try await store.count("logAnswerRest") == 0)
        }
    }

    @Test("what is said of an answer stays through later updates, is listed and counted", arguments: Place.allCases)
    func feedback(place: Place) async throws {
        try await place.withStore { store in
            let version = try await store.saved(.of("a"), prompt: "weather", parent: nil)
            for id in ["1", "2", "3"] { try await store.insert(.sample(id, state: .running)) }
            try await store.judge(log: "1", as: .good)
            try await store.judge(log: "2", as: .bad)
            try await store.judge(log: "3", as: .bad)
            try await store.judge(log: "3", as: nil)
            try await store.update(.sample("1", answering: "Brest"))
            #expect(try await store.log(id: "1")?.feedback == .good)
            #expect(Set(try await store.logs(matching: LogQuery()).map(\.feedback)) == [.good, .bad, nil])
            let statistics = try await store.statistics(ofPrompt: "weather")[version.id]
            #expect(statistics?.goodCount == 1 && statistics?.badCount == 1)
            #expect(await complaint { try await store.judge(log: "4", as: .good) }.contains("no log"))
        }
    }
}
