import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@Suite struct LineInputTests {
    private func line(_ desk: Desk) -> LineInput? {
        desk.state.layers.top as? LineInput
    }

    @Test(
        "an image is attached by URL or path",
        arguments: [
            ("https://example.org/a.png", ["https://example.org/a.png"]), ("chart.png", ["chart.png"]),
            ("'/tmp/my chart.png'", ["/tmp/my chart.png"]), ("/tmp/my\\ chart.png", ["/tmp/my chart.png"]),
            ("file:///tmp/my%20chart.png", ["/tmp/my chart.png"]), ("my chart.png", ["my chart.png"]),
            ("a.png 'b c.jpg' https://x.org/d", ["a.png", "b c.jpg", "https://x.org/d"]), ("it's.png", ["it's.png"]),
            ("a.png\nb.png", ["a.png", "b.png"]),
        ])
    func images(text: String, places: [String]) {
        var desk = Desk(focus: .thread)
        desk.press("alt-i")
        desk.paste(text)
        desk.press("enter")
        #expect(desk.effects == [.image(.read(places, into: .written(0), relativeTo: nil))])
        #expect(desk.state.layers.isEmpty)
    }

    @Test("an image for a message is looked for from the working directory, where the completion looks, too")
    func workingDirectory() {
        var desk = Desk(focus: .thread)
        desk.state.draft.file = OpenedFile(PromptDocument(), path: "/home/a/weather.prompt", fingerprint: "1")
        desk.press("alt-i")
        desk.type("x.png")
        desk.press("enter")
        #expect(desk.effects == [.image(.read(["x.png"], into: .written(0), relativeTo: nil))])
    }

    @Test("Tab asks for paths and goes on as far as they agree")
    func completion() {
        var desk = Desk(focus: .thread)
        desk.press("alt-i")
        desk.type("ch")
        desk.press("tab")
        let serial = desk.state.serial
        #expect(desk.effects == [.files(.completePath(serial, "ch"))])
        desk.send(.files(.pathsCompleted(serial, ["chart1.png", "chart2.png"])))
        #expect(line(desk)?.buffer.text == "chart")
        #expect(line(desk)?.rows.count == 2)
        desk.press("down down enter")
        #expect(desk.effects == [.image(.read(["chart2.png"], into: .written(0), relativeTo: nil))])
    }

    @Test("paths that answer an older text are dropped")
    func lateAnswer() {
        var desk = Desk(focus: .thread)
        desk.press("alt-i")
        desk.type("c")
        let old = desk.state.serial
        desk.type("h")
        desk.send(.files(.pathsCompleted(old, ["cat.png"])))
        #expect(line(desk)?.rows.isEmpty == true)
    }

    @Test("Enter on a folder goes into it")
    func intoFolder() {
        var desk = Desk(focus: .thread)
        desk.press("alt-i")
        desk.type("p")
        desk.send(.files(.pathsCompleted(desk.state.serial, ["images/"])))
        desk.press("down enter")
        #expect(line(desk)?.buffer.text == "images/")
        #expect(desk.effects == [.files(.completePath(desk.state.serial, "images/"))])
    }

    @Test("opening offers stored prompts and paths together")
    func open() throws {
        var desk = Desk(focus: .thread)
        desk.press("ctrl-o")
        let serial = desk.state.serial
        #expect(desk.effects == [.prompts(.list), .files(.completePath(serial, ""))])
        let newest = Sample.versions[0].id
        let prompts = ["weather", "harbours"].map {
            PromptSummary(name: $0, versionCount: 3, newest: newest, changedAt: Sample.versions[0].createdAt)
        }
        desk.send(.prompts(.listed(prompts)))
        desk.send(.files(.pathsCompleted(serial, ["a.prompt"])))
        #expect(line(desk)?.rows == [.prompt(prompts[0]), .prompt(prompts[1]), .path("a.prompt")])
        desk.type("weather")
        desk.press("enter")
        #expect(desk.effects == [.version(.load(newest, prompt: "weather", opens: true))])
        desk.press("ctrl-o")
        desk.type("b.prompt")
        desk.press("enter")
        #expect(desk.effects == [.files(.load(path: "b.prompt"))])
    }

    @Test("saving without a file asks for a name")
    func save() {
        var desk = Desk(focus: .thread)
        desk.press("ctrl-s")
        #expect(line(desk)?.buffer.text == "harbours.prompt")
        desk.press("enter")
        #expect(
            desk.effects.contains(
                .files(
                    .save(
                        DocumentSave(
                            document: desk.state.draft.document, path: "harbours.prompt", replacing: .nothing),
                        draft: desk.state.draft.documentID))))
    }

    @Test("an empty line and Esc do nothing", arguments: ["enter", "esc"])
    func nothing(key: String) {
        var desk = Desk(focus: .thread)
        desk.press("alt-i \(key)")
        #expect(desk.effects.isEmpty)
        #expect(desk.state.layers.isEmpty)
    }
}
