import JSON
import Prompts
import Testing
import TextUI

@testable import Playground

/// What of a file no field knows: comments and layout.
@Suite struct PromptTextTests {
    private static let text = """
        ---
        # why this model
        model: one   # cheap
        temperature: 0.2
        ---
        <system>
        Be brief.
        </system>

        """

    private func desk(_ text: String = text) throws -> Desk {
        var desk = Desk()
        desk.send(
            .files(
                .loaded(
                    OpenedFile(try PromptFormat.parse(text), path: "/x/a.prompt", fingerprint: "before", text: text))))
        return desk
    }

    private func shown(_ desk: Desk) -> String? {
        (desk.state.layers.top as? TextEditor)?.buffer.text
    }

    private func saved(_ desk: Desk) -> String? {
        for case .files(.save(let save, _)) in desk.effects { return save.text }
        return nil
    }

    @Test("the text of a prompt is that of its file, with what was changed since")
    func comments() throws {
        var desk = try desk()
        desk.press("ctrl-t")
        #expect(shown(desk) == Self.text)
        desk.press("esc")
        desk.go(to: .value(.temperature))
        desk.press("enter ctrl-u")
        desk.type("0.9")
        desk.press("enter ctrl-t")
        #expect(shown(desk) == Self.text.replacing("0.2", with: "0.9"))
    }

    private static let answered = """
        ---
        model: one
        tool_choice: {type: function, function: {name: tide}}
        tools:
          - name: tide
            description: When the tide is high.
          - name: wind
        etude:
          tools:
            tide: {run: [tide, --json], mode: auto}
            wind: {mock: calm}
        ---
        <system>
        Be brief.
        </system>

        """

    /// What answers the tools after the text has been replaced by another.
    private func settings(after change: (String) -> String) throws -> (tools: JSONValue?, desk: Desk) {
        var desk = try desk(Self.answered)
        desk.press("ctrl-t")
        desk.send(.terminal(.edited(.layer, change(Self.answered))))
        desk.press("ctrl-s")
        #expect(desk.state.layers.isEmpty, "\(desk.notice ?? "")")
        return (desk.state.draft.etude["tools"], desk)
    }

    @Test("a tool that gets another name there keeps what answers it, its approval mode, and the choice of it")
    func renamedTool() throws {
        let (tools, desk) = try settings { $0.replacing("- name: tide", with: "- name: tide_table") }
        #expect(tools?["tide_table"] == ["run": ["tide", "--json"], "mode": "auto"] && tools?["tide"] == nil)
        #expect(tools?["wind"] == ["mock": "calm"])
        #expect(desk.state.draft.config.toolChoice == .function(name: "tide_table"))
        #expect(
            desk.state.draft.fileText.contains("tide_table: {run:") || desk.state.draft.fileText.contains("tide_table:")
        )
        var again = desk
        again.press("ctrl-t")
        #expect(shown(again)?.contains("    tide:") == false, "the next look has the settings under the new name")
    }

    @Test("tools that change places keep their own settings, and so do those whose settings were renamed by hand")
    func movedTools() throws {
        let swapped = try settings {
            $0.replacing("- name: tide\n", with: "- name: X\n").replacing("- name: wind", with: "- name: tide")
                .replacing("- name: X\n", with: "- name: wind\n")
        }
        #expect(swapped.tools?["tide"]?["mode"] == "auto" && swapped.tools?["wind"] == ["mock": "calm"])
        let byHand = try settings {
            $0.replacing("name: tide\n", with: "name: table\n").replacing(
                "tide: {run: [tide", with: "table: {run: [other")
        }
        #expect(byHand.tools?["table"]?["run"] == ["other", "--json"] && byHand.tools?["tide"] == nil)
    }

    @Test("a comment that is written there stays, in the next look, in a save, and in the next session")
    func written() throws {
        var desk = try desk()
        let text = Self.text.replacing("why this model", with: "ask Ada")
        desk.press("ctrl-t")
        desk.send(.terminal(.edited(.layer, text)))
        desk.press("ctrl-s")
        #expect(desk.state.layers.isEmpty && desk.state.draft.isTextEdited)
        desk.press("ctrl-s")
        #expect(saved(desk) == text)
        var next = Desk()
        next.send(.sessionLoaded(RestoredSession(desk.state.session.conversation)))
        next.press("ctrl-t")
        #expect(shown(next) == text)
    }

    @Test("saved under another name, by another name or as a copy, the comments go along")
    func elsewhere() throws {
        var desk = try desk()
        #expect(
            desk.state.asking { $0.saveAs("/y/b.prompt") }.contains { effect in
                if case .files(.save(let save, _)) = effect { save.text == Self.text } else { false }
            })
        desk.send(.prompts(.renamed("a", to: "b")))
        #expect(desk.state.draft.fileText.contains("# why this model"))
        #expect(desk.state.draft.fileText.contains("name: b"))
    }

    @Test("another prompt does not take over the comments of the one before; undo brings both back")
    func other() throws {
        var desk = try desk()
        desk.send(.files(.loaded(OpenedFile(PromptDocument(name: "b"), path: "/x/b.prompt", fingerprint: "1"))))
        #expect(!desk.state.draft.fileText.contains("#"))
        desk.press("ctrl-_")
        #expect(desk.state.draft.fileText == Self.text)
    }

    @Test("comments that somebody else wrote are taken where no text was edited here, and shown where one was")
    func onDisk() throws {
        var desk = try desk()
        let file = WatchedFile(path: "/x/a.prompt", fingerprint: "before")
        let theirs = Self.text.replacing("why this model", with: "theirs")
        let change = DiskChange.changed(
            OpenedFile(try PromptFormat.parse(theirs), path: "/x/a.prompt", fingerprint: "after", text: theirs))
        desk.send(.files(.changed(file, change)))
        #expect(desk.state.draft.fileText == theirs && desk.state.draft.file?.fingerprint == "after")
        desk = try self.desk()
        desk.press("ctrl-t")
        desk.send(.terminal(.edited(.layer, Self.text.replacing("why this model", with: "mine"))))
        desk.press("ctrl-s")
        desk.send(.files(.changed(file, change)))
        #expect(desk.notice?.contains("changed on disk") == true)
        desk.press("ctrl-x c")
        #expect(desk.screen.contains("- # mine") && desk.screen.contains("+ # theirs"))
        desk.press("enter")
        #expect(desk.state.draft.fileText == theirs)
    }

    @Test("undo of a field does not drop comments that came meanwhile")
    func undo() throws {
        var desk = try desk()
        desk.go(to: .value(.temperature))
        desk.press("enter ctrl-u")
        desk.type("0.9")
        desk.press("enter")
        let theirs = Self.text.replacing("why this model", with: "theirs").replacing("0.2", with: "0.9")
        let file = WatchedFile(path: "/x/a.prompt", fingerprint: "before")
        desk.send(
            .files(
                .changed(
                    file,
                    .changed(
                        OpenedFile(
                            try PromptFormat.parse(theirs), path: "/x/a.prompt", fingerprint: "after", text: theirs)))))
        desk.press("ctrl-_")
        #expect(desk.state.draft.fileText == theirs.replacing("0.9", with: "0.2"))
    }

    @Test("a text that was looked at and left as it was is not edited")
    func untouched() throws {
        var desk = try desk()
        desk.press("ctrl-t ctrl-s")
        #expect(!desk.state.draft.isTextEdited)
        desk.press("ctrl-t esc")
        #expect(!desk.state.draft.isTextEdited)
    }
}
