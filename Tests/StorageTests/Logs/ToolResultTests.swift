import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("The record of results")
struct ToolResultTests {
    private func answer(_ text: String, to arguments: String = #"{"harbour":"Brest"}"#, tool: String = "tide")
        -> AnsweredCall
    {
        AnsweredCall(tool: tool, arguments: arguments, text: text, source: .hand)
    }

    private let brest = ToolCall(id: "call_7", name: "tide", arguments: #"{ "harbour": "Brest" }"#)

    @Test(
        "a call is answered by its newest result, whatever its spelling; another call has none",
        arguments: Place.allCases)
    func replay(place: Place) async throws {
        try await place.withStore { store in
            #expect(try await store.replay(of: brest) == nil)
            try await store.keep([answer("14:10"), answer("15:55", to: #"{"harbour":"Dover"}"#)])
            try await store.keep([answer("14:20")])
            let replayed = try await store.replay(of: brest)
            #expect(replayed?.text == "14:20" && replayed?.source == .replay && replayed?.callID == "call_7")
            try await store.keep([answer("14:10")])
            #expect(try await store.replay(of: brest)?.text == "14:10")
            #expect(try await store.replay(of: ToolCall(id: "a", name: "moon", arguments: brest.arguments)) == nil)
        }
    }

    @Test("the list has those of the same arguments first, each once, the newest first", arguments: Place.allCases)
    func list(place: Place) async throws {
        try await place.withStore { store in
            try await store.keep([answer("a"), answer("b"), answer("dover", to: "{}"), answer("a")])
            try await store.keep([answer("moon", tool: "moon")])
            let results = try await store.recordedResults(
                ofTool: "tide", arguments: brest.canonicalArguments, limit: 10)
            #expect(results.map(\.answer.text) == ["a", "b", "dover"])
            let two = try await store.recordedResults(ofTool: "tide", arguments: brest.canonicalArguments, limit: 1)
            #expect(two.map(\.answer.text) == ["a"])
        }
    }

    @Test("of one call so many are kept; what is too long has no record", arguments: Place.allCases)
    func bounds(place: Place) async throws {
        try await place.withStore { store in
            for number in 1...(Store.keptResults + 5) { try await store.keep([answer("\(number)")]) }
            #expect(try await store.count("toolResult") == Store.keptResults)
            #expect(try await store.replay(of: brest)?.text == "\(Store.keptResults + 5)")
            let long = String(repeating: "x", count: Store.longestArguments)
            try await store.keep([answer("a", to: "\"\(long)\"")])
            #expect(try await store.count("toolResult") == Store.keptResults)
        }
    }

    @Test("what a log's calls were answered is in the log, replays too, and goes with it", arguments: Place.allCases)
    func logs(place: Place) async throws {
        try await place.withStore { store in
            let record = LogRecord.sample("log-1")
            try await store.insert(record)
            var (first, second) = (answer("14:10"), answer("15:55", to: "{}"))
            (first.place, second.place) = (.init(log: record.id, call: 0), .init(log: record.id, call: 1, choice: 1))
            (first.source, first.seconds) = (.command, 0.25)
            second.source = .replay
            try await store.keep([second, first])
            let kept = try await store.log(id: record.id)
            #expect(kept?.answers == [first, second])
            #expect(kept?.answer(toCall: 1, ofChoice: 1)?.text == "15:55")
            #expect(try await store.count("toolResult") == 1)
            var stranger = answer("x")
            stranger.place = .init(log: "no such log", call: 0)
            try await store.keep([stranger])
            try await store.removeLogs([record.id])
            #expect(try await store.count("logCall") == 0)
        }
    }

    @Test("what was an error and who gave it are kept, in the file", arguments: [true, false])
    func facts(isError: Bool) async throws {
        try await withDirectory { directory in
            var failed = answer("no")
            failed.isError = isError
            failed.source = .command
            try await Store(directory: directory).keep([failed])
            let kept = try await Store(directory: directory).recordedResults(
                ofTool: "tide", arguments: failed.arguments, limit: 5)
            #expect(kept.map(\.answer) == [failed])
        }
    }
}
