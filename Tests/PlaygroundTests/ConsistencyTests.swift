import JSON
import Prompts
import RequestCore
import Simulator
import Storage
import Synchronization
import TestSupport
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("State stays consistent")
struct ConsistencyTests {
    func desk(_ messages: [Message], template: [Message] = []) -> Desk {
        var desk = Desk(config: Config(model: "gpt-4.1-mini", template: template), focus: .thread)
        for message in messages { _ = desk.state.thread.append(message) }
        return desk
    }
    func replacing(_ d: Desk) -> DocumentSave.Replacing? {
        for e in d.effects { if case .files(.save(let save, _)) = e { return save.replacing } }
        return nil
    }

    @Test("Esc leaves a file that was changed outside; a later Ctrl-S asks again")
    func escLeavesFile() {
        var d = desk([])
        d.send(.files(.loaded(OpenedFile(PromptDocument(name: "w"), path: "/x/w.prompt", fingerprint: "1"))))
        d.press("ctrl-s")
        #expect(replacing(d) == .known("1"))
        d.send(.files(.saveRefused(.changed, draft: d.state.draft.documentID, path: "/x/w.prompt")))
        d.press("esc")
        #expect(d.state.layers.isEmpty)
        d.press("ctrl-s")
        #expect(replacing(d) != .anything)
    }

    @Test("a file that was saved and then undone is still the file that was saved")
    func saveThenUndo() {
        var d = desk([])
        d.send(
            .files(
                .loaded(
                    OpenedFile(
                        PromptDocument(name: "w", config: Config(model: "m")), path: "/x/w.prompt", fingerprint: "1"))))
        d.go(to: .value(.temperature))
        d.press("enter")
        d.type("0.5")
        d.press("enter ctrl-s")
        #expect(replacing(d) == .known("1"))
        d.send(
            .files(
                .saved(
                    OpenedFile(d.state.draft.document, path: "/x/w.prompt", fingerprint: "2"),
                    draft: d.state.draft.documentID)))
        d.press("ctrl-_")
        #expect(d.state.draft.config.parameters[.temperature] == nil)
        d.press("ctrl-s")
        #expect(replacing(d) == .known("2"))
    }

    @Test("undo elsewhere takes what is being changed in place first")
    func undoElsewhere() {
        var d = desk([], template: [Message(.user, "USER")])
        d.press("alt-s")
        d.type("abc")
        d.press("alt-1")
        #expect(d.state.focus == .config)
        d.press("ctrl-_")
        d.press("alt-2 esc")
        #expect(d.state.draft.config.template.map(\.text) != ["abc"])
        #expect(d.state.draft.config.template.last?.text == "USER")
    }

    @Test("an open field does not go into another prompt")
    func openFieldAndFile() {
        var d = desk([])
        d.go(to: .value(.temperature))
        d.press("enter")
        d.type("0.9")
        d.send(
            .files(
                .loaded(
                    OpenedFile(
                        PromptDocument(name: "other", config: Config(model: "m")), path: "/x/o.prompt", fingerprint: "1"
                    ))))
        d.type("hi")
        d.press("ctrl-r")
        #expect(d.state.draft.config.parameters[.temperature] == nil)
    }

    @Test("nor into a version of another prompt")
    func openFieldAndVersion() {
        var d = desk([])
        d.go(to: .value(.temperature))
        d.press("enter")
        d.type("0.9")
        let c = Config(model: "m")
        d.send(
            .version(
                .loaded(
                    Version(
                        id: c.versionID, prompt: "zzz", number: 3, parent: nil,
                        createdAt: .init(timeIntervalSince1970: 0),
                        config: c))))
        d.press("ctrl-s")
        #expect(d.state.draft.config.parameters[.temperature] == nil)
    }

    @Test("r with an unset variable keeps the answer")
    func regenerateWithUnsetVariable() {
        var d = desk([Message(.user, "q"), Message(.assistant, "answer")], template: [Message(.system, "{{x}}")])
        d.press("esc G r")
        #expect(d.state.run == nil)
        #expect(d.state.thread.entries.count == 2)
    }

    @Test("r is one step of undo")
    func regenerateIsOneStep() throws {
        var d = desk([Message(.user, "q"), Message(.assistant, "answer")])
        d.press("esc G r")
        let id = try #require(d.state.run?.id)
        d.send(.run(.received(id, [.textDelta(choice: 0, block: 1, "new"), .ended(error: nil)])))
        #expect(d.state.thread.entries.last?.message.text == "new")
        d.press("ctrl-_")
        #expect(d.state.thread.entries.map(\.message.text) == ["q", "answer"])
    }

    @Test("a nameless file saved under another name says its name")
    func savedName() {
        var d = desk([])
        d.send(
            .files(
                .loaded(OpenedFile(PromptDocument(config: Config(model: "m")), path: "/x/foo.prompt", fingerprint: "1"))
            ))
        #expect(d.state.draft.name == "foo")
        let e = d.state.asking { $0.saveAs("/x/bar.prompt") }
        for x in e {
            if case .files(.save(let save, _)) = x {
                #expect(save.document.name == "foo")
            }
        }
    }

    @Test("what was pasted after Ctrl-N is undone before the new thread")
    func pasteAfterNewThread() {
        var d = desk([Message(.user, "q"), Message(.assistant, "answer")])
        d.press("ctrl-n")
        d.paste("pasted")
        d.press("ctrl-_")
        #expect(d.state.thread.composer.buffer.text == "")
        #expect(d.state.thread.entries.isEmpty)
    }

    @Test("a change of what Étude adds to a prompt can be undone")
    func undoOfAdditions() {
        var d = desk([])
        var doc = d.state.draft.document
        doc.etude = ["notes": "hello"]
        d.state.takeDocument(doc, text: PromptFormat.text(of: doc))
        #expect(d.state.draft.etude["notes"] == "hello")
        d.state.focus = .config
        d.press("ctrl-_")
        #expect(d.state.draft.etude["notes"] == nil)
    }

    @Test("a session that could not be read is not written over")
    func unreadSession() async throws {
        let store = try Store.inMemory()
        try await store.keep(
            StoredConversation(id: "a", draft: ["prompt": "precious", "config": ["model": "m"]]), prompt: "precious")
        let calls = Mutex(0)
        struct Locked: Error {}
        let harness = try Harness(store: store) {
            let isFirst = calls.withLock { count in
                count += 1
                return count == 1
            }
            if isFirst { throw Locked() }
            return store
        }
        try await harness.wait("what is wrong") { $0.state.notice != nil }
        try await harness.press("ctrl-q")
        try await harness.wait("the end") { $0.hasQuit }
        #expect(try await store.takeConversation(of: nil).conversation?.draft["prompt"] == "precious")
    }

    @Test("nor is one whose reading is cut short by SIGHUP")
    func cutShortSession() async throws {
        let store = try Store.inMemory()
        try await store.keep(
            StoredConversation(id: "a", draft: ["prompt": "precious", "config": ["model": "m"]]), prompt: "precious")
        let (opened, open) = AsyncStream<Never>.makeStream()
        let harness = try Harness(store: store) {
            for await _ in opened {}
            try Task.checkCancellation()
            return store
        }
        harness.program.terminate()
        open.finish()
        try await harness.wait("the end") { $0.hasQuit }
        #expect(try await store.takeConversation(of: nil).conversation?.draft["prompt"] == "precious")
    }

    @Test("a result too many is somewhere on the screen")
    func surplusResult() {
        let call = Message(role: .assistant, toolCalls: [ToolCall(id: "a", name: "tide", arguments: "{}")])
        let d = desk([Message(.user, "q"), call, .toolResult("one", for: "a"), .toolResult("two", for: "a")])
        let shown = d.state.thread.answers(toCallsAt: 1).compactMap(\.self).count + d.state.thread.standing.count
        #expect(shown == d.state.thread.messages.count)
    }

    @Test("a piped prompt without a name is called untitled")
    func pipedName() {
        var d = desk([])
        d.send(.files(.piped(PromptDocument(config: Config(model: "m")), text: nil)))
        #expect(d.state.draft.name == "untitled")
    }

    @Test("the run key in Ctrl-T waits for a new image")
    func runAfterImage() {
        var d = desk([])
        d.press("ctrl-t")
        guard var e = d.state.layers.top as? TextEditor else { return }
        _ = e.buffer.apply(
            .replaceAll(
                "---\nname: harbours\nmodel: NEW\n---\n<user>\n<text>t</text>\n<image url=\"a.png\" />\n</user>\n"))
        d.state.layers.replaceTop(by: e)
        d.state.thread.composer.buffer = TextBuffer("q")
        d.press("ctrl-r")
        for x in d.effects {
            if case .run(.start(_, let r, _, _)) = x {
                #expect(r.config.model == "NEW")
            }
        }
    }

    @Test("Alt-S and Esc leave no empty message and no version")
    func emptySystemMessage() {
        var d = desk([])
        d.press("alt-s")
        #expect(d.savedConfigs.isEmpty)
        d.press("esc")
        #expect(d.state.draft.config.template.isEmpty)
    }

    @Test("the parent of what was being typed is known after a kill")
    func parentAfterKill() {
        var d = desk([], template: [Message(.system, "A")])
        d.state.settle()
        let id = d.state.draft.settledID
        d.press("esc g enter")
        d.type("x")
        let session = d.state.session.conversation
        var e = desk([])
        e.send(.sessionLoaded(RestoredSession(session)))
        for x in e.effects { if case .version(.save(_, _, let parent)) = x { #expect(parent == id) } }
    }

    @Test("an image attached while editing is taken off the same message")
    func imageWhileEditing() {
        var d = desk([Message(.user, "q")])
        d.press("esc G enter")
        d.send(.image(.read(ImagePart(url: "https://x/y.png"))))
        d.state.detach()
        #expect(d.state.thread.entries[0].message.images.count == 0)
    }

    @Test("undo of a config change does not bring back a text that was cleared")
    func clearedText() {
        var d = desk([])
        d.type("secret")
        d.go(to: .value(.temperature))
        d.press("enter")
        d.type("0.5")
        d.press("enter alt-2")
        d.press("ctrl-u")
        #expect(d.state.thread.composer.isEmpty)
        d.press("alt-1 ctrl-_")
        #expect(d.state.thread.composer.isEmpty)
    }
}
