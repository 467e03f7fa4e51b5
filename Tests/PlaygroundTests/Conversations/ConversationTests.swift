import JSON
import Logbook
import Prompts
import RequestCore
import Storage
import Synchronization
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Conversations belong to their prompts")
struct ConversationTests {
    private func file(_ name: String, model: String = "m", fingerprint: String = "1") -> OpenedFile {
        OpenedFile(
            PromptDocument(name: name, config: Config(model: model)), path: "/x/\(name).prompt",
            fingerprint: fingerprint)
    }

    /// A desk with one file open, whose session may be saved.
    private func desk(_ name: String = "one", _ taken: TakenConversation = TakenConversation()) -> Desk {
        var desk = Desk(focus: .thread)
        desk.send(.sessionLoaded(RestoredSession(opensPrompt: true)))
        desk.send(.files(.loaded(file(name), taken)))
        return desk
    }

    private func stored(_ desk: Desk, id: String = "c1") -> TakenConversation {
        var conversation = desk.state.session.conversation
        conversation.id = id
        return TakenConversation(conversation)
    }

    @Test("what is typed under one file is saved with it, and does not turn up under the next; undo goes back to it")
    func ownText() throws {
        var desk = desk()
        desk.type("for one")
        desk.send(.files(.loaded(file("two"))))
        #expect(desk.state.thread.composer.isEmpty)
        let saved = desk.effects.compactMap { if case .saveSession(let session, _) = $0 { session } else { nil } }
        #expect(saved.first?.draft.name == "one")
        #expect(saved.first?.conversation.writing["composer"]?["content"] == "for one")
        desk.type("for two")
        desk.press("alt-1 ctrl-_")
        #expect(desk.state.draft.name == "one" && desk.state.thread.composer.buffer.text == "for one")
        desk.press("alt-_")
        #expect(desk.state.draft.name == "two" && desk.state.thread.composer.buffer.text == "for two")
    }

    @Test("a file brings its own messages and its unsent text")
    func ownThread() {
        var first = desk()
        first.state.thread.append(Message(.user, "q1"))
        first.type("half a thought")
        let second = desk("one", stored(first))
        #expect(second.state.thread.messages.map(\.text) == ["q1"])
        #expect(second.state.thread.composer.buffer.text == "half a thought")
        #expect(second.state.draft.conversation == "c1")
    }

    @Test("the unsaved draft comes back, and the notice says so, also where the file has changed since")
    func unsavedDraft() {
        var first = desk()
        first.send(.modelChosen("changed here"))
        let taken = stored(first)
        let second = desk("one", taken)
        #expect(second.state.draft.config.model == "changed here" && second.state.draft.base.model == "m")
        #expect(second.notice?.contains("unsaved changes") == true)
        var third = Desk(focus: .thread)
        third.send(.files(.loaded(file("one", model: "changed there", fingerprint: "2"), taken)))
        #expect(third.state.draft.config.model == "changed here")
        #expect(third.state.draft.file?.fingerprint == "1", "so that a save does not write over the other change")
    }

    @Test("a draft without changes takes what the file says now, and keeps its messages")
    func changedFile() {
        var first = desk()
        first.state.thread.append(Message(.user, "q1"))
        var second = Desk(focus: .thread)
        second.send(.files(.loaded(file("one", model: "new", fingerprint: "2"), stored(first))))
        #expect(second.state.draft.config.model == "new")
        #expect(second.state.thread.messages.map(\.text) == ["q1"])
    }

    @Test("the file that is open already, opened again, keeps its conversation and what is typed")
    func openedAgain() {
        var first = desk()
        let taken = stored(first)
        first = desk("one", taken)
        first.type("typed since")
        first.send(.files(.loaded(file("one"), taken)))
        #expect(first.state.thread.composer.buffer.text == "typed since")
    }

    @Test("one that another process holds is told of, and a new one begins")
    func heldElsewhere() {
        let desk = desk("one", TakenConversation(isHeldElsewhere: true))
        #expect(desk.notice?.contains("open in another Étude") == true)
        #expect(desk.state.draft.conversation == nil && desk.state.thread.entries.isEmpty)
    }

    @Test("a stored prompt brings its own conversation, too")
    func storedPrompt() throws {
        var first = Desk(focus: .thread)
        first.state.thread.append(Message(.user, "q1"))
        first.type("unsent")
        let taken = stored(first)
        var second = desk("one")
        second.type("for one")
        let config = Config(model: "m")
        let version = Version(
            id: config.versionID, prompt: "harbours", number: 1, parent: nil,
            createdAt: .init(timeIntervalSince1970: 0), config: config)
        second.send(.version(.loaded(version, taken)))
        #expect(second.state.draft.name == "harbours" && second.state.draft.path == nil)
        #expect(second.state.thread.messages.map(\.text) == ["q1"])
        #expect(second.state.thread.composer.buffer.text == "unsent")
    }

    @Test("what a kill left of a run comes from its log: the text, the calls and why it ended")
    func interrupted() {
        var first = desk()
        first.state.thread.append(Message(.user, "q1"))
        var taken = stored(first)
        taken.conversation?.interrupted = LogSamples.record(
            state: .failed,
            events: [.sent(attempt: 0), .textDelta(choice: 0, block: 0, "half an ans"), .ended(error: .cancelled)])
        let second = desk("one", taken)
        #expect(second.state.thread.messages.map(\.text) == ["q1", "half an ans"])
        #expect(second.state.thread.entries.last?.failure?.kind == .cancelled)
        #expect(second.state.thread.entries.last?.facts?.logID == "log-1")
    }

    @Test("a run says in the session which log has its text, until it is over")
    func runInSession() throws {
        var desk = desk()
        desk.type("hi")
        desk.press("ctrl-r")
        let run = try #require(desk.state.run?.id)
        let version = SavedVersion(id: desk.state.draft.config.versionID, number: 1)
        desk.send(.run(.started(run, prompt: "one", version, logID: "log-7")))
        let saved = desk.effects.compactMap { if case .saveSession(let session, _) = $0 { session } else { nil } }
        #expect(saved.last?.conversation.writing["run"] == "log-7")
        desk.send(.run(.received(run, [.textDelta(choice: 0, block: 0, "yes"), .ended(error: nil)])))
        #expect(desk.state.session.conversation.writing["run"] == nil)
    }

    @Test("only messages that changed are written again")
    func rows() async throws {
        let store = try Store.inMemory()
        let harness = try await Harness(store: store)
        for text in ["one", "two"] {
            try await harness.type(text)
            try await harness.press("ctrl-r")
            try await harness.idle()
        }
        try await harness.press("ctrl-q")
        try await harness.wait("the end") { $0.hasQuit }
        let conversation = try #require(try await store.takeConversation(of: nil).conversation)
        #expect(conversation.messages.count == 4)
        #expect(conversation.messages[2].value["message"]?["content"] == "two")
    }

    @Test("the logs of a conversation know it from its first run on, and an opened log names it")
    func logs() async throws {
        let harness = try await Harness()
        for text in ["one", "two"] {
            try await harness.type(text)
            try await harness.press("ctrl-r")
            try await harness.idle()
        }
        try await harness.wait("the conversation") { $0.state.draft.conversation != nil }
        let own = harness.state.draft.conversation
        let logs = try await harness.store.logs(matching: LogQuery())
        #expect(logs.count == 2)
        for log in logs { #expect(try await harness.store.log(id: log.id)?.context.conversation == own) }
        try await harness.press("f6")
        try await harness.wait("the list") { $0.state.logs.rows.count == 2 }
        try await harness.press("enter")
        try await harness.see("conversation  one")
    }

    @Test("a start that did nothing leaves no conversation behind")
    func nothing() async throws {
        let harness = try await Harness()
        try await harness.press("ctrl-q")
        try await harness.wait("the end") { $0.hasQuit }
        #expect(try await harness.store.takeConversation(of: nil) == TakenConversation())
    }

    @Test("with a full disk, text that cannot be saved is not dropped before the person has asked twice")
    func fullDisk() async throws {
        let store = try Store.inMemory()
        let isFull = Mutex(false)
        let harness = try Harness(store: store) {
            if isFull.withLock(\.self) { throw StoreError.diskFull(path: "/x/etude.db") }
            return store
        }
        try await harness.wait("the version") { $0.program.state.draft.version != nil }
        isFull.withLock { $0 = true }
        try await harness.type("precious")
        try await harness.press("ctrl-q")
        try await harness.see("quit without saving: the disk is full")
        #expect(!harness.hasQuit)
        try await harness.type("!")
        try await harness.press("ctrl-q")
        try await harness.see("quit without saving")
        #expect(!harness.hasQuit)
        isFull.withLock { $0 = false }
        try await harness.press("ctrl-q")
        try await harness.wait("the end") { $0.hasQuit }
        let conversation = try #require(try await store.takeConversation(of: nil).conversation)
        #expect(conversation.writing["composer"]?["content"] == "precious!")
    }

    @Test("where nothing can be saved, the second Ctrl-Q quits")
    func giveUp() async throws {
        let store = try Store.inMemory()
        let harness = try Harness(store: store) { throw StoreError.diskFull(path: "/x/etude.db") }
        try await harness.see("the disk is full")
        try await harness.type("text")
        try await harness.press("ctrl-q")
        try await harness.see("quit without saving")
        try await harness.press("ctrl-q")
        try await harness.wait("the end") { $0.hasQuit }
    }
}
