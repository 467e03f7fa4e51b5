import GRDB
import JSON
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("The list of conversations")
struct ConversationListTests {
    private func change(
        _ id: String, prompt: String = "harbours", file: String? = nil, saying text: String = "hello"
    ) -> ConversationChange {
        var change = ConversationChange(id: id, prompt: prompt, file: file)
        change.draft = ["prompt": .string(prompt), "config": ["model": "m"]]
        change.messages = StoredMessage.line([["message": ["role": "user", "content": .string(text)]]])
        change.summary = ConversationFacts(opening: text, model: "m", messageCount: 1, cost: 0.5).json
        return change
    }

    private func ids(_ store: Store, _ subject: ConversationSubject?, _ search: String = "") async throws -> [String] {
        try await store.conversations(of: subject, search: search).map(\.id)
    }

    @Test("has each prompt's and each file's own, with what is known of them", arguments: Place.allCases)
    func own(place: Place) async throws {
        try await place.withStore { store in
            _ = try await store.save(change("a", saying: "  Which of these\nfloods first?"))
            _ = try await store.save(change("b", file: "/x/harbours.prompt"))
            _ = try await store.save(change("c", prompt: "tides"))
            _ = try await store.save(ConversationChange(id: "empty", prompt: "harbours"))
            #expect(try await ids(store, .prompt("harbours")) == ["a"])
            #expect(try await ids(store, .file("/x/harbours.prompt")) == ["b"])
            #expect(try await Set(ids(store, nil)) == ["a", "b", "c"])
            let first = try #require(try await store.conversations(of: .prompt("harbours"), search: "").first)
            #expect(first.title == "Which of these floods first?")
            #expect(first.facts.model == "m" && first.facts.messageCount == 1 && first.facts.cost == 0.5)
        }
    }

    @Test("is searched by words of names and messages, which stand for themselves")
    func search() async throws {
        try await Place.file.withStore { store in
            _ = try await store.save(change("a", saying: "the tide at Brest"))
            _ = try await store.save(change("b", saying: "100% sure"))
            try await store.rename(conversation: "b", to: "certainty")
            #expect(try await ids(store, nil, "tide brest") == ["a"])
            #expect(try await ids(store, nil, "certain") == ["b"])
            #expect(try await ids(store, nil, "0% s") == ["b"])
            #expect(try await ids(store, nil, "%") == ["b"])
            #expect(try await ids(store, nil, "role") == [])
            #expect(try await store.conversations(of: nil, search: "sure").first?.title == "certainty")
        }
    }

    @Test("a deleted one is neither listed nor opened until it is restored, and goes after a while")
    func deleted() async throws {
        try await Place.file.withStore { store in
            _ = try await store.save(change("a"))
            try await store.delete(conversation: "a", true)
            #expect(try await ids(store, nil).isEmpty)
            #expect(try await store.takeConversation(of: .prompt("harbours")).conversation == nil)
            try await store.delete(conversation: "a", false)
            #expect(try await store.takeConversation(of: .prompt("harbours")).conversation?.id == "a")
            try await store.delete(conversation: "a", true)
            try await store.removeDeletedPrompts(grace: 3600)
            #expect(try await store.conversation(id: "a") != nil)
            try await store.removeDeletedPrompts(grace: -1)
            #expect(try await store.conversation(id: "a") == nil)
        }
    }

    @Test("those of a deleted prompt go with it and come back with it; a renamed prompt takes its own along")
    func prompts() async throws {
        try await Place.file.withStore { store in
            _ = try await store.save(Config(model: "m"), prompt: "harbours", parent: nil)
            _ = try await store.save(change("a"))
            try await store.move(prompt: "harbours", .delete)
            #expect(try await ids(store, nil).isEmpty)
            #expect(try await store.takeConversation(of: nil).conversation == nil)
            try await store.move(prompt: "harbours", .undelete)
            #expect(try await ids(store, nil) == ["a"])
            try await store.rename(prompt: "harbours", to: "ports")
            #expect(try await ids(store, .prompt("ports")) == ["a"])
        }
    }

    @Test("one of a program without summaries is described by its first message")
    func older() async throws {
        try await Place.file.withStore { store in
            var old = change("a", saying: "from before")
            old.summary = nil
            _ = try await store.save(old)
            let listed = try #require(try await store.conversations(of: nil, search: "").first)
            #expect(listed.title == "from before" && listed.facts.messageCount == 1 && listed.facts.model == nil)
        }
    }

    @Test("branches and steps of undo come back as they were written")
    func branches() async throws {
        try await Place.file.withStore { store in
            var change = change("a")
            change.messages = [
                StoredMessage(id: 0, parent: -1, value: "q"),
                StoredMessage(id: 1, parent: 0, isChosen: false, value: "a"),
                StoredMessage(id: 2, parent: 0, value: "b"),
            ]
            change.steps = [StoredUndoStep(number: 3, value: 1), StoredUndoStep(number: 4, value: 2)]
            change.keptSteps = [3, 4]
            _ = try await store.save(change)
            let taken = try #require(try await store.takeConversation(id: "a").conversation)
            #expect(taken.messages == change.messages && taken.steps == change.steps)
            #expect(taken.path.map(\.value) == ["q", "b"])
            var second = ConversationChange(id: "a", prompt: "harbours")
            second.keptSteps = [4]
            _ = try await store.save(second)
            #expect(try await store.takeConversation(id: "a").conversation?.steps.map(\.number) == [4])
        }
    }
}
