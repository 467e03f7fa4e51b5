import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@Suite struct PromptShelfTests {
    private func desk() -> Desk {
        var desk = Desk()
        desk.send(
            .files(
                .loaded(
                    OpenedFile(
                        PromptDocument(name: "tides", config: Config(model: "one")), path: "/x/tides.prompt",
                        fingerprint: "f"))))
        desk.send(.version(.listed(prompt: "tides", Sample.versions)))
        return desk
    }

    private func summaries(_ names: String..., archived: Set<String> = []) -> [PromptSummary] {
        names.map { name in
            PromptSummary(
                name: name, versionCount: 1, newest: VersionID(canonical: name),
                changedAt: Sample.versions[0].createdAt,
                isArchived: archived.contains(name))
        }
    }

    private func run(_ desk: inout Desk, _ id: CommandID) -> [Effect] {
        desk.state.asking { Command.with(id: id)?.perform(&$0) }
    }

    private func line(_ desk: Desk) -> LineInput? {
        desk.state.layers.top as? LineInput
    }

    @Test("a new prompt is empty and untitled; undo comes back to the one before, with its file")
    func new() {
        var desk = desk()
        _ = run(&desk, "prompt.new")
        #expect(
            desk.state.draft.name == "untitled" && desk.state.draft.path == nil && desk.state.thread.entries.isEmpty)
        desk.press("ctrl-_")
        #expect(desk.state.draft.name == "tides" && desk.state.draft.path == "/x/tides.prompt")
    }

    @Test("renaming asks the store; the draft follows, and its file is told at the next save")
    func rename() {
        var desk = desk()
        #expect(run(&desk, "prompt.rename").contains(.prompts(.list)))
        #expect(line(desk)?.buffer.text == "tides")
        desk.press("ctrl-u")
        desk.type("sea/tides")
        desk.press("enter")
        #expect(desk.effects.contains(.prompts(.rename("tides", to: "sea/tides"))))
        #expect(desk.state.draft.name == "tides")
        desk.send(.prompts(.renamed("tides", to: "sea/tides")))
        #expect(desk.state.draft.name == "sea/tides" && desk.state.draft.document.name == "sea/tides")
        #expect(desk.notice?.contains("a save writes the name into tides.prompt") == true)
    }

    @Test("a name that is taken or cannot be keeps the dialog open", arguments: ["weather", "a@b", "/a"])
    func refused(name: String) {
        for command in ["prompt.rename", "prompt.duplicate"] {
            var desk = desk()
            _ = run(&desk, CommandID(command))
            desk.send(.prompts(.listed(summaries("weather", "tides"))))
            desk.press("ctrl-u")
            desk.type(name)
            desk.press("enter")
            #expect(line(desk) != nil && desk.state.notice?.kind == .error)
            #expect(desk.state.draft.name == "tides")
        }
    }

    @Test("a duplicate goes on under another name without a file; the one before stays as it is")
    func duplicate() {
        var desk = desk()
        _ = run(&desk, "prompt.duplicate")
        desk.press("enter")
        #expect(desk.state.draft.name == "tides-2" && desk.state.draft.path == nil)
        #expect(desk.state.draft.config.model == "one")
        #expect(
            desk.effects.contains {
                if case .version(.save(_, prompt: "tides-2", parent: nil)) = $0 { true } else { false }
            })
        desk.press("ctrl-_")
        #expect(desk.state.draft.name == "tides" && desk.state.draft.path == "/x/tides.prompt")
    }

    @Test("a deleted prompt leaves an empty one; undo brings it back, in the store, too")
    func delete() {
        var desk = desk()
        #expect(run(&desk, "prompt.delete").contains(.prompts(.move("tides", .delete))))
        #expect(desk.state.draft.name == "untitled")
        desk.send(.prompts(.moved("tides", .delete)))
        #expect(desk.notice?.contains("deleted tides; ^_ restores it") == true)
        desk.press("ctrl-_")
        #expect(desk.state.draft.name == "tides" && desk.state.draft.path == "/x/tides.prompt")
        #expect(desk.effects.contains(.prompts(.move("tides", .undelete))))
    }

    @Test("undo brings a deleted prompt back at once, whatever is being written; then it goes on in the text")
    func deletedWhileWriting() {
        var desk = Desk(focus: .thread)
        desk.send(.files(.loaded(OpenedFile(PromptDocument(name: "tides"), path: "/x/tides.prompt", fingerprint: "1"))))
        desk.type("When is high tide?")
        _ = run(&desk, "prompt.delete")
        #expect(desk.state.draft.name == "untitled")
        desk.press("ctrl-_")
        #expect(desk.state.draft.name == "tides")
        #expect(desk.state.thread.composer.message.text == "When is high tide?")
        desk.type(" now")
        desk.press("ctrl-_")
        #expect(desk.state.draft.name == "tides")
        #expect(desk.state.thread.composer.message.text.hasPrefix("When is high"))
        #expect(!desk.state.thread.composer.message.text.hasSuffix("now"))
    }

    @Test("the list of Open has folders, goes into them, and shows what is archived when asked")
    func folders() {
        var desk = desk()
        desk.press("ctrl-o")
        desk.send(
            .prompts(
                .listed(
                    summaries("weather", "support/triage", "support/mail/reply", "old", archived: ["old"]))))
        #expect(
            line(desk)?.rows == [
                .prompt(summaries("weather")[0]), .folder("support", count: 2), .archive(count: 1),
            ])
        #expect(
            desk.screen.contains("support/") && desk.screen.contains("2 prompts") && desk.screen.contains("archived"))
        desk.press("down down enter")
        #expect(line(desk)?.buffer.text == "support/")
        #expect(
            line(desk)?.rows == [.prompt(summaries("support/triage")[0]), .folder("support/mail", count: 1)])
        desk.type("repl")
        #expect(line(desk)?.rows == [.prompt(summaries("support/mail/reply")[0])])
        desk.press("ctrl-u down down down enter")
        #expect(line(desk)?.rows == summaries("old", archived: ["old"]).map(LineInput.Row.prompt))
        desk.press("down enter")
        #expect(desk.effects.contains(.version(.load(VersionID(canonical: "old"), prompt: "old", opens: true))))
    }

    @Test("a thread becomes part of the prompt, its braces literal, and undo takes it out again")
    func template() {
        var desk = desk()
        _ = desk.state.thread.append(Message(.user, "What is {{this}}?"))
        _ = desk.state.thread.append(Message(role: .assistant, content: [.text("That.")], reasoning: "hm"))
        _ = run(&desk, "thread.toTemplate")
        #expect(
            desk.state.draft.config.template == [Message(.user, "What is \\{{this}}?"), Message(.assistant, "That.")])
        #expect(desk.state.thread.entries.isEmpty)
        desk.press("ctrl-_")
        #expect(desk.state.draft.config.template.isEmpty && desk.state.thread.entries.count == 2)
    }

    @Test("a thread whose call has no result yet stays a thread")
    func openCall() {
        var desk = desk()
        let call = ToolCall(id: "1", name: "tide", arguments: "{}")
        _ = desk.state.thread.append(Message(role: .assistant, toolCalls: [call]))
        _ = run(&desk, "thread.toTemplate")
        #expect(desk.state.thread.entries.count == 1 && desk.state.draft.config.template.isEmpty)
        #expect(desk.notice?.contains("needs its result") == true)
    }

    @Test("images of the template are inlined on request only")
    func inline() {
        var desk = desk()
        _ = run(&desk, "prompt.inlineImages")
        #expect(desk.notice == "no image of the template is a file")
        desk.state.draft.config.template = [Message(role: .user, content: [.image(ImagePart(url: "a.png"))])]
        let effects = run(&desk, "prompt.inlineImages")
        guard case .files(.inlineImages(let serial, var document, relativeTo: "/x"))? = effects.last else {
            Issue.record("nothing was asked for")
            return
        }
        document.config.template = [Message(role: .user, content: [.image(ImagePart(url: "data:,"))])]
        desk.send(.files(.imagesRead(serial, document)))
        #expect(desk.state.draft.config.template[0].images[0].url == "data:,")
    }
}
