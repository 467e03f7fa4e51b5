import Foundation
import GRDB
import JSON
import Logbook
import RequestCore
import Testing

@testable import Storage

@Suite("Conversations")
struct ConversationTests {
    /// A process that is gone, and one that lives as long as the tests.
    private static let dead = "0:0:0"
    private func alive() throws -> String { try #require(ProcessMark.mark(of: getppid())) }

    private func change(
        _ id: String, prompt: String = "harbours", file: String? = nil, writing: JSONValue? = nil,
        messages: [JSONValue] = []
    ) -> ConversationChange {
        var change = ConversationChange(id: id, prompt: prompt, file: file)
        change.writing = writing
        change.messages = StoredMessage.line(messages)
        change.isWhole = true
        return change
    }

    @Test("each prompt and each file has its own, and another's text never turns up there", arguments: Place.allCases)
    func subjects(place: Place) async throws {
        try await place.withStore { store in
            let nothing = try await store.takeConversation(of: nil)
            #expect(nothing == TakenConversation())
            #expect(try await store.save(change("a", file: "/x/one.prompt", writing: ["composer": "one"])))
            #expect(try await store.save(change("b", file: "/x/two.prompt", writing: ["composer": "two"])))
            #expect(try await store.save(change("c", prompt: "harbours", writing: ["composer": "stored"])))
            #expect(
                try await store.takeConversation(of: .file("/x/one.prompt")).conversation?.writing == [
                    "composer": "one"
                ])
            #expect(try await store.takeConversation(of: .prompt("harbours")).conversation?.id == "c")
            #expect(try await store.takeConversation(of: .file("/x/three.prompt")) == TakenConversation())
            #expect(try await store.takeConversation(of: .prompt("tides")) == TakenConversation())
        }
    }

    @Test("one that a living process holds is neither taken nor written over; that of a dead one is taken")
    func held() async throws {
        try await withDirectory { directory in
            let first = try Store(directory: directory, owner: alive())
            let second = try Store(directory: directory)
            #expect(try await first.save(change("a", writing: ["composer": "first"])))
            #expect(
                try await second.takeConversation(of: .prompt("harbours")) == TakenConversation(isHeldElsewhere: true))
            #expect(try await second.takeConversation(of: nil) == TakenConversation(isHeldElsewhere: true))
            #expect(try await second.save(change("a", writing: ["composer": "second"])) == false)
            #expect(
                try await first.takeConversation(of: nil).conversation?.writing == ["composer": "first"])

            let third = try Store(directory: directory, owner: Self.dead)
            #expect(try await third.save(change("b", writing: ["composer": "third"])))
            #expect(try await second.takeConversation(of: nil).conversation?.id == "b")
            #expect(try await third.save(change("b", writing: ["composer": "late"])) == false)
        }
    }

    @Test("of two that are free, the one that was written last comes first")
    func newest() async throws {
        try await withDirectory { directory in
            let store = try Store(directory: directory)
            for id in ["a", "b", "a"] { #expect(try await store.save(change(id))) }
            try await store.database.write { try $0.execute(sql: "UPDATE conversation SET savedAt = 5 WHERE id = 'b'") }
            #expect(try await store.takeConversation(of: .prompt("harbours")).conversation?.id == "a")
        }
    }

    @Test("only the rows that changed are written, and those that are gone go")
    func rows() async throws {
        try await withDirectory { directory in
            let store = try Store(directory: directory)
            #expect(try await store.save(change("a", messages: ["one", "two", "three"])))
            let before = try await store.database.write { $0.totalChangesCount }
            var second = ConversationChange(id: "a", prompt: "harbours")
            second.messages = [StoredMessage(id: 1, parent: 0, value: "zwei")]
            #expect(try await store.save(second))
            let after = try await store.database.write { $0.totalChangesCount }
            // The row of the conversation and that of the message.
            #expect(after - before == 2)
            #expect(
                try await store.takeConversation(of: nil).conversation?.messages.map(\.value)
                    == ["one", "zwei", "three"])
            var third = ConversationChange(id: "a", prompt: "harbours")
            third.removed = [1, 2]
            #expect(try await store.save(third))
            #expect(try await store.takeConversation(of: nil).conversation?.messages.map(\.value) == ["one"])
        }
    }

    @Test("a run that was cut off comes with its log")
    func interrupted() async throws {
        try await withDirectory { directory in
            let store = try Store(directory: directory)
            try await store.insert(.sample("log", state: .running, answering: "half an ans"))
            #expect(try await store.save(change("a", writing: ["run": "log"])))
            let taken = try await store.takeConversation(of: nil).conversation
            #expect(taken?.interrupted?.reply.message.text == "half an ans")
        }
    }

    @Test("a prompt that is renamed or removed takes its conversations along")
    func promptMoves() async throws {
        try await withDirectory { directory in
            let store = try Store(directory: directory)
            _ = try await store.save(.of("config"), prompt: "harbours", parent: nil)
            var begun = change("a")
            begun.draft = ["prompt": "harbours"]
            #expect(try await store.save(begun))
            try await store.rename(prompt: "harbours", to: "ports")
            #expect(try await store.takeConversation(of: .prompt("ports")).conversation?.draft == ["prompt": "ports"])
            try await store.move(prompt: "ports", .delete)
            #expect(try await store.removeDeletedPrompts(grace: -1) == ["ports"])
            #expect(try await store.takeConversation(of: nil) == TakenConversation())
        }
    }
}
