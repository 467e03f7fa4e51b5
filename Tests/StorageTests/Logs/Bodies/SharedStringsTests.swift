import GRDB
import JSON
import RequestCore
import Testing

@testable import Storage

@Suite("Texts that a reply and its response have in common")
struct SharedStringsTests {
    private let answer = "Brest floods first, at noon, and Dover an hour later."

    private func response(_ text: String) -> JSONValue {
        ["choices": [["index": 0, "message": ["role": "assistant", "content": .string(text)]]]]
    }

    /// A store with a run that goes on, whose reply and response have the same text.
    private func stored() async throws -> (Store, LogRecord) {
        let store = try Store.inMemory()
        var log = LogRecord.sample("a", state: .running, answering: answer)
        log.response = response(answer)
        try await store.insert(log)
        return (store, log)
    }

    @Test("are stored once while the run goes on, and read back whole")
    func once() async throws {
        let (store, log) = try await stored()
        let reply = try await store.database.read { try String.fetchOne($0, sql: "SELECT reply FROM logAnswer") }
        #expect(try #require(reply).contains(#""content":{"string":0}"#))
        let read = try #require(try await store.log(id: "a"))
        #expect(read.reply == log.reply)
        #expect(read.response == log.response)
    }

    @Test("are told from others by their bytes, and what only looks like a reference stays what it is")
    func exact() {
        let composed = "caf\u{E9} caf\u{E9} caf\u{E9} caf\u{E9} caf\u{E9}"
        let decomposed = "cafe\u{301} cafe\u{301} cafe\u{301} cafe\u{301} cafe\u{301}"
        let replies: [JSONValue] = [
            ["content": .string(composed)], ["content": .string(decomposed)], ["content": .string(answer)],
            ["content": .string(answer), "extra": ["string": 0]], ["content": .string(answer), "shared": true],
            ["content": .string(answer), "extra": ["string": 0, "more": .null]], [], "text", ["short": "Brest"],
        ]
        let both: JSONValue = ["a": .string(decomposed), "b": [.string(answer), .string(answer)]]
        for reply in replies {
            let shared = SharedStrings.shared(reply, with: both)
            if shared != reply { #expect(SharedStrings.whole(shared, from: both) == reply) }
        }
        #expect(SharedStrings.shared(replies[0], with: both) == replies[0])
        #expect(SharedStrings.shared(replies[1], with: both)["content"] == ["string": 0])
        #expect(SharedStrings.shared(replies[2], with: both)["content"] == ["string": 1])
        #expect(SharedStrings.shared(replies[3], with: both) == replies[3])
        #expect(SharedStrings.shared(replies[5], with: both)["extra"] == ["string": 0, "more": .null])
    }

    @Test("a reply whose response is gone is told, not read as another")
    func gone() async throws {
        let (store, _) = try await stored()
        try await store.database.write { try $0.execute(sql: "UPDATE logAnswer SET response = NULL") }
        #expect(await complaint { try await store.log(id: "a") }.contains("refers to texts that its response lacks"))
    }

    @Test("an answer in many rows is shared, too")
    func long() async throws {
        let store = try Store.inMemory()
        let long = String(repeating: "ebb tide ", count: 300_000)
        var log = LogRecord.sample("a", answering: long)
        log.response = response(long)
        try await store.insert(log)
        #expect(try await store.log(id: "a")?.reply.message.text == long)
        #expect(try await store.count("logAnswerRest") < 4)
    }
}
