import Foundation
import GRDB
import JSON
import Logbook
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Reading logs for an export")
struct StoredExportTests {
    private func ids(_ store: Store, _ filter: LogFilter = LogFilter()) async throws -> [[String]] {
        var pages: [[String]] = []
        try await store.export(filter) { pages.append($0.map(\.record.id)) }
        return pages
    }

    @Test("every log comes once, the oldest first, page by page, those of one moment too", arguments: Place.allCases)
    func pages(place: Place) async throws {
        try await place.withStore { store in
            for number in 0..<1_203 {
                try await store.insert(.sample("\(number)", at: Double((1_203 - number) / 100)))
            }
            let pages = try await ids(store)
            #expect(pages.map(\.count) == [500, 500, 203])
            let all = pages.flatMap { $0 }
            #expect(Set(all).count == 1_203)
            #expect(all.first == "1104" && all.last == "3")
        }
    }

    @Test("a log that is written meanwhile may come, and none comes twice")
    func meanwhile() async throws {
        let store = try Store.inMemory()
        for number in 0..<600 { try await store.insert(.sample("\(number)", at: Double(number))) }
        var seen: [String] = []
        try await store.export(LogFilter()) { page in
            if seen.isEmpty {
                try await store.insert(.sample("early", at: -1))
                try await store.insert(.sample("late", at: 10_000))
            }
            seen += page.map(\.record.id)
        }
        // The next page was read before they were written.
        #expect(Set(seen).count == seen.count && Set(seen).isSuperset(of: (0..<600).map(String.init)))
    }

    @Test(
        "only what matches comes, with its bodies as texts, its judgement, its calls' results and its version's number")
    func whole() async throws {
        let store = try Store.inMemory()
        let version = try await store.saved(.of("a"), prompt: "weather", parent: nil)
        var record = LogRecord.sample("1", version: version.id, answering: String(repeating: "ebb ", count: 500_000))
        record.response = ["answer": .string(String(repeating: "flood ", count: 500_000))]
        try await store.insert(record)
        try await store.insert(.sample("2", prompt: "tides"))
        let said = try Judgement(score: 0.5, tags: ["x"])
        try await store.judge(log: "1") { $0 = said }
        var logs: [ExportedLog] = []
        try await store.export(.prompt("weather")) { logs += $0 }
        #expect(logs.count == 1)
        let log = try #require(logs.first)
        #expect(log.number == 1 && log.record.judgement == said)
        #expect(log.request == record.request.compact)
        #expect(log.response == record.response?.compact)
        #expect(log.record.reply.message.text == record.reply.message.text)
        #expect(try log.withRequest().conversation.messages.count == 2)
    }
}
