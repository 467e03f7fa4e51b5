import Prompts
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Keys that work anywhere, over every layer")
struct LayerReachTests {
    nonisolated static let places = LayerTests.places
    /// The layers whose letters are not text.
    nonisolated static let withoutText = places.filter {
        !["palette", "popup", "help", "list", "line", "editor"].contains($0)
    }

    private func top(_ desk: Desk) -> String? { desk.state.layers.top.map { type(of: $0).place.name } }

    private func desk(under place: String) -> Desk {
        var desk = LayerTests.desk(under: place)
        desk.state.notice = nil
        return desk
    }

    @Test("^X opens its letters over every layer, and Esc goes back to it", arguments: places.filter { $0 != "popup" })
    func popup(place: String) {
        var desk = desk(under: place)
        desk.press("ctrl-x")
        #expect(top(desk) == "popup")
        desk.press("escape")
        #expect(top(desk) == place)
    }

    @Test("^P opens the palette over every layer, with the layer's commands first", arguments: places)
    func palette(place: String) throws {
        guard !["popup", "palette"].contains(place) else { return }
        var desk = desk(under: place)
        desk.press("ctrl-p")
        let palette = try #require(desk.state.layers.top as? Palette)
        #expect(palette.commands.first?.place.name == place)
        #expect(palette.commands.contains { $0.id == "thread.new" })
        desk.press("ctrl-p")
        #expect(top(desk) == place)
    }

    @Test("? opens help at the layer's keys wherever letters are not text", arguments: withoutText)
    func help(place: String) {
        var desk = desk(under: place)
        let title = desk.state.layers.top.map { type(of: $0).place.title } ?? ""
        desk.press("?")
        #expect(top(desk) == "help")
        #expect(desk.screen.contains("│ \(title)"))
        desk.press("?")
        #expect(top(desk) == place)
    }

    @Test("a letter that means nothing says so", arguments: withoutText)
    func meaningless(place: String) {
        var desk = desk(under: place)
        desk.type("ß")
        let sentence = place == "blocks" ? "no block has the letter ß" : "'ß' does nothing here; F1 lists the keys"
        #expect(desk.notice?.contains(sentence) == true)
        #expect(top(desk) == place)
    }

    @Test("each letter after ^X does something or says why not", arguments: places.filter { $0 != "popup" })
    func letters(place: String) {
        for letter in Popup.letters.compactMap(\.popupKey) {
            var desk = desk(under: place)
            desk.press("ctrl-x")
            desk.type(String(letter))
            // Another list over a list, another line over a line.
            let isNew = top(desk) != place || ["list": "mf", "line": "si"][place]?.contains(letter) ?? false
            #expect(isNew || desk.notice != nil || !desk.effects.isEmpty, "\(letter)")
        }
    }

    @Test("a command that does not work over a layer closes it, where nothing is lost", arguments: ["ctrl-x m", "f2"])
    func closes(keys: String) {
        for place in ["versions", "grid", "log", "tree", "conversations", "findings", "reading", "numbers"] {
            var desk = desk(under: place)
            desk.press(keys)
            #expect(desk.state.layers.all.map { type(of: $0).place.name } == ["list"], "\(place)")
        }
    }

    @Test("what is not saved stays open, with the way to save it")
    func unsaved() {
        var desk = desk(under: "editor")
        desk.type("a")
        desk.press("ctrl-x m")
        #expect(desk.notice == "Save your changes first (^S), or discard them (Esc).")
        #expect(top(desk) == "editor")
        desk = self.desk(under: "form")
        desk.press("enter")
        desk.type("a")
        desk.press("enter ctrl-x m")
        #expect(desk.notice == "Save your changes first (^S), or discard them (Esc).")
        #expect(top(desk) == "form")
    }

    @Test("a question and what a model writes are not closed by another command")
    func questions() {
        for place in ["approval", "proposal"] {
            var desk = desk(under: place)
            desk.press("f2")
            #expect(desk.notice?.contains("Esc") == true)
            #expect(top(desk) == place)
        }
    }

    @Test("where text is typed, the key of another command closes nothing")
    func typing() {
        for place in ["line", "list", "palette"] {
            var desk = desk(under: place)
            desk.press("ctrl-n")
            #expect(desk.notice == "Close this first (Esc); then ^N works.")
            #expect(top(desk) == place)
        }
    }

    @Test("a letter after ^X means what its key means in the layer: ^X r runs what is missing in a grid")
    func meaning() {
        var desk = desk(under: "grid")
        let missing = desk.state.asking { $0.perform("grid.run") }
        desk = self.desk(under: "grid")
        desk.press("ctrl-x")
        #expect(desk.screen.contains("r run what is missing"))
        desk.press("r")
        #expect(top(desk) == "grid")
        #expect(desk.effects == missing)
    }

    @Test("the footer names help and the way out at 80 and at 40 columns", arguments: places, [80, 40])
    func footer(place: String, width: Int) throws {
        guard !["popup", "help"].contains(place) else { return }
        var desk = LayerTests.desk(under: place, width: width)
        desk.state.notice = nil
        let frame = ScreenView.frame(of: desk.state, blocks: ThreadBlocks()).frame
        let footer = try #require(frame.text().split(separator: "\n", omittingEmptySubsequences: false).last)
        #expect(footer.contains("F1 help"), "\(footer)")
        #expect(footer.contains("Esc ") || footer.contains("q "), "\(footer)")
    }

    @Test("no two commands of the palette have the same title")
    func titles() {
        var desk = Desk()
        desk.press("ctrl-p")
        let titles = (desk.state.layers.top as? Palette)?.commands.map(\.title) ?? []
        #expect(Dictionary(grouping: titles, by: \.self).filter { $0.value.count > 1 }.keys.sorted() == [])
        #expect(titles.contains("Zoom the thread"))
        #expect(!titles.contains("Command palette"))
    }

    @Test("zooming a pane by its name gives it the focus and the screen")
    func zoom() {
        var desk = Desk(focus: .thread)
        desk.state.perform("zoom.config")
        #expect(desk.state.focus == .config && desk.state.isZoomed)
        desk.state.perform("zoom.config")
        #expect(!desk.state.isZoomed)
    }
}
