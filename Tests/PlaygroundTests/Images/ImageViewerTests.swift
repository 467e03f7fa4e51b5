import Playground
import Prompts
import RequestCore
import TestSupport
import Testing
import TextUI

@MainActor @Suite("Images seen large, and changed there")
struct ImageViewerTests {
    private func image(_ name: String) -> ImagePart {
        ImagePart(
            url: "/home/\(name)",
            facts: ImageFacts(
                sha256: String(repeating: "ab", count: 32), mediaType: "image/png", width: 812, height: 600,
                byteCount: 143_000, name: name))
    }

    private func desk(_ names: String...) -> Desk {
        var desk = Desk(width: 100, height: 30, focus: .thread)
        desk.state.thread.composer.images = names.map(image)
        desk.press("alt-v")
        return desk
    }

    private func names(_ desk: Desk) -> [String] { desk.state.thread.composer.images.map(\.displayName) }

    @Test("an image that cannot be drawn in one size is still drawn in another")
    func failureOfOneSize() throws {
        var desk = Desk(focus: .thread)
        desk.state.images.mode = .cells(colors: 256, isUnicode: true)
        desk.send(.image(.read(image("a.png"))))
        let plan = desk.state.imagePlan
        let attached = try #require(desk.state.thread.composer.images.first)
        let large = try #require(plan.key(of: attached, in: Size(width: 100, height: 40)))
        desk.send(.image(.drawn(large, .failed("too large"))))
        let now = desk.state.imagePlan
        #expect(now.failure(of: attached, in: Size(width: 100, height: 40)) == "too large")
        #expect(now.key(of: attached, width: 30) != nil && now.failure(of: attached, width: 30) == nil)
    }

    @Test("an image that comes after its message was sent is not sent with the next one")
    func late() {
        var desk = Desk(config: Config(model: "m"), focus: .thread)
        desk.type("first question")
        let target = desk.state.imageTarget
        desk.press("ctrl-r")
        desk.send(.image(.read(image("late.png"), into: target)))
        #expect(desk.state.thread.composer.images.isEmpty)
        #expect(desk.notice?.contains("too late") == true)
        desk.send(.image(.read(image("next.png"), into: desk.state.imageTarget)))
        #expect(desk.state.thread.composer.images.map(\.url) == [image("next.png").url])
    }

    @Test("an image that was asked for a selected message goes there, wherever the cursor is by then")
    func selected() {
        var desk = Desk(focus: .thread)
        _ = desk.state.thread.append(Message(.user, "one"))
        _ = desk.state.thread.append(Message(.user, "two"))
        desk.press("esc k")
        let target = desk.state.imageTarget
        desk.press("j i")
        desk.send(.image(.read(image("a.png"), into: target)))
        #expect(desk.state.thread.entries.map(\.message.images.count) == [1, 0])
        #expect(desk.state.thread.composer.images.isEmpty)
    }

    @Test("the image, its description, its place among the others and the keys are on the screen")
    func screen() throws {
        var desk = desk("a.png", "b.png")
        #expect(desk.screen.contains("Image") && desk.screen.contains("1 of 2") && desk.screen.contains("q back"))
        desk.press("right")
        #expect(desk.screen.contains("▣ b.png  812×600  png  143 kB"))
        #expect(desk.screen.contains("2 of 2"))
        desk.press("right")
        #expect(desk.screen.contains("1 of 2"))
        desk.press("q")
        #expect(desk.state.layers.isEmpty)
    }

    @Test("images are moved and removed")
    func order() {
        var desk = desk("a.png", "b.png", "c.png")
        desk.press(">")
        #expect(names(desk) == ["b.png", "a.png", "c.png"])
        desk.press("> > <")
        #expect(names(desk) == ["b.png", "a.png", "c.png"])
        desk.press("d")
        #expect(names(desk) == ["b.png", "c.png"])
        desk.press("d d")
        #expect(names(desk).isEmpty)
        #expect(desk.state.layers.isEmpty)
    }

    @Test("t goes through what the API takes as detail")
    func detail() {
        var desk = desk("a.png")
        var seen: [String?] = []
        for _ in 0..<4 {
            desk.press("t")
            seen.append(desk.state.thread.composer.images[0].detail)
        }
        #expect(seen == ["auto", "low", "high", nil])
    }

    @Test("an image is replaced where it stands, and keeps its detail")
    func replace() {
        var desk = desk("a.png", "b.png")
        desk.press("t e")
        desk.type("new.png")
        desk.press("enter")
        let spot = ImageSpot(place: .composer, index: 0, url: "/home/a.png")
        #expect(desk.effects == [.image(.read(["new.png"], into: .spot(spot), relativeTo: nil))])
        desk.send(.image(.read(image("new.png"), into: .spot(spot))))
        #expect(names(desk) == ["new.png", "b.png"])
        #expect(desk.state.thread.composer.images[0].detail == "auto")
        desk.send(.image(.read(image("late.png"), into: .spot(spot))))
        #expect(names(desk) == ["new.png", "b.png"])
    }

    @Test("in a message of the thread the text stays where it is, and Ctrl-_ brings an image back")
    func message() throws {
        var desk = Desk(width: 100, height: 30, focus: .thread)
        let parts: [ContentPart] = [.image(image("a.png")), .text("between"), .image(image("b.png"))]
        let id = desk.state.thread.append(Message(role: .user, content: parts))
        desk.press("esc v >")
        func content() -> [ContentPart]? { desk.state.thread.entry(id)?.message.content }
        #expect(content() == [.image(image("b.png")), .text("between"), .image(image("a.png"))])
        desk.press("d q")
        #expect(content() == [.image(image("b.png")), .text("between")])
        desk.press("ctrl-_")
        #expect(desk.state.message(.entry(id))?.images.count == 2)
    }

    @Test("a log's images stay as they are")
    func log() {
        var desk = Desk(width: 100, height: 30)
        desk.state.openLog(LogSamples.record(), versionNumber: 1)
        desk.press("v")
        #expect(desk.screen.contains("chart.png"))
        desk.press("d")
        #expect(desk.notice == "a log cannot be changed")
    }

    @Test("an image is opened elsewhere, fetched and shrunk on a key only")
    func edges() {
        var desk = desk("a.png")
        desk.press("o")
        #expect(desk.effects.contains(.image(.open(image("a.png")))))
        desk.press("s")
        let spot = ImageSpot(place: .composer, index: 0, url: "/home/a.png")
        #expect(desk.effects.contains(.image(.shrink(image("a.png"), spot, to: 2048))))
        desk.press("f")
        #expect(desk.notice == "a.png has been fetched already")
    }
}
