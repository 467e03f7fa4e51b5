import Foundation
import GRDB
import JSON
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("What a list tells of a log")
struct LogSummaryTests {
    @Test("the beginning of the answer: its text, else its refusal, else its calls", arguments: Place.allCases)
    func answers(place: Place) async throws {
        try await place.withStore { store in
            var refused = LogRecord.sample("b", at: 1)
            refused.reply.apply(.refusalDelta(choice: 0, block: 1, "I cannot\ndo that."))
            var calling = LogRecord.sample("c", at: 2)
            for (index, place) in ["Brest", "Dover"].enumerated() {
                calling.reply.apply(
                    .toolCallDelta(
                        choice: 0, block: 3 + index,
                        .init(index: index, id: place, name: "tide", arguments: #"{"at":"\#(place)"}"#)))
            }
            let long = String(repeating: "港は ", count: 300)
            try await store.insert(.sample("a", answering: long))
            try await store.insert(refused)
            try await store.insert(calling)
            try await store.insert(.sample("d", at: 3, state: .running))
            let answers = try await store.logs(matching: LogQuery()).logs.map(\.answer)
            #expect(answers.prefix(3) == ["", #"tide {"at":"Brest"} tide {"at":"Dover"}"#, "I cannot do that."])
            #expect(answers[3].count == 200 && long.hasPrefix(answers[3]))
        }
    }

    @Test("the answer of a log of an earlier program is read from its body, also from a very long one")
    func earlier() async throws {
        try await Place.file.withStore { store in
            try await store.insert(.sample("a", answering: "Brest floods first."))
            try await store.insert(.sample("b", at: 1, answering: String(repeating: "Dover! ", count: 300_000)))
            try await store.write { try $0.execute(sql: "UPDATE log SET answer = NULL") }
            let answers = try await store.logs(matching: LogQuery()).logs.map(\.answer)
            #expect(answers[1] == "Brest floods first.")
            #expect(answers[0].hasPrefix("Dover! Dover! ") && answers[0].count <= 200)
        }
    }

    @Test("run, round, source and the time to the first piece", arguments: Place.allCases)
    func facts(place: Place) async throws {
        try await place.withStore { store in
            var record = LogRecord.sample("b")
            record.context = RunContext(run: "a", ordinal: 2, source: .eval)
            record.timing.firstTokenMS = 12.5
            try await store.insert(record)
            let summary = try #require(try await store.logs(matching: LogQuery()).logs.first)
            #expect(summary.run == "a" && summary.runID == "a" && summary.ordinal == 2)
            #expect(summary.source == .eval && summary.firstTokenMS == 12.5)
        }
    }

    @Test("any order, both ways, with logs that have no value at the end", arguments: LogOrder.Key.allCases)
    func orders(key: LogOrder.Key) async throws {
        try await Place.memory.withStore { store in
            for (index, cost) in [0.5, nil, 0.1].enumerated() {
                var record = LogRecord.sample("\(index)", at: Double(index), answering: "\(index)")
                record.cost = cost
                try await store.insert(record)
            }
            let up = try await store.ids(LogQuery(order: LogOrder(key, isDescending: false)))
            let down = try await store.ids(LogQuery(order: LogOrder(key, isDescending: true)))
            switch key {
            case .cost: #expect((up, down) == (["2", "0", "1"], ["0", "2", "1"]))
            case .time, .answer: #expect((up, down) == (["0", "1", "2"], ["2", "1", "0"]))
            // Equal values are listed newest first.
            case .prompt, .version, .provider, .model, .source, .status, .message, .calls, .first, .total, .tokens:
                #expect((up, down) == (["2", "1", "0"], ["2", "1", "0"]))
            }
        }
    }

    @Test("a write of another store changes the mark, and a read does not")
    func marks() async throws {
        try await Place.file.withStore { store in
            try await store.insert(.sample("a"))
            let mark = await store.changeMark()
            _ = try await store.logs(matching: LogQuery())
            #expect(await store.changeMark() == mark)
            let other = try Store(directory: String(store.path.dropLast("/etude.db".count)))
            try await other.insert(.sample("b"))
            #expect(await store.changeMark() != mark)
        }
    }
}
