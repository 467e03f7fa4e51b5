import Foundation
import GRDB
import JSON
import Logbook
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Numbers over stored logs")
struct StoredNumbersTests {
    /// A log whose numbers are these.
    private func log(
        _ id: String, model: String = "gpt-4o", prompt: String = "weather", provider: String = "work",
        at seconds: Double = 0, tokens: Int? = nil, cost: Double? = nil, total: Double = 100, error: RunError? = nil
    ) -> LogRecord {
        var reply = Reply()
        if let tokens {
            let usage: JSONValue = ["prompt_tokens": .number(JSONNumber(tokens)), "completion_tokens": 2]
            reply.apply(.usage(ChatCompletions().usage(usage)))
        }
        if error == nil { reply.apply(.finished(choice: 0, reason: "stop")) }
        reply.apply(.ended(error: error))
        return LogRecord(
            id: id, prompt: prompt, version: Config.of(prompt).versionID, provider: provider, model: model,
            createdAt: time(seconds), request: ["model": .string(model), "messages": []],
            state: error == nil ? .finished : .failed, reply: reply,
            timing: LogRecord.Timing(firstTokenMS: total / 10, totalMS: total), cost: cost)
    }

    private func filled(_ store: Store) async throws {
        _ = try await store.saved(.of("weather"), prompt: "weather", parent: nil)
        try await store.insert(log("1", tokens: 10, cost: 0.25, total: 100))
        try await store.insert(log("2", model: "gpt-4.1", tokens: 20, total: 300))
        try await store.insert(
            log("3", at: 86_400, total: 9_000, error: RunError(kind: .rateLimit, status: 429, message: "slow")))
        try await store.insert(log("4", prompt: "tides", provider: "simulator", at: 86_400, total: 200))
    }

    @Test("all logs are added up in one pass", arguments: Place.allCases)
    func all(place: Place) async throws {
        try await place.withStore { store in
            try await filled(store)
            let report = try await store.numbers(of: LogFilter(), by: nil, points: 10)
            #expect(report.all.runs == 4 && report.all.errors == 1 && report.all.unpriced == 1)
            #expect(report.all.cost == Dollars("0.25"))
            #expect(report.all.promptTokens == 30 && report.all.completionTokens == 4)
            #expect(report.all.totalMS.p50 == 200 && report.all.totalMS.p95 == 300)
            #expect(report.all.firstTokenMS.p50 == 20)
            #expect(report.groups.isEmpty)
            #expect(report.timeline.points.map(\.runs) == [4])
        }
    }

    @Test("groups are what each grouping says", arguments: LogGrouping.allCases)
    func groups(grouping: LogGrouping) async throws {
        let store = try Store.inMemory()
        try await filled(store)
        let groups = try await store.numbers(of: LogFilter(), by: grouping, points: 0).groups
        let found = groups.map { "\($0.title ?? $0.key) \($0.numbers.runs)" }
        switch grouping {
        case .model: #expect(found == ["gpt-4o 3", "gpt-4.1 1"])
        case .prompt: #expect(found == ["weather 3", "tides 1"])
        case .provider: #expect(found == ["work 3", "simulator 1"])
        case .error: #expect(found == ["rate_limit 1"])
        case .version: #expect(found == ["weather v1 3", "\(Config.of("tides").versionID.hex) 1"])
        case .day: #expect(groups.map(\.numbers.runs) == [2, 2] && groups.map(\.key) == groups.map(\.key).sorted())
        }
    }

    @Test("only what matches is counted")
    func filtered() async throws {
        let store = try Store.inMemory()
        try await filled(store)
        let report = try await store.numbers(of: .prompt("tides"), by: .model, points: 0)
        #expect(report.all.runs == 1 && report.all.unpriced == 0)
        #expect(report.groups.map(\.numbers.runs) == [1])
    }

    @Test("a run whose process died is a failed one")
    func interrupted() async throws {
        let store = try Store.inMemory()
        try await store.insert(.sample("1", state: .running))
        #expect(try await store.numbers(of: LogFilter(), by: nil, points: 0).all.errors == 0)
        try await store.loseOwner(of: "1")
        let report = try await store.numbers(of: LogFilter(), by: .error, points: 0)
        #expect(report.all.errors == 1 && report.all.cancelled == 0)
        #expect(report.groups.map(\.key) == ["connection"])
    }

    @Test("logs of an earlier program get the two counts of their tokens, in each dialect", arguments: Place.allCases)
    func earlier(place: Place) async throws {
        try await place.withStore { store in
            for number in 1...2_003 { try await store.insert(log("\(number)", tokens: number)) }
            try await store.unpackBodies()
            try await store.database.write { db in
                try db.execute(sql: "UPDATE log SET digest = NULL, promptTokens = NULL, completionTokens = NULL")
                try db.execute(
                    sql: """
                        UPDATE logAnswer SET reply = '{"usage":{"input_tokens":5,"cache_read_input_tokens":7,"output_tokens":1}}'
                            WHERE log = 1;
                        UPDATE log SET dialect = 'messages' WHERE key = 1;
                        UPDATE logAnswer SET reply = '{"usage":{"prompt_tokens"' WHERE log = 2;
                        """)
            }
            let all = try await store.numbers(of: LogFilter(), by: nil, points: 0).all
            #expect(all.promptTokens == (1...2_003).reduce(0, +) - 1 - 2 + 12)
            #expect(all.completionTokens == 2_001 * 2 + 1)
        }
    }
}
