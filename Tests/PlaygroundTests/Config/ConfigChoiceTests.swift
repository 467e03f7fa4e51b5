import JSON
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@Suite struct ConfigChoiceTests {
    private func labels(_ desk: Desk) -> [String] {
        guard let dropdown = desk.state.layers.top as? Dropdown else { return [] }
        return dropdown.shown.map(\.label)
    }

    @Test("the model list opens on the current model and Enter takes another", arguments: ["f2", "ctrl-x m", "enter"])
    func model(keys: String) {
        var desk = Desk()
        desk.press(keys)
        guard let dropdown = desk.state.layers.top as? Dropdown else {
            Issue.record("no list is open")
            return
        }
        #expect(dropdown.shown[dropdown.selection].label == "gpt-4.1-mini")
        desk.type("gpt-4.1-nano")
        desk.press("enter")
        #expect(desk.state.draft.config.model == "gpt-4.1-nano")
        #expect(desk.state.layers.isEmpty)
        #expect(desk.savedConfigs.isEmpty, "somebody may go on looking at models")
        desk.press("down")
        #expect(desk.savedConfigs == [desk.state.draft.config])
    }

    @Test("what is typed filters, and a name that is written out is selected before longer ones")
    func filter() {
        var desk = Desk()
        desk.press("f2")
        let all = labels(desk).count
        desk.type("gpt-4o-mini")
        #expect(labels(desk).count < all)
        #expect(labels(desk).allSatisfy { $0.contains("gpt-4o-mini") })
        desk.press("enter")
        #expect(desk.state.draft.config.model == "gpt-4o-mini")
    }

    @Test("the end of a name finds it before longer names")
    func nameEnding() {
        var desk = Desk()
        desk.press("f2")
        desk.type("4o-mini")
        desk.press("enter")
        #expect(desk.state.draft.config.model == "gpt-4o-mini")
    }

    @Test("any name can be taken as typed")
    func typed() {
        var desk = Desk()
        desk.press("f2")
        desk.type("llama3.2:3b")
        desk.press("enter")
        #expect(desk.state.draft.config.model == "llama3.2:3b")
        desk.press("f2")
        #expect(labels(desk).first == "llama3.2:3b")
        desk.press("ctrl-u")
        desk.type("gpt")
        desk.press("end up")
        desk.press("pgdn pgdn pgdn pgdn pgdn pgdn pgdn enter")
        #expect(desk.state.draft.config.model == "gpt")
    }

    @Test("Ctrl-U clears the filter, Esc leaves without a choice")
    func clear() {
        var desk = Desk()
        desk.press("f2")
        let all = labels(desk)
        desk.type("o3")
        desk.press("ctrl-u")
        #expect(labels(desk) == all)
        desk.press("esc")
        #expect(desk.state.layers.isEmpty)
        #expect(desk.effects.isEmpty)
    }

    @Test("retired models stand last and say so")
    func retired() throws {
        var old = ModelInfo(name: "old")
        old.mode = "chat"
        old.deprecationDate = "2026-11-20"
        var leaving = ModelInfo(name: "leaving")
        leaving.mode = "chat"
        leaving.deprecationDate = "2026-12-11"
        var other = ModelInfo(name: "other")
        other.mode = "responses"
        let items = ModelChoices.items([old, leaving, other], today: try #require(Day(iso: "2026-11-20")))
        #expect(items.map(\.label) == ["leaving", "old"])
        #expect(items.map(\.columns.last) == ["retires 11 Dec 2026", "retired"])
        #expect(items.map(\.isDim) == [false, true])
    }

    @Test("choosing json_schema without a schema opens the editor on one that is valid and strict")
    func starterSchema() throws {
        var desk = Desk()
        desk.go(to: .output)
        desk.press("enter")
        desk.type("schema")
        desk.press("enter")
        guard let editor = desk.state.layers.top as? TextEditor else {
            Issue.record("no editor is open")
            return
        }
        let json = try JSONValue(parsing: editor.buffer.text)
        #expect(json["name"] == "answer")
        #expect(json["strict"] == true)
        #expect(json["schema"]?["additionalProperties"] == false)
        #expect(json["schema"]?["required"]?.arrayValue?.count == json["schema"]?["properties"]?.objectValue?.count)
        desk.press("ctrl-s")
        #expect(desk.state.draft.config.responseFormat == .jsonSchema(SchemaText.starter))
        #expect(desk.state.configRow == .schema)
    }

    @Test("an example that is cancelled, or neither changed nor saved before a run, is no part of the config")
    func cancelledExamples() {
        var desk = Desk(config: Config(model: "m", responseFormat: .jsonObject))
        let before = desk.state.draft.config
        desk.go(to: .output)
        desk.press("enter")
        desk.type("schema")
        desk.press("enter")
        desk.press("ctrl-r")
        #expect(desk.notice == "This is still the example. ^S saves it as it is, Esc cancels.")
        #expect(desk.state.run == nil)
        desk.press("ctrl-t ctrl-r")
        #expect(desk.state.run == nil && desk.state.layers.top is SchemaForm)
        desk.press("ctrl-t esc")
        #expect(desk.savedConfigs.isEmpty && desk.state.layers.isEmpty)
        #expect(desk.state.draft.config == before)
        desk.go(to: .toolsHeading)
        desk.press("a ctrl-r")
        #expect(desk.notice == "This is still the example. ^S saves it as it is, Esc cancels.")
        desk.press("esc")
        #expect(desk.state.draft.config == before && desk.savedConfigs.isEmpty)
    }

    @Test(
        "output, choice and reasoning can be chosen and unset",
        arguments: [
            (ConfigRow.output, "json_object", "response_format"), (.choice, "required", "tool_choice"),
            (.choice, "tide", "tool_choice"), (.value(.reasoningEffort), "low", "reasoning_effort"),
        ])
    func choices(row: ConfigRow, word: String, field: String) {
        var desk = Desk(config: Config(model: "m", tools: [Tool(name: "tide")]))
        desk.go(to: row)
        desk.press("enter")
        desk.type(word)
        desk.press("enter")
        #expect(desk.state.draft.config.field(field) != nil)
        if word == "tide" { #expect(desk.state.draft.config.toolChoice == .function(name: "tide")) }
        desk.press("enter up up up up up up up up enter")
        #expect(desk.state.draft.config.field(field) == nil)
    }

    @Test("the provider can be chosen in the palette")
    func provider() {
        var desk = Desk()
        desk.press("ctrl-p")
        desk.type("provider")
        desk.press("enter")
        desk.type("simulator")
        desk.press("enter")
        #expect(desk.state.draft.config.provider == "simulator")
        #expect(desk.screen.contains("│ Provider    simulator"))
    }

    @Test("a list lies below its row, as wide as it needs")
    func screen() {
        var desk = Desk()
        desk.press("f2")
        desk.state.layers.replaceTop(
            by: Dropdown(
                title: "Model", anchor: .model,
                items: [
                    Dropdown.Item(
                        "gpt-4.1", columns: ["1.0 M", "vis tool json seed  ", "$2.00 / $8.00"], value: "a",
                        note: "several calls", choose: { _ in }),
                    Dropdown.Item(
                        "gpt-5-with-a-very-long-name",
                        columns: ["272 k", "vis tool json reason", "retires 11 Dec 2026"], value: "b",
                        note: "one call", choose: { _ in }),
                ], current: nil, typed: Dropdown.Typed(note: "who knows", choose: { _, _ in })))
        desk.press("down")
        let lines = desk.screen.split(separator: "\n").prefix(11).map(String.init)
        #expect(
            lines == [
                "┌ Config ──────────────────┐",
                "│ Model       gpt-4.1-mini │",
                "│ Provider    simulator    │",
                "│ T┌ Model ────────────────────────────────────────────────────────────── 2 ┐",
                "│ M│                                                                        │",
                "│ T│   gpt-4.1            1.0 M   vis tool json seed     $2.00 / $8.00      │",
                "│ S│ ▸ gpt-5-with-a-very… 272 k   vis tool json reason   retires 11 Dec 2026│",
                "│ P│                                                                        │",
                "│ S│ gpt-5-with-a-very-long-name: one call                                  │",
                "│ R└─ Enter select   Esc cancel ────────────────────────────────────────────┘",
                "│ Output      –            │",
            ])
    }

    @Test("j and k move in a short list, and other letters filter it")
    func letters() throws {
        var desk = Desk()
        desk.go(to: .output)
        desk.press("enter j j k")
        let list = try #require(desk.state.layers.top as? Dropdown)
        #expect(list.selection == 1 && list.filter.isEmpty)
        desk.type("schema")
        #expect((desk.state.layers.top as? Dropdown)?.shown.map(\.label) == ["json_schema"])
    }
}
