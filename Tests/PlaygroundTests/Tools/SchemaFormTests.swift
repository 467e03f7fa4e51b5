import JSON
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@Suite struct SchemaFormTests {
    private static let parameters: JSONValue = [
        "$comment": "kept", "type": "object",
        "properties": [
            "harbour": ["type": "string", "description": "A harbour's name", "minLength": 2],
            "unit": ["type": "string", "enum": ["m", "ft"]],
            "window": [
                "type": "object",
                "properties": [
                    "from": ["type": "integer", "minimum": JSONNumber(text: "1.0").map(JSONValue.number) ?? 1]
                ],
            ],
            "stops": ["type": "array", "items": ["type": "object", "properties": ["at": ["type": "string"]]]],
        ], "required": ["harbour"],
    ]

    private static let tide = Tool(name: "tide", description: "Next high tide", parameters: parameters)

    private func desk(_ tool: Tool = tide, width: Int = 80) -> Desk {
        var desk = Desk(width: width, config: Config(model: "gpt-4.1-mini", tools: [tool]))
        desk.go(to: .tool(0))
        desk.press("enter")
        return desk
    }

    private func parameters(_ desk: Desk) -> JSONValue? { desk.state.draft.config.tools.first?.parameters }

    private func form(_ desk: Desk) -> SchemaForm? {
        desk.state.layers.top as? SchemaForm
    }

    @Test("Enter on a tool shows its fields and its parameters, nested ones below their object")
    func look() {
        var desk = desk()
        desk.press("j j j")
        #expect(
            desk.screen.contains("Name         tide") && desk.screen.contains("Description  Next high tide")
                && desk.screen.contains("Strict       –"))
        for row in ["harbour", "unit", "m, ft", "window", "  from", "list of object", "  at"] {
            #expect(desk.screen.contains(row), "\(row)")
        }
    }

    @Test("a form that is left as it was changes nothing, not a byte")
    func untouched() {
        for keys in ["esc", "ctrl-s", "ctrl-t ctrl-t esc", "ctrl-t ctrl-t ctrl-s"] {
            var desk = desk()
            desk.press(keys)
            #expect(desk.state.draft.config.tools == [Self.tide] && desk.state.layers.isEmpty, "\(keys)")
        }
    }

    @Test("name and description are typed in place")
    func texts() {
        var desk = desk()
        desk.press("enter ctrl-u")
        desk.type("ebb")
        desk.press("down enter ctrl-u")
        desk.type("Next low tide")
        desk.press("enter ctrl-s")
        #expect(desk.state.draft.config.tools[0].name == "ebb")
        #expect(desk.state.draft.config.tools[0].description == "Next low tide")
        #expect(parameters(desk) == Self.parameters)
    }

    @Test("a cell opens with its text selected: what is typed replaces it, any other key keeps it")
    func fresh() {
        for (keys, expected) in [("", "ebb"), ("end", "tideebb"), ("home", "ebbtide")] {
            var desk = desk()
            desk.press("enter " + keys)
            desk.type("ebb")
            desk.press("enter ctrl-s")
            #expect(desk.state.draft.config.tools[0].name == expected, "\(keys)")
        }
    }

    @Test(
        "a cell's change stays in its place: keywords that the form does not show, order and the text of numbers are kept"
    )
    func keeps() throws {
        var desk = desk()
        desk.press("j j j right right space")
        desk.press("ctrl-s")
        let object = try #require(parameters(desk)?.objectValue)
        #expect(object.keys == ["$comment", "type", "properties", "required"])
        #expect(object["required"] == .array([]))
        #expect(object["properties"]?.compact == Self.parameters["properties"]?.compact)
        #expect(object["properties"]?.compact.contains("1.0") == true)
    }

    @Test("the type is chosen from a list; what only the old type had goes, the rest stays")
    func types() throws {
        var desk = desk()
        desk.press("j j j right enter")
        #expect(desk.screen.contains("Type of harbour"))
        desk.type("integer")
        desk.press("enter")
        desk.press("ctrl-s")
        let harbour = try #require(parameters(desk)?["properties"]?["harbour"])
        #expect(harbour["type"] == "integer")
        #expect(harbour["description"] == "A harbour's name")
    }

    @Test(
        "each type can be given and is then shown by the same words",
        arguments: ["string", "number", "integer", "boolean", "object", "list of string", "list of object", "any"])
    func everyType(word: String) {
        let schema = FormType.setting(word, of: ["type": "string", "description": "d"])
        #expect(FormType.word(of: .object(schema)) == word && schema["description"] == "d")
        #expect(throws: Never.self) { _ = try JSONSchema(.object(schema)) }
        guard word != "any" else { return }
        let nullable = FormType.togglingNull(schema)
        #expect(FormType.isNullable(.object(nullable)) && FormType.word(of: .object(nullable)) == word)
        #expect(FormType.togglingNull(nullable) == schema)
        #expect(FormType.isNullable(.object(FormType.setting("integer", of: nullable))))
    }

    @Test("values between commas make an enum; a null type has null among them; none takes the enum away")
    func values() throws {
        var desk = desk()
        desk.press("j j j j right right right enter end")
        desk.type(", fathoms")
        desk.press("enter n ctrl-s")
        var unit = try #require(parameters(desk)?["properties"]?["unit"])
        #expect(unit["enum"] == ["m", "ft", "fathoms", nil] && unit["type"] == ["string", "null"])
        desk.press("enter j j j j right right right enter ctrl-u enter ctrl-s")
        unit = try #require(parameters(desk)?["properties"]?["unit"])
        #expect(unit["enum"] == nil)
    }

    @Test("values of a number have to be numbers, and are said not to be where they are not")
    func wrongValues() {
        var desk = desk(Tool(name: "t", parameters: ["type": "object", "properties": ["n": ["type": "integer"]]]))
        desk.press("j j j right right right enter")
        desk.type("1, two")
        desk.press("enter")
        #expect(desk.screen.contains("'two' is no integer") && form(desk)?.field != nil)
        desk.press("backspace backspace backspace")
        desk.type("2")
        desk.press("enter ctrl-s")
        #expect(parameters(desk)?["properties"]?["n"]?["enum"] == [1, 2])
    }

    @Test("a adds a property below, A inside an object or the objects of a list; d takes one away, J and K move it")
    func properties() throws {
        var desk = desk()
        desk.press("j j j a")
        desk.type("day")
        desk.press("enter")
        desk.press("J J J K")
        desk.press("j A")
        desk.type("quay")
        desk.press("enter ctrl-s")
        let properties = try #require(parameters(desk)?["properties"]?.objectValue)
        #expect(properties.keys == ["harbour", "unit", "window", "day", "stops"])
        #expect(properties["stops"]?["items"]?["properties"]?.objectValue?.keys == ["at", "quay"])
        desk.press("enter j j j j d ctrl-s")
        #expect(parameters(desk)?["properties"]?.objectValue?.keys == ["harbour", "window", "day", "stops"])
    }

    @Test("a property's new name is taken into required, and one that already has it is refused")
    func rename() {
        var desk = desk()
        desk.press("j j j enter ctrl-u")
        desk.type("unit")
        desk.press("enter")
        #expect(desk.screen.contains("another property unit"))
        desk.type("s")
        desk.press("enter ctrl-s")
        #expect(parameters(desk)?["required"] == ["units"])
        #expect(parameters(desk)?["properties"]?.objectValue?.keys.first == "units")
    }

    @Test("what the API refuses stands beside its field, and ! settles it")
    func faults() throws {
        var desk = desk(Tool(name: "next tide", strict: true, parameters: Self.parameters))
        #expect(desk.screen.contains("! Name"))
        #expect(desk.screen.contains("must have 1 to 64 letters") && desk.screen.contains("! call it next_tide"))
        desk.press("!")
        #expect(form(desk)?.json["name"] == "next_tide")
        #expect(desk.screen.contains("strict needs"))
        desk.press("!")
        #expect(form(desk)?.faults.isEmpty == true && desk.screen.contains("fits the API's rules, strict too"))
        desk.press("ctrl-s")
        let closed = try #require(parameters(desk))
        #expect(StrictMode.faults(in: closed).isEmpty && closed["$comment"] == "kept")
    }

    @Test(
        "a name that another tool has, a required name that is no property, and a broken schema are said at their places"
    )
    func moreFaults() throws {
        let bad: JSONValue = [
            "type": "object", "properties": ["n": ["type": "number", "minimum": "5"]], "required": ["m"],
        ]
        let form = SchemaForm(
            title: "t", purpose: .newTool, json: ["name": "tide", "parameters": bad], taken: ["tide"])
        #expect(form.faults.map(\.row) == [.name, .property(["properties", "n"]), .strict])
        var settled = form
        while settled.settle() {}
        #expect(settled.faults.count == 1 && settled.faults[0].text.contains("minimum"))
        #expect(settled.json["name"] == "tide_2" && settled.schema["required"] == .array([]))
    }

    @Test("Ctrl-_ and Alt-_ go back and forth in the form, and leave the prompt alone")
    func undo() {
        var desk = desk()
        desk.press("j j j d d")
        #expect(form(desk)?.properties.map(\.name) == ["window", "from", "stops", "at"])
        desk.press("ctrl-_ ctrl-_ alt-_")
        #expect(form(desk)?.properties.first?.name == "unit")
        desk.press("ctrl-_ ctrl-_")
        #expect(desk.notice == "nothing to undo")
        #expect(desk.state.draft.config.tools == [Self.tide])
    }

    @Test("Ctrl-T goes to the JSON of the same thing and back, with what was changed in either")
    func json() {
        var desk = desk()
        desk.press("enter end")
        desk.type("s")
        desk.press("enter ctrl-t")
        guard var editor = desk.state.layers.top as? TextEditor else {
            Issue.record("no editor")
            return
        }
        #expect(editor.buffer.text.contains("\"tides\"") && editor.isChanged)
        _ = editor.buffer.apply(.replaceAll(editor.buffer.text.replacing("Next high", with: "Next low")))
        desk.state.layers.replaceTop(by: editor)
        desk.press("ctrl-t")
        #expect(form(desk)?.json["name"] == "tides" && desk.screen.contains("Next low tide"))
        desk.press("ctrl-s")
        #expect(desk.state.draft.config.tools.map(\.name) == ["tides"])
    }

    @Test("a form half filled never becomes a version by Esc: the first one asks, the second discards")
    func escape() {
        var desk = desk()
        let config = desk.state.draft.config
        desk.press("enter")
        desk.type("Good night")
        desk.press("enter esc")
        #expect(form(desk) != nil && desk.notice?.contains("Unsaved changes") == true)
        desk.press("esc")
        #expect(desk.state.layers.isEmpty && desk.savedConfigs.isEmpty)
        #expect(desk.state.draft.config == config)
    }

    @Test(
        "JSON that has no form stays open as JSON, with the reason",
        arguments: ["{", "[{\"name\":\"a\"},{\"name\":\"b\"}]"])
    func noForm(text: String) {
        var desk = desk()
        desk.press("ctrl-t")
        if var editor = desk.state.layers.top as? TextEditor {
            _ = editor.buffer.apply(.replaceAll(text))
            desk.state.layers.replaceTop(by: editor)
        }
        desk.press("ctrl-t")
        guard let editor = desk.state.layers.top as? TextEditor else {
            Issue.record("the editor was closed")
            return
        }
        #expect(editor.problem != nil && editor.buffer.text == text)
    }

    @Test(
        "a definition that is pasted takes the form's place, in whatever shape it comes; into an open cell it is text")
    func paste() {
        var desk = Desk()
        desk.press("a")
        desk.paste(
            #"{"type":"function","function":{"name":"ebb","parameters":{"type":"object","properties":{"x":{}}}}}"#)
        #expect(form(desk)?.json["name"] == "ebb" && form(desk)?.properties.map(\.name) == ["x"])
        desk.press("enter end")
        desk.paste("_tide")
        desk.press("enter ctrl-s")
        #expect(desk.state.draft.config.tools.map(\.name) == ["ebb_tide"])
    }

    @Test("a schema of the answer has the same form")
    func schema() {
        var desk = Desk(config: Config(responseFormat: .jsonSchema(SchemaText.starter)))
        desk.go(to: .schema)
        desk.press("enter ctrl-t")
        #expect(desk.screen.contains("Properties") && desk.screen.contains("Strict       on"))
        desk.press("end a")
        desk.type("reason")
        desk.press("enter ctrl-s")
        guard case .jsonSchema(let named)? = desk.state.draft.config.responseFormat else {
            Issue.record("no schema")
            return
        }
        #expect(named.schema?["required"] == ["answer", "reason"])
        #expect(named.schema.map { StrictMode.faults(in: $0).isEmpty } == true)
    }

    @Test("no size of the screen breaks the form", arguments: [(40, 10), (59, 14), (80, 24), (200, 60)])
    func sizes(width: Int, height: Int) {
        var desk = Desk(width: width, height: height, config: Config(tools: [Self.tide]))
        desk.go(to: .tool(0))
        desk.press("enter")
        for key in ["j", "j", "j", "l", "l", "l", "l", "enter", "esc", "G", "enter", "tab", "tab", "esc"] {
            desk.press(key)
            #expect(!desk.screen.isEmpty)
        }
    }

    @Test("hostile text in a definition reaches the screen harmless")
    func hostile() {
        var desk = desk(
            Tool(
                name: "a\u{1B}[31m", description: "b\u{07}\nc",
                parameters: [
                    "type": "object",
                    "properties": ["x\u{1B}]0;t\u{07}": ["type": "string", "description": "\u{202E}d"]],
                ]))
        desk.press("j j j")
        #expect(!desk.screen.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
        #expect(!desk.screen.contains("\u{202E}"))
    }

    @Test("an open form outlives the session as the JSON of it")
    func session() throws {
        var desk = desk()
        desk.press("enter end")
        desk.type("s")
        desk.press("enter")
        let stored = desk.state.session.conversation
        var other = Desk()
        other.send(.sessionLoaded(RestoredSession(stored)))
        #expect(other.screen.contains("\"tides\""))
    }
}
