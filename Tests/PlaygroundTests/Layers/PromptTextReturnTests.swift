import Prompts
import Testing
import TextUI

@testable import Playground

@Suite("^T goes back from the prompt's text")
struct PromptTextReturnTests {
    @Test("without a change it closes the text, and so does ^X x", arguments: ["ctrl-t", "ctrl-x x"])
    func unchanged(keys: String) {
        var desk = Desk()
        desk.press("ctrl-t")
        #expect(desk.state.layers.top is TextEditor)
        #expect(desk.state.hints.contains { $0.label == "^T" && $0.word == "back" })
        desk.press(keys)
        #expect(desk.state.layers.isEmpty)
        #expect(desk.savedConfigs.isEmpty)
    }

    @Test("with a change it saves the text and closes it")
    func changed() {
        var desk = Desk()
        desk.press("ctrl-t")
        desk.state.withTop(TextEditor.self) { editor, _ in
            editor.buffer.apply(.replaceAll("---\nname: harbours\nmodel: other\n---\n"))
        }
        desk.press("ctrl-t")
        #expect(desk.state.layers.isEmpty)
        #expect(desk.state.draft.config.model == "other")
    }

    @Test("a text that cannot be read stays open, with the reason")
    func invalid() {
        var desk = Desk()
        desk.press("ctrl-t")
        desk.state.withTop(TextEditor.self) { editor, _ in editor.buffer.apply(.replaceAll("---\nname: [\n")) }
        desk.press("ctrl-t")
        let editor = desk.state.layers.top as? TextEditor
        #expect(editor?.problem != nil)
    }
}
