import JSON
import Logbook
import Prompts
import RequestCore
import TestSupport
import Testing
import TextUI

@testable import Playground

@Suite("Nothing is lost, and the cursor always stands on something")
struct RecoveryTests {
    private func desk(_ messages: [Message], template: [Message] = []) -> Desk {
        var desk = Desk(config: Config(model: "gpt-4.1-mini", template: template), focus: .thread)
        for message in messages { _ = desk.state.thread.append(message) }
        return desk
    }

    private var called: Message {
        Message(
            role: .assistant,
            toolCalls: [
                ToolCall(id: "call_a", name: "tide", arguments: "{}"),
                ToolCall(id: "call_b", name: "tide", arguments: "{}"),
            ])
    }

    private func version(_ config: Config, prompt: String = "harbours", number: Int = 1) -> Version {
        Version(
            id: config.versionID, prompt: prompt, number: number, parent: nil,
            createdAt: .init(timeIntervalSince1970: 0), config: config)
    }

    /// The log drawer as it is drawn.
    @MainActor private func logs(_ desk: inout Desk) -> String { LogSamples.draw(&desk.state).joined(separator: "\n") }

    /// Runs to the end with these events.
    private func finish(_ desk: inout Desk, _ events: [RunEvent]) throws {
        let run = try #require(desk.state.run?.id)
        desk.send(.run(.received(run, events + [.ended(error: nil)])))
    }

    @Test("undo takes the calls away under a result being typed, and Enter then harms nothing")
    func undoUnderResult() throws {
        var desk = desk([])
        desk.type("tides?")
        desk.press("ctrl-r")
        try finish(
            &desk, [.toolCallDelta(choice: 0, block: 3, .init(index: 0, id: "a", name: "tide", arguments: "{}"))])
        desk.press("ctrl-_ enter")
        #expect(desk.state.thread.entries.isEmpty)
        #expect(desk.state.thread.composer.buffer.text.hasPrefix("tides?"))
    }

    @Test(
        "a store that is only in memory is told with its reason and the ways to keep things, in the empty list of logs, too"
    )
    @MainActor func temporaryStore() {
        var desk = desk([])
        desk.send(.storeIsTemporary("/x/etude.db is damaged (malformed); restore it from a backup"))
        #expect(
            desk.state.notice?.text.contains("^S saves the prompt as a file, e in the logs writes runs to one") == true)
        desk.press("f6")
        #expect(logs(&desk).contains("/x/etude.db is damaged"))
        desk.press("esc")
        desk.type("hello")
        desk.state.refuseToQuit()
        #expect(desk.state.notice?.text.hasPrefix("Not saved. Press ^Q again") == true)
        #expect(desk.state.notice?.text.contains("^S saves") == true)
    }

    @Test("logs that the store does not list say why in the list, and are asked for again when somebody has written")
    @MainActor func notListed() throws {
        var desk = desk([])
        desk.press("f6")
        let serial = try #require(desk.state.logs.awaited?.serial)
        desk.send(.logs(.notListed(serial, "another Étude is writing to /x/etude.db; try again")))
        #expect(logs(&desk).contains("another Étude is writing to"))
        #expect(desk.state.logs.awaited == nil)
        desk.send(.logs(.changed))
        let next = try #require(desk.state.logs.awaited?.serial)
        desk.send(.logs(.listed(next, [], total: LogCount(0))))
        #expect(logs(&desk).contains("No logs yet"))
    }

    @Test("a restored version with fewer messages leaves no cursor behind")
    func shorterVersion() {
        var desk = desk([], template: [Message(.system, "a"), Message(.user, "b"), Message(.user, "c")])
        desk.press("esc G")
        desk.send(.version(.loaded(version(Config(model: "m", template: [Message(.system, "only")])))))
        desk.press("d")
        #expect(desk.state.draft.config.template.count <= 1)
    }

    @Test("counts as large as a server likes are summed without a crash")
    func hugeUsage() throws {
        var desk = desk([])
        desk.type("hi")
        desk.press("ctrl-r")
        try finish(
            &desk,
            [
                .textDelta(choice: 0, block: 1, "x"),
                .usage(["prompt_tokens": .number(JSONNumber(Int.max)), "completion_tokens": 1]),
            ])
        var canvas = Canvas(size: Size(width: 120, height: 1), theme: .plain, borders: .lines)
        HeaderView.draw(desk.state, in: Rect(x: 0, y: 0, width: 120, height: 1), on: &canvas)
        #expect(canvas.frame.text().contains("tok"))
    }

    @Test("a stored prompt does not take over the file of the one before")
    func otherPrompt() {
        var desk = desk([])
        desk.send(
            .files(.loaded(OpenedFile(PromptDocument(name: "weather"), path: "/x/weather.prompt", fingerprint: "1"))))
        desk.send(.version(.loaded(version(Config(model: "m"), prompt: "translate"))))
        #expect(desk.state.draft.path == nil)
        desk.press("ctrl-s")
        #expect(!desk.effects.contains { if case .files(.save) = $0 { true } else { false } })
    }

    @Test("undo after Open brings back the whole prompt: name, file and config")
    func undoOpen() {
        var desk = desk([])
        desk.send(
            .files(
                .loaded(
                    OpenedFile(
                        PromptDocument(name: "a", config: Config(model: "one")), path: "/x/a.prompt", fingerprint: "1"))
            ))
        desk.send(
            .files(
                .loaded(
                    OpenedFile(
                        PromptDocument(name: "b", config: Config(model: "two")), path: "/x/b.prompt", fingerprint: "1"))
            ))
        desk.press("ctrl-_")
        #expect(desk.state.draft.name == "a")
        #expect(desk.state.draft.path == "/x/a.prompt")
        #expect(desk.state.draft.config.model == "one")
    }

    @Test("a file that was saved late does not become the file of another prompt")
    func lateSave() {
        var desk = desk([])
        desk.send(.files(.loaded(OpenedFile(PromptDocument(name: "b"), path: "/x/b.prompt", fingerprint: "1"))))
        desk.send(
            .files(
                .saved(
                    OpenedFile(PromptDocument(name: "a"), path: "/x/a.prompt", fingerprint: "1"),
                    draft: desk.state.draft.documentID - 1)))
        #expect(desk.state.draft.path == "/x/b.prompt")
    }

    @Test("a prompt that is renamed while its file is being written keeps its new name and that file")
    func renamedMeanwhile() {
        var desk = desk([])
        desk.send(.files(.loaded(OpenedFile(PromptDocument(name: "a"), path: "/x/a.prompt", fingerprint: "before"))))
        desk.send(.prompts(.renamed("a", to: "b")))
        let draft = desk.state.draft.documentID
        desk.send(
            .files(
                .saved(OpenedFile(PromptDocument(name: "a"), path: "/x/a.prompt", fingerprint: "after"), draft: draft)))
        #expect(desk.state.draft.name == "b" && desk.state.draft.file?.fingerprint == "after")
    }

    @Test("a file that was refused late does not ask about another prompt")
    func lateRefusal() {
        var desk = desk([])
        desk.send(.files(.loaded(OpenedFile(PromptDocument(name: "b"), path: "/x/b.prompt", fingerprint: "1"))))
        desk.send(.files(.saveRefused(.changed, draft: desk.state.draft.documentID - 1, path: "/x/a.prompt")))
        #expect(desk.state.layers.isEmpty && desk.notice?.contains("a.prompt was not saved") == true)
    }

    @Test("saving over a file that is there, or was changed outside, has to be said twice")
    func saveTwice() {
        var desk = desk([])
        desk.send(.files(.loaded(OpenedFile(PromptDocument(name: "a"), path: "/x/a.prompt", fingerprint: "before"))))
        desk.press("ctrl-s")
        #expect(
            desk.effects.contains {
                if case .files(.save(let save, _)) = $0 { save.replacing == .known("before") } else { false }
            })
        desk.send(.files(.saveRefused(.changed, draft: desk.state.draft.documentID, path: "/x/a.prompt")))
        #expect(desk.notice?.contains("changed outside") == true)
        desk.press("enter")
        #expect(
            desk.effects.contains {
                if case .files(.save(let save, _)) = $0 { save.replacing == .anything } else { false }
            })
    }

    @Test("undo while a message is changed in place stays within its text")
    func undoInPlace() {
        var desk = desk([Message(.user, "AAA"), Message(.user, "BBB")])
        desk.press("esc k k d")
        desk.press("e ctrl-_ ctrl-_ esc")
        #expect(desk.state.thread.entries.map(\.message.text) == ["BBB"])
    }

    @Test("leaving a message that is changed in place keeps the change", arguments: ["ctrl-n", "ctrl-s", "ctrl-t"])
    func leaveInPlace(key: String) {
        var desk = desk([], template: [Message(.system, "be brief")])
        desk.press("esc e ctrl-e")
        desk.type("!")
        desk.press(key)
        #expect(desk.state.draft.config.template[0].text == "be brief!")
    }

    @Test("a run that ends does not take the cursor from whoever types")
    func cursorWhileTyping() throws {
        var desk = desk([])
        desk.type("tides?")
        desk.press("ctrl-r")
        desk.type("next qu")
        try finish(
            &desk, [.toolCallDelta(choice: 0, block: 3, .init(index: 0, id: "a", name: "tide", arguments: "{}"))])
        desk.type("estion")
        #expect(desk.state.thread.composer.buffer.text == "next question")
    }

    @Test("quitting while an answer streams keeps what came")
    func quitWhileStreaming() throws {
        var desk = desk([])
        desk.state.canSaveSession = true
        desk.type("hi")
        desk.press("ctrl-r")
        let run = try #require(desk.state.run?.id)
        desk.send(.run(.received(run, [.textDelta(choice: 0, block: 1, "half an ans")])))
        desk.press("ctrl-q")
        let saved = desk.effects.compactMap { if case .saveSession(let session, _) = $0 { session } else { nil } }.last
        #expect(saved?.conversation.messages[1].value["message"]?["content"] == "half an ans")
    }

    @Test("r and d during a run, and r without a provider, take nothing away")
    func destructiveKeys() {
        var desk = desk([Message(.user, "q1"), Message(.assistant, "a1")])
        desk.type("q2")
        desk.press("ctrl-r")
        desk.press("up r d f")
        #expect(desk.state.thread.entries.map(\.message.text) == ["q1", "a1", "q2"])
    }

    @Test(
        "line breaks at the end of a message are not sent; those inside stay", arguments: ["a\n\nb\n", "a\n\nb\r\n\n"])
    func trailingBreaks(text: String) {
        var desk = desk([])
        desk.paste(text)
        desk.press("ctrl-r")
        #expect(desk.state.thread.messages.map(\.text) == ["a\n\nb"])
    }

    @Test("calls with the same id, or none, are answered one by one", arguments: ["same", ""])
    func sameIDs(id: String) {
        var calls = called
        calls.toolCalls = calls.toolCalls.map { ToolCall(id: id, name: $0.name, arguments: $0.arguments) }
        var desk = desk([Message(.user, "q"), calls])
        #expect(desk.state.thread.openCalls.count == 2)
        desk.state.thread.cursor = .result(desk.state.thread.openCalls[0])
        desk.type("first")
        desk.press("enter")
        desk.type("second")
        desk.press("ctrl-r")
        #expect(desk.state.run != nil)
        #expect(desk.state.thread.messages.suffix(2).map(\.text) == ["first", "second"])
        #expect(desk.state.thread.openCalls.isEmpty)
    }

    @Test("the editor's text goes to the message it came from, also to an answer with open calls")
    func externalEdit() throws {
        var message = called
        message.content = [.text("old")]
        var desk = desk([Message(.user, "q"), message])
        let ref = EntryRef.entry(try #require(desk.state.thread.entries.last?.id))
        desk.state.thread.cursor = .selected(ref)
        desk.send(.terminal(.edited(.entry(ref), "new")))
        #expect(desk.state.message(ref)?.text == "new")
    }

    @Test("a parent is the version that was asked for before, also when its number comes late")
    func parents() {
        var desk = desk([])
        desk.send(.modelChosen("a"))
        let first = desk.state.draft.config.versionID
        desk.send(.modelChosen("b"))
        guard case .version(.save(_, _, let parent))? = desk.effects.first else {
            Issue.record("no version was asked for")
            return
        }
        #expect(parent == first)
    }

    @Test("a variable without a value is asked for, and nothing is sent")
    func variable() {
        var desk = desk([], template: [Message(.system, "Speak {{language}}.")])
        desk.type("hi")
        desk.press("ctrl-r")
        #expect(desk.state.run == nil)
        #expect(desk.state.focus == .config)
        desk.type("Breton")
        desk.press("enter")
        #expect(desk.state.draft.inputs["language"] == "Breton")
    }

    @Test("a session that was never read is not written over")
    func unreadSession() {
        var desk = desk([])
        desk.type("hello")
        #expect(desk.state.asking { $0.saveSession() }.isEmpty)
        desk.send(.sessionLoaded(RestoredSession()))
        desk.type("hello")
        #expect(!desk.state.asking { $0.saveSession() }.isEmpty)
    }

    @Test("the text in an open editor comes back with the next start")
    func openEditor() throws {
        var desk = desk([], template: [Message(.system, "be brief")])
        desk.press("ctrl-t")
        desk.type("# half a thought ")
        let session = desk.state.session.conversation
        var next = self.desk([])
        next.send(.sessionLoaded(RestoredSession(session)))
        guard let editor = next.state.layers.top as? TextEditor else {
            Issue.record("no editor is open")
            return
        }
        #expect(editor.buffer.text.contains("half a thought"))
    }

    @Test("an image is taken off the message being written by Backspace in its empty text")
    func detach() {
        var desk = desk([])
        desk.send(.image(.read(ImagePart(url: "https://example.org/x.png"))))
        desk.press("backspace")
        #expect(desk.state.thread.composer.images.isEmpty)
    }

    @Test("Alt-S writes a system message where there is none")
    func system() {
        var desk = desk([Message(.user, "q")])
        desk.press("alt-s")
        desk.type("Be brief.")
        desk.press("esc")
        #expect(desk.state.draft.config.template == [Message(.system, "Be brief.")])
    }

    @Test("Enter on an answered call opens its results again; running from there sends the new ones")
    func resultsAgain() throws {
        var desk = desk([
            Message(.user, "q"), called, .toolResult("one", for: "call_a"), .toolResult("two", for: "call_b"),
            Message(.assistant, "done"),
        ])
        desk.press("esc k enter")
        #expect(desk.state.thread.openCalls.count == 2)
        desk.press("ctrl-e")
        desk.type("!")
        desk.press("esc G r")
        #expect(desk.state.run != nil)
        #expect(desk.state.thread.messages.map(\.text) == ["q", "", "one!", "two"])
    }
}
