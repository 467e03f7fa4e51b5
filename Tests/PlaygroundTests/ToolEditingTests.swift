import JSON
import Prompts
import Testing
import TextUI

@testable import Playground

@Suite struct ToolEditingTests {
    @Test("a opens an editor on a tool that works as it stands, Ctrl-S adds it")
    func add() {
        var desk = Desk()
        desk.press("a")
        desk.press("ctrl-s")
        #expect(desk.state.draft.config.tools.map(\.name) == ["look_up"])
        #expect(desk.state.configRow == .tool(0))
        desk.press("a ctrl-s")
        #expect(desk.state.draft.config.tools.map(\.name) == ["look_up", "look_up_2"])
    }

    @Test("Esc on the tool as it was offered adds none")
    func cancel() {
        var desk = Desk()
        desk.press("f3 enter esc")
        #expect(desk.state.draft.config.tools.isEmpty)
        #expect(desk.state.overlays.isEmpty)
    }

    @Test("Esc takes a text that was changed, for nothing is lost")
    func escape() {
        var desk = Desk(config: Config(tools: [Tool(name: "tide")]))
        desk.go(to: .tool(0))
        desk.press("enter")
        replace(&desk, #"{"name": "ebb"}"#)
        desk.press("esc")
        #expect(desk.state.draft.config.tools == [Tool(name: "ebb")])
    }

    @Test(
        "a bare function, the API's wrapper and an array of them are taken",
        arguments: [
            (#"{"name":"a"}"#, ["a"]), (#"{"type":"function","function":{"name":"b"}}"#, ["b"]),
            (#"[{"name":"a"},{"type":"function","function":{"name":"b"}}]"#, ["a", "b"]),
            (#"{"type":"custom","custom":{"name":"shell"}}"#, ["shell"]),
        ])
    func forms(text: String, names: [String]) {
        var desk = Desk()
        desk.press("a")
        replace(&desk, text)
        desk.press("ctrl-s")
        #expect(desk.state.draft.config.tools.map(\.name) == names)
    }

    @Test(
        "text that is no tool stays open with the reason and the cursor at the place",
        arguments: [
            ("{\n  \"name\" \"a\"\n}", "line 2", 1), ("{}", "name", 0), ("[]", "no tool", 0),
            (#"{"name":"a","paramters":{}}"#, "'paramters'", 0),
        ])
    func invalid(text: String, words: String, line: Int) {
        var desk = Desk()
        desk.press("a")
        replace(&desk, text)
        desk.press("ctrl-s")
        guard case .editor(let editor)? = desk.state.overlays.last else {
            Issue.record("the editor was closed")
            return
        }
        #expect(editor.problem?.contains(words) == true)
        if line > 0 { #expect(editor.buffer.cursor.line == line) }
        #expect(desk.screen.contains(words))
        desk.press("esc")
        #expect(desk.state.overlays.isEmpty)
        #expect(desk.state.draft.config.tools.isEmpty)
        #expect(desk.notice?.contains("given up") == true)
    }

    @Test("after an Esc that did not take, typing on asks again")
    func escapeTwice() {
        var desk = Desk()
        desk.press("a")
        replace(&desk, "{")
        desk.press("esc")
        desk.type("x")
        desk.press("esc")
        #expect(!desk.state.overlays.isEmpty)
        desk.press("esc")
        #expect(desk.state.overlays.isEmpty)
    }

    @Test("Space takes a tool out of the request and keeps it; editing it leaves it so")
    func toggle() {
        var desk = Desk(config: Config(tools: [Tool(name: "tide")]))
        desk.go(to: .tool(0))
        desk.press("space")
        #expect(desk.state.draft.config.enabledTools.isEmpty)
        #expect(!desk.screen.contains("✓ tide"))
        desk.press("enter")
        replace(&desk, #"{"name":"ebb"}"#)
        desk.press("ctrl-s")
        #expect(desk.state.draft.config.tools == [Tool(name: "ebb", isEnabled: false)])
    }

    @Test("d deletes a tool and Ctrl-_ brings it back")
    func delete() {
        let config = Config(tools: [Tool(name: "tide"), Tool(name: "ebb")])
        var desk = Desk(config: config)
        desk.go(to: .tool(0))
        desk.press("d")
        #expect(desk.state.draft.config.tools.map(\.name) == ["ebb"])
        desk.press("ctrl-_")
        #expect(desk.state.draft.config == config)
    }

    @Test("two tools of one name are taken with a warning")
    func sameName() {
        var desk = Desk(config: Config(tools: [Tool(name: "tide")]))
        desk.press("a")
        replace(&desk, #"{"name":"tide"}"#)
        desk.press("ctrl-s")
        #expect(desk.state.draft.config.tools.count == 2)
        #expect(desk.notice?.contains("two tools are called tide") == true)
    }

    @Test(
        "a schema is read in its own form, in the API's, and as a bare JSON Schema",
        arguments: [
            (#"{"name":"x","strict":true,"schema":{"type":"object"}}"#, "x"),
            (#"{"type":"json_schema","json_schema":{"name":"y","schema":{}}}"#, "y"),
            (#"{"type":"object","properties":{}}"#, "answer"),
        ])
    func schema(text: String, name: String) {
        var desk = Desk(config: Config(responseFormat: .jsonSchema(SchemaText.starter)))
        desk.go(to: .schema)
        desk.press("enter")
        replace(&desk, text)
        desk.press("ctrl-s")
        #expect(desk.state.draft.config.responseFormat?.schemaName == name)
        #expect(desk.state.overlays.isEmpty)
    }

    private func replace(_ desk: inout Desk, _ text: String) {
        guard case .editor(var editor)? = desk.state.overlays.last else {
            Issue.record("no editor is open")
            return
        }
        _ = editor.buffer.apply(.replaceAll(text))
        desk.state.setTopOverlay(.editor(editor))
    }
}
