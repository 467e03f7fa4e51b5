import Evaluations
import JSON
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Layers")
struct LayerTests {
    /// A desk with one layer of each kind, by the name of its place.
    static func desk(under place: String, width: Int = 80, height: Int = 24) -> Desk {
        var desk = Desk(width: width, height: height, config: Sample.config)
        desk.state.versions = Sample.versions
        let diff = ConfigDiff(from: Config(model: "a"), to: Sample.config)
        switch place {
        case "palette": desk.press("ctrl-p")
        case "popup": desk.press("ctrl-x")
        case "help": desk.press("f1")
        case "list": desk.press("f2")
        case "line": desk.press("ctrl-o")
        case "editor": desk.press("ctrl-t")
        case "form": desk.state.addTool()
        case "versions": desk.press("f4")
        case "findings": desk.press("f8")
        case "log": desk.state.openLog(LogSamples.record(), versionNumber: 12)
        case "reading": desk.state.compared("v1", "v2", diff)
        case "image":
            desk.state.thread.composer.images = [ImagePart(url: "a.png"), ImagePart(url: "https://example.org/b.png")]
            desk.state.layers.push(ImageViewer(place: .composer))
        case "approval":
            let facts = CommandFacts(
                tool: "tide", argv: ["tide", "--at", "{{harbour}}"], directory: "/work", environment: ["KEY"],
                fingerprint: "1")
            desk.state.layers.push(Approval(calls: [], commands: [facts], directory: nil))
        case "columns": desk.state.layers.push(ColumnList(.logs))
        case "logdiff":
            let side = LogDifference.Side(LogSamples.record(), nil)
            desk.state.logsCompared(LogDifference(side, side))
        case "numbers": desk.state.openNumbers()
        case "filters": desk.state.openSavedFilters()
        case "judgement": desk.state.judgementLoaded(["log-1"], Judgement())
        case "conversations":
            desk.send(.sessionLoaded(RestoredSession()))
            desk.state.openConversations()
        case "tree":
            desk.state.thread.append(Message(.user, "q"))
            desk.state.openTree()
        case "compare":
            desk.state.draft.config.template = []
            desk.state.compare([ComparedColumn.Recipe(), ComparedColumn.Recipe(model: "gpt-4o")])
            desk.press("esc")
        case "evaluations":
            desk.state.openEvaluations()
            desk.send(
                .grid(.listed([EvaluationListing(record: GridSamples.record(), done: 180, passed: 9, checked: 180)])))
        case "grid": desk = GridSamples.desk(width: width, height: height)
        case "proposal": desk.state.generate("a tide table", for: .newTool)
        case "visual":
            desk.state.layers.push(VisualMode(.thread, in: page(of: desk), at: PagePlace(line: 0, offset: 0)))
        case "blocks":
            let call = ToolCall(id: "1", name: "tide", arguments: "{}")
            desk.state.layers.push(
                BlockPicker(ref: .entry(1), parts: [MessagePart(row: 1, content: .call(call))]))
        default: Issue.record("no layer is called \(place)")
        }
        return desk
    }

    private static func page(of desk: Desk) -> LogPage {
        ScreenView.frame(of: desk.state, blocks: ThreadBlocks()).metrics.threadText?.page
            ?? LogPage(blocks: [], theme: .plain)
    }

    nonisolated static let places = Command.Place.layers.map(\.name)

    /// The whole screen, footer included.
    private func screen(_ desk: inout Desk) -> [String] {
        let (frame, metrics) = ScreenView.frame(of: desk.state, blocks: ThreadBlocks())
        desk.state.metrics = metrics
        return frame.text().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("the footer names the keys of the layer on top, and none of the pane below", arguments: places)
    func footer(place: String) throws {
        var desk = Self.desk(under: place)
        desk.state.notice = nil
        let top = try #require(desk.state.layers.top)
        #expect(type(of: top).place.name == place)
        let footer = try #require(screen(&desk).last)
        #expect(!desk.state.hints.isEmpty)
        for word in ["pane", "more", "add tool", "model"] { #expect(!footer.contains(" \(word) "), "\(footer)") }
        let first = try #require(desk.state.hints.first)
        #expect(footer.contains("\(first.label) \(first.word)"), "\(footer)")
    }

    @Test("a click on a key in the footer does what the key does", arguments: [false, true])
    func click(isClicked: Bool) throws {
        var desk = Self.desk(under: "versions")
        desk.state.notice = nil
        _ = screen(&desk)
        if isClicked {
            let hit = try #require(desk.state.metrics.hits.first { $0.target == .command("versions.filter") })
            desk.send(.mouse(MouseEvent(kind: .press, button: .left, position: hit.rect.origin)))
        } else {
            desk.press("/")
        }
        let browser = try #require(desk.state.layers.top as? VersionBrowser)
        #expect(browser.isTyping)
        // While the filter is typed, the footer names its keys, and they can be clicked, too.
        #expect(desk.state.hints.map(\.word) == ["keep", "clear", "help"])
        _ = screen(&desk)
        let hit = try #require(desk.state.metrics.hits.first { $0.target == .key(.escape) })
        desk.send(.mouse(MouseEvent(kind: .press, button: .left, position: hit.rect.origin)))
        #expect((desk.state.layers.top as? VersionBrowser)?.filter == nil)
    }

    @Test("the run key is named over a text, a form or a comparison, and over nothing else", arguments: places)
    func runKey(place: String) {
        let desk = Self.desk(under: place)
        let isNamed = desk.state.hints.contains { $0.target == .command("run") && $0.word == "run" }
        #expect(isNamed == ["editor", "form", "compare"].contains(place))
    }

    @Test("a click beside a layer closes it")
    func beside() {
        var desk = Self.desk(under: "list")
        _ = screen(&desk)
        desk.send(.mouse(MouseEvent(kind: .press, button: .left, position: Point(x: 0, y: 0))))
        #expect(desk.state.layers.count == 1)
        desk.send(.mouse(MouseEvent(kind: .press, button: .left, position: Point(x: 79, y: 22))))
        #expect(desk.state.layers.isEmpty)
    }

    @Test("a rebound key of a layer works, stands in its footer and in help, and the old one does nothing")
    func rebound() {
        var desk = Desk(config: Sample.config)
        desk.state.settings.keymap = Keymap([.init("versions.filter", ["x"])])
        desk.state.versions = Sample.versions
        desk.press("f4 /")
        #expect((desk.state.layers.top as? VersionBrowser)?.isTyping == false)
        desk.state.notice = nil
        #expect(screen(&desk).last?.contains("x filter") == true)
        desk.press("x")
        #expect((desk.state.layers.top as? VersionBrowser)?.isTyping == true)
        let lines = HelpText.lines(desk.state.settings.keymap, filter: "filter the versions", width: 100)
        #expect(
            lines.contains(.entry(keys: "x", text: "Filter the versions. By number, hash, name, note and environment."))
        )
    }

    @Test("the palette over a layer has the layer's commands, and does them there")
    func palette() throws {
        var desk = Self.desk(under: "versions")
        desk.press("ctrl-p")
        let palette = try #require(desk.state.layers.top as? Palette)
        #expect(palette.commands.contains { $0.id == "versions.filter" })
        #expect(!palette.commands.contains { $0.id == "config.edit" || $0.id == "log.next" })
        desk.type("filter the versions")
        desk.press("enter")
        #expect((desk.state.layers.top as? VersionBrowser)?.isTyping == true)
    }

    @Test("help opens at the keys of what ? was pressed in")
    func help() {
        var desk = Self.desk(under: "versions")
        desk.press("?")
        #expect(desk.screen.contains("│ In the versions (F4)"))
        desk.press("q")
        #expect(desk.state.layers.top is VersionBrowser)
    }

    @Test("a layer that changes itself into another one is not put back")
    func replaced() {
        var desk = Self.desk(under: "form")
        desk.press("ctrl-t")
        #expect(desk.state.layers.top is TextEditor && desk.state.layers.count == 1)
        desk.press("ctrl-t")
        #expect(desk.state.layers.top is SchemaForm && desk.state.layers.count == 1)
    }

    @Test("a layer as high as the body hides the panes beside it")
    func opaque() {
        var desk = Self.desk(under: "editor", width: 160, height: 40)
        let lines = screen(&desk)
        #expect(lines[1].first == " " && lines[20].hasPrefix("    "))
        // Blanks at the end of a line are not written, so that nothing stands right of the layer.
        #expect(lines[20].count < 140)
        #expect(!lines.joined().contains("Temperature"))
    }

    @Test("no key in any layer is a crash, at any size", arguments: places)
    func sizes(place: String) {
        let keys =
            Command.all.filter { $0.place.name == place || $0.place == .anywhere }.flatMap(\.keys)
            + [
                "up", "down", "left", "right", "home", "end", "pgup", "pgdn", "tab", "shift-tab", "enter", "space",
                "backspace", "delete", "g", "G", "j", "k", "ctrl-u", "ctrl-d", "x", "7", "ctrl-w", "escape",
            ]
        let sizes = (1...20).map { ($0, min($0, 8)) } + [(20, 1), (1, 8), (60, 10), (40, 10), (10, 60), (80, 24)]
        for (width, height) in sizes {
            for key in keys where !["ctrl-z", "ctrl-g"].contains(key) {
                var desk = Self.desk(under: place)
                desk.send(.resized(Size(width: width, height: height)))
                desk.press(key)
                _ = screen(&desk)
                desk.send(.mouse(MouseEvent(kind: .wheelDown, button: .none, position: Point(x: 1, y: 1))))
                desk.paste("a\nb")
                _ = screen(&desk)
            }
        }
    }
}
