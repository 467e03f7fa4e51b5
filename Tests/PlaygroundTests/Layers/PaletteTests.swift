import Prompts
import Testing
import TextUI

@testable import Playground

@Suite struct PaletteTests {
    private func titles(_ desk: Desk) -> [String] {
        guard let palette = desk.state.layers.top as? Palette else { return [] }
        return palette.commands.map(\.title)
    }

    @Test("it has every command but its own", arguments: ["ctrl-p", "ctrl-x p"])
    func all(keys: String) {
        var desk = Desk()
        desk.press(keys)
        #expect(titles(desk) == Command.all.filter { !$0.place.isLayer && $0.id != "palette" }.map(\.title))
    }

    @Test("letters in order find a command, the beginnings of words first")
    func fuzzy() {
        var desk = Desk()
        desk.press("ctrl-p")
        desk.type("nt")
        #expect(titles(desk).first == "New thread")
        desk.press("ctrl-u")
        desk.type("copy mess")
        #expect(titles(desk) == ["Copy the message"])
        desk.press("ctrl-u")
        desk.type("tool.add")
        #expect(titles(desk).first == "Add a tool")
    }

    @Test("Enter does the command and closes")
    func perform() {
        var desk = Desk()
        desk.press("ctrl-p")
        desk.type("redraw")
        desk.press("enter")
        #expect(desk.effects == [.terminal(.redraw)])
        #expect(desk.state.layers.isEmpty)
    }

    @Test("what cannot be done says why and stays")
    func disabled() {
        var desk = Desk()
        desk.press("ctrl-p")
        desk.type("edit the schema")
        #expect(desk.screen.contains("the output format is not json_schema"))
        desk.press("enter")
        #expect(desk.notice == "the output format is not json_schema")
        #expect(!desk.state.layers.isEmpty)
    }

    @Test("Esc and Ctrl-P close it", arguments: ["esc", "ctrl-p"])
    func close(key: String) {
        var desk = Desk()
        desk.press("ctrl-p \(key)")
        #expect(desk.state.layers.isEmpty)
    }

    @Test("a query that matches nothing is harmless")
    func nothing() {
        var desk = Desk()
        desk.press("ctrl-p")
        desk.type("qqqqq")
        desk.press("down up pgdn enter")
        #expect(desk.notice?.contains("qqqqq") == true)
        #expect(desk.screen.contains("none"))
    }

    @Test("a click on a row does its command")
    func click() {
        var desk = Desk()
        desk.press("ctrl-p")
        desk.type("redraw")
        desk.state.metrics = desk.canvas.metrics
        let row = desk.state.metrics.hits.first { $0.target == .layerRow(0) }?.rect.origin ?? Point(x: 0, y: 0)
        desk.send(.mouse(MouseEvent(kind: .press, button: .left, position: row)))
        #expect(desk.effects == [.terminal(.redraw)])
    }

    @Test("the palette at 80 columns")
    func screen() {
        var desk = Desk(focus: .thread)
        desk.press("ctrl-p")
        desk.type("save")
        let lines = desk.screen.split(separator: "\n").prefix(6).map(String.init)
        #expect(
            lines == [
                "┌ Config ──────────────────┐",
                "│ Mo┌ Commands ──────────────────────────────────────────────────── 1 of 4 ┐",
                "│ Pr│ save                                                                 │",
                "│ Te│ ▸ Save                                                            ^S │",
                "│ Ma│   Save as                                                            │",
                "│ To│   Saved filters                                                    @ │",
            ])
        #expect(desk.canvas.frame.cursor == Point(x: 10, y: 3))
    }
}

@Suite struct FuzzyMatchTests {
    @Test("every word has to match", arguments: [("new thr", true), ("thr new", true), ("new xyz", false), ("", true)])
    func words(query: String, isMatch: Bool) {
        #expect((FuzzyMatch.score(query, in: "New thread") != nil) == isMatch)
    }

    @Test("the whole name beats a part, a run beats scattered letters, a word's beginning its middle")
    func order() throws {
        func score(_ query: String, _ text: String) throws -> Int { try #require(FuzzyMatch.score(query, in: text)) }
        #expect(try score("save", "Save") > score("save", "Save as"))
        #expect(try score("log", "Logs") > score("log", "lend old gold"))
        #expect(try score("th", "New thread") > score("th", "Bathe"))
    }

    @Test("the best of several beginnings counts")
    func best() throws {
        let score = try #require(FuzzyMatch.score("run", in: "r u n, run"))
        #expect(score > 100)
    }
}
