import JSON
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Variables at hand")
struct VariableTests {
    private func harness(_ text: String, inputs: JSONObject = [:], width: Int = 80) async throws -> Harness {
        var document = PromptDocument(
            config: Config(template: [Message(role: .system, content: [.text(text)])]), thread: [])
        document.inputs = inputs
        return try await Harness(width: width, document: document)
    }

    @Test("F9 goes to the first variable without a value, and again back to the thread")
    func key() async throws {
        let harness = try await harness("{{city}} and {{day}}", inputs: ["city": "Brest"])
        try await harness.press("f9")
        #expect(harness.state.focus == .config && harness.state.configRow == .variable("day"))
        try await harness.press("f9")
        #expect(harness.state.focus == .thread)
        try await harness.press("ctrl-x k enter")
        try await harness.type("Monday")
        try await harness.press("enter")
        #expect(harness.state.draft.inputs["day"] == "Monday")
    }

    @Test("a prompt without variables says how to make one")
    func none() async throws {
        let harness = try await harness("plain")
        try await harness.press("f9")
        try await harness.see("This prompt has no variables.")
    }

    @Test("a paste of several lines into a variable opens the editor with it")
    func paste() async throws {
        let harness = try await harness("{{city}}")
        try await harness.press("f9")
        harness.terminal.send(.paste("one\ntwo"))
        try await harness.see("Variable city", "one", "two")
        try await harness.press("ctrl-s")
        #expect(harness.state.draft.inputs["city"] == "one\ntwo")
    }

    @Test("E opens a JSON value laid out, and it stays JSON")
    func json() async throws {
        let harness = try await harness("{{city}}", inputs: ["city": ["a": [1, 2]]])
        try await harness.press("f9 E")
        try await harness.see("\"a\": [")
        try await harness.press("ctrl-s")
        #expect(harness.state.draft.inputs["city"] == ["a": [1, 2]])
    }

    @Test("Enter in the name of a variable without a value opens its field, and its value is typed there")
    func enterOnUnset() async throws {
        let harness = try await harness("from {{city}} to {{ harbour }}", inputs: ["city": "Brest"])
        try await harness.press("esc g enter left left left enter")
        #expect(harness.state.focus == .config && harness.state.config.field?.row == .variable("harbour"))
        try await harness.type("Dover")
        try await harness.press("enter")
        #expect(harness.state.draft.inputs["harbour"] == "Dover")
        #expect(harness.state.draft.config.template[0].text == "from {{city}} to {{ harbour }}")
    }

    @Test("Enter elsewhere in a template message is a line break: beside a name, and in one that has a value")
    func enterElsewhere() {
        for (text, steps) in [("a {{city}}", 3), ("a {{harbour}}", 0), ("a \\{{harbour}}", 3), ("{{harbour}} b", 1)] {
            var desk = Desk(config: Config(template: [Message(.system, text)]), focus: .thread)
            desk.state.draft.inputs = ["city": "Brest"]
            desk.press("esc g enter end")
            for _ in 0..<steps { desk.press("left") }
            desk.press("enter")
            #expect(desk.state.focus == .thread && desk.state.thread.editor.lines.count == 2, "\(text)")
        }
    }

    @Test("in the prompt's text, too, {{ shows names and Tab completes the first; elsewhere Tab indents")
    func completionInText() async throws {
        let harness = try await harness("about {{country}} and", inputs: ["city": "Brest"])
        try await harness.press("ctrl-t ctrl-end")
        try await harness.type(" {{c")
        try await harness.see("as text", " city", " country")
        try await harness.press("tab")
        let editor = try #require(harness.state.layers.top as? TextEditor)
        #expect(editor.buffer.text.hasSuffix("{{city}}"))
        try await harness.press("tab")
        #expect((harness.state.layers.top as? TextEditor)?.buffer.text.hasSuffix("{{city}}") == false)
    }

    @Test("Alt-J makes the text of a value JSON, which has to parse, and text again; each is kept as it is sent")
    func jsonSwitch() {
        var desk = Desk(config: Config(template: [Message(.system, "{{city}}")]), focus: .config)
        desk.state.draft.inputs = ["city": "{\"a\": 1.50, \"b\": [}"]
        desk.go(to: .variable("city"))
        desk.press("E alt-j")
        #expect(desk.screen.contains("Variable city · JSON") && desk.screen.contains("line 1"))
        #expect((desk.state.layers.top as? TextEditor)?.problem != nil, "the fault is named at once")
        desk.press("ctrl-s")
        #expect(desk.state.layers.top is TextEditor, "what does not parse is not saved")
        desk.press("ctrl-end left")
        desk.type("2]")
        desk.press("ctrl-s")
        #expect(desk.state.layers.isEmpty)
        #expect(desk.state.draft.inputs["city"]?.compact == #"{"a":1.50,"b":[2]}"#)
        desk.press("E")
        #expect(desk.screen.contains("Variable city · JSON"))
        desk.press("alt-j ctrl-s")
        #expect(desk.state.draft.inputs["city"]?.stringValue?.contains("1.50") == true)
        #expect(desk.notice == nil)
    }

    @Test("an empty value is unset, as text and as JSON, and an editor that only switches has a change to save")
    func jsonEmpty() {
        var desk = Desk(config: Config(template: [Message(.system, "{{city}}")]), focus: .config)
        desk.state.draft.inputs = ["city": "12"]
        desk.go(to: .variable("city"))
        desk.press("E alt-j esc")
        #expect(desk.notice?.hasPrefix("Unsaved changes.") == true)
        desk.press("ctrl-s")
        #expect(desk.state.draft.inputs["city"] == 12)
        desk.press("E ctrl-a ctrl-k ctrl-s")
        #expect(desk.state.draft.inputs["city"] == nil)
    }

    @Test("a value that was JSON is changed by being made text, and not by being opened; both hold after a restart")
    func jsonRestored() throws {
        var desk = Desk(config: Config(template: [Message(.system, "{{city}}")]), focus: .config)
        desk.state.draft.inputs = ["city": [1, 2]]
        desk.state.canSaveSession = true
        desk.go(to: .variable("city"))
        desk.press("E alt-j")
        var other = Desk()
        other.send(.sessionLoaded(RestoredSession(desk.state.session.conversation)))
        let restored = try #require(other.state.layers.top as? TextEditor)
        #expect(!restored.takesJSON && restored.isChanged, "it is text now, and was JSON")
        other.press("ctrl-s")
        #expect(other.state.draft.inputs["city"]?.stringValue?.hasPrefix("[") == true)
        desk.press("alt-j")
        desk.type(" ")
        var third = Desk()
        third.send(.sessionLoaded(RestoredSession(desk.state.session.conversation)))
        third.press("delete esc")
        #expect(third.state.layers.isEmpty, "JSON as it was before is no change")
    }

    @Test("only a variable's value can be switched to JSON")
    func jsonElsewhere() {
        var desk = Desk(focus: .config)
        desk.press("ctrl-t alt-j")
        #expect(desk.notice == "only the value of a variable can be text or JSON")
    }

    @Test("behind {{ the names that fit are shown, and Tab completes the first")
    func completion() async throws {
        let harness = try await harness("about {{", inputs: ["city": "Brest", "country": "France"])
        try await harness.press("esc g enter")
        try await harness.type("co")
        try await harness.see("country", "Tab country")
        try await harness.press("tab")
        #expect(harness.state.thread.editor.text == "about {{country}}")
        #expect(harness.state.focus == .thread)
    }

    @Test("a variable without a value has the colour of a warning in the text")
    func unset() async throws {
        let harness = try await harness("from {{city}} to {{harbour}}", inputs: ["city": "Brest"])
        try await harness.see("{{harbour}}")
        let frame = try #require(harness.terminal.lastFrame)
        let row = try #require((0..<24).first { frame.row($0).contains("{{harbour}}") })
        let text = frame.row(row)
        func style(of name: String) throws -> Style {
            let start = try #require(text.range(of: name)).lowerBound
            return frame.style(at: Point(x: DisplayWidth.of(text[..<start]), y: row))
        }
        #expect(try style(of: "{{city}}") == Theme.terminal[.variable])
        #expect(try style(of: "{{harbour}}") == Theme.terminal[.warn])
    }

    @Test("a selected text of a template message becomes a variable with the text as its value")
    func make() async throws {
        let harness = try await harness("sail to Brest")
        try await harness.press("esc g enter shift-left shift-left shift-left shift-left shift-left alt-m")
        try await harness.see("Make a variable")
        try await harness.type("a b")
        try await harness.press("enter")
        try await harness.see("a name has letters")
        try await harness.press("ctrl-u")
        try await harness.type("city")
        try await harness.press("enter")
        #expect(harness.state.thread.editor.text == "sail to {{city}}")
        #expect(harness.state.draft.inputs["city"] == "Brest")
    }

    @Test("the values of earlier runs are offered")
    func earlier() async throws {
        let harness = try await harness("{{city}}", inputs: ["city": "Brest"])
        for city in ["Brest", "Dover"] {
            try await harness.press("f9 enter ctrl-u")
            try await harness.type(city)
            try await harness.press("enter f9")
            try await harness.type("hello")
            try await harness.press("ctrl-r")
            try await harness.idle()
        }
        try await harness.press("f9 h")
        try await harness.see("Values of city", "Brest", "Dover")
        try await harness.type("Bre")
        try await harness.press("enter")
        #expect(harness.state.draft.inputs["city"] == "Brest")
    }

    @Test("what will be sent is shown filled in, with the tokens of each message and the share of the window")
    func sent() async throws {
        let harness = try await harness("sail to {{city}} by {{day}}", inputs: ["city": "Brest"])
        try await harness.type("hello there")
        try await harness.press("alt-w")
        try await harness.see(
            "What will be sent", "sail to Brest by {{day}}", "without a value: {{day}}", "hello there")
        try await harness.see("~7 tokens", "tokens, less than 1 % of the")
    }
}

@Suite("Variables and the rows of a dataset")
struct DatasetRowTests {
    private func desk() -> Desk {
        let text = "{{city}} {{day}}"
        var desk = Desk(config: Config(template: [Message(role: .system, content: [.text(text)])]))
        desk.send(
            .variable(
                .rowsRead(
                    DatasetRows(path: "rows.csv", rows: [["city": "Brest", "day": "Monday"], ["city": "Dover"]]))))
        return desk
    }

    @Test("the first row's values are taken, ] and [ go on cyclically, and undo takes a step back")
    func steps() {
        var desk = desk()
        #expect(desk.state.draft.inputs == ["city": "Brest", "day": "Monday"])
        #expect(desk.notice == "Row 1 of 2: city Brest, day Monday")
        desk.press("]")
        #expect(desk.state.draft.inputs == ["city": "Dover", "day": "Monday"])
        desk.press("]")
        #expect(desk.state.draft.inputs["city"] == "Brest")
        desk.press("[")
        #expect(desk.state.draft.inputs["city"] == "Dover")
        desk.press("ctrl-_")
        #expect(desk.state.draft.inputs["city"] == "Brest")
    }

    @Test("a row of which the prompt uses nothing says so")
    func unused() {
        var desk = Desk(config: Config(template: [Message(.user, "{{harbour}}")]))
        desk.send(.variable(.rowsRead(DatasetRows(path: "d.csv", rows: [["city": "Brest"], [:]]))))
        #expect(desk.notice == "Row 1 of 2: none of its variables is in the prompt.")
        desk.send(.variable(.rowsRead(DatasetRows(path: "d.csv", rows: [[:]]))))
        #expect(desk.notice == "Row 1 of 1: it has no variables.")
    }

    @Test("without a dataset ] asks for one, and reads the one that the prompt names in its own folder")
    func named() {
        var desk = Desk(config: Config())
        desk.press("]")
        #expect(desk.state.layers.top is LineInput)
        desk = Desk(config: Config())
        desk.state.draft.etude["data"] = "rows.csv"
        desk.press("]")
        #expect(desk.effects == [.variable(.readRows("rows.csv", relativeTo: nil))])
    }

    @Test(
        "a prompt cannot name a dataset outside of its folder",
        arguments: ["/etc/passwd", "../x.csv", "~/x.csv", "a/../../x"])
    func outside(path: String) {
        var desk = Desk(config: Config())
        desk.state.draft.etude["data"] = .string(path)
        desk.press("]")
        #expect(desk.state.layers.top is LineInput)
        #expect(desk.effects.isEmpty)
    }
}
