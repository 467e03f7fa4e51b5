import Foundation
import Logbook
import RequestCore
import Testing

@testable import Storage

@Suite("What a list tells of a log")
struct LogSummaryTests {
    @Test("run, round, source and the time to the first piece", arguments: Place.allCases)
    func facts(place: Place) async throws {
        try await place.withStore { store in
            var record = LogRecord.sample("b")
            record.context = RunContext(run: "a", ordinal: 2, source: .eval)
            record.timing.firstTokenMS = 12.5
            try await store.insert(record)
            let summary = try #require(try await store.logs(matching: LogQuery()).first)
            #expect(summary.run == "a" && summary.runID == "a" && summary.ordinal == 2)
            #expect(summary.source == .eval && summary.firstTokenMS == 12.5)
        }
    }

    @Test("a refusal is named for what it is", arguments: Place.allCases)
    func refusal(place: Place) async throws {
        try await place.withStore { store in
            var record = LogRecord.sample("b")
            record.reply = Reply()
            record.reply.apply(.refusalDelta(choice: 0, block: 0, "I can't help\nwith that."))
            record.reply.apply(.ended(error: nil))
            try await store.insert(record)
            #expect(try await store.logs(matching: LogQuery()).first?.answer == "refused: I can't help with that.")
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
