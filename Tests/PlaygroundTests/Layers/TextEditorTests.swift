import JSON
import Prompts
import Testing
import TextUI

@testable import Playground

@Suite struct TextEditorTests {
    private func editor(_ desk: Desk) -> TextEditor? {
        desk.state.layers.top as? TextEditor
    }

    @Test("Tab indents by two, Enter keeps the indentation, Shift-Tab leaves as Esc does")
    func indentation() {
        var desk = Desk(config: Config(tools: [Tool(name: "tide")]))
        desk.go(to: .tool(0))
        desk.press("enter ctrl-t tab")
        #expect(editor(desk)?.buffer.lines.first == "  {")
        desk.press("down end enter")
        #expect(editor(desk)?.buffer.lines[2] == "  ")
        desk.press("shift-tab")
        #expect(editor(desk)?.isLeaving == true)
        desk.press("shift-tab")
        #expect(desk.state.layers.isEmpty)
    }

    @Test("the run key takes the text and runs; a text that is wrong is not run")
    func run() {
        var desk = Desk(config: Config(tools: [Tool(name: "tide")], template: [Message(.user, "when?")]))
        desk.go(to: .tool(0))
        desk.press("enter ctrl-t")
        desk.type("x")
        desk.press("ctrl-r")
        #expect(editor(desk)?.problem != nil)
        #expect(desk.state.run == nil)
        desk.press("ctrl-_ ctrl-r")
        #expect(desk.state.layers.isEmpty)
        #expect(desk.state.run != nil)
    }

    @Test("Ctrl-G gives the text to the person's editor and takes it back")
    func external() {
        var desk = Desk(config: Config(tools: [Tool(name: "tide")]))
        desk.go(to: .tool(0))
        desk.press("enter ctrl-t ctrl-g")
        #expect(desk.effects == [.terminal(.edit(.layer, text: "{\n  \"name\": \"tide\"\n}", suffix: ".json"))])
        desk.send(.terminal(.edited(.layer, "{\"name\": \"ebb\"}\n")))
        #expect(editor(desk)?.buffer.text == "{\"name\": \"ebb\"}")
        desk.press("ctrl-s")
        #expect(desk.state.draft.config.tools.map(\.name) == ["ebb"])
    }

    @Test("the whole prompt as text, changed and taken", arguments: ["ctrl-t", "ctrl-x x", "ctrl-x ctrl-x"])
    func promptText(keys: String) {
        var desk = Desk(config: Config(model: "m", template: [Message(.system, "Hello")]))
        desk.press(keys)
        let text = editor(desk)?.buffer.text ?? ""
        #expect(text.contains("model: m"))
        desk.press("ctrl-end")
        desk.paste("\n<user>\nAnd?\n</user>\n")
        desk.press("ctrl-s")
        #expect(desk.state.draft.config.template.map(\.text) == ["Hello", "And?"])
        #expect(desk.state.layers.isEmpty)
    }

    @Test("a prompt that does not parse says where, and is not taken")
    func badPromptText() {
        var desk = Desk(config: Config(model: "m"))
        desk.press("ctrl-t ctrl-end")
        desk.paste("\n<system>\nnever closed\n")
        desk.press("ctrl-s")
        #expect(editor(desk)?.problem?.hasPrefix("line ") == true)
        #expect(desk.state.draft.config == Config(model: "m"))
    }

    @Test("a text that came back wrong from elsewhere counts as changed: Esc does not drop it")
    func mending() {
        var desk = Desk()
        desk.state.openPromptText("---\nmodel: [\n---\n")
        desk.press("esc")
        #expect(editor(desk)?.isLeaving == true)
    }

    @Test("the cursor stays in view in a long text, up as well as down")
    func scrolling() {
        var desk = Desk(width: 40, height: 10)
        let text = (1...100).map { "line \($0)" }.joined(separator: "\n")
        desk.state.openEditor(TextEditor(title: "T", purpose: .variable("v"), text: text))
        desk.press("ctrl-end")
        #expect(desk.screen.contains("line 100"))
        desk.press("up up")
        #expect(desk.screen.contains("line 100"))
        desk.press("pgup pgup ctrl-home")
        #expect(desk.screen.contains("line 1\n") || desk.screen.contains("│ line 1 "))
    }
}
