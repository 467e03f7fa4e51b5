import Playground
import Prompts
import RequestCore
import TestSupport
import Testing
import TextUI

/// Draws every image as a field of one letter; what is called broken it cannot draw.
struct LetterBench: ImageBench {
    var failure: String?
    var longestSide: Int?

    func draw(_ bytes: [UInt8], as key: ImageKey) async -> ImageOutcome {
        if let failure { return .failed(failure) }
        let row = String(repeating: "#", count: key.size.width)
        let text = Array(repeating: row, count: key.size.height).joined(separator: "\n")
        guard let art = try? CellArt(reading: text, size: key.size) else { return .failed("too large") }
        return .drawn(.art(art))
    }

    func open(_ bytes: [UInt8], facts: ImageFacts) async throws {
        throw FieldError(message: "opened \(facts.typeName)")
    }
    func open(url: String) async throws { throw FieldError(message: "opened \(url)") }
    func clipboard() async throws -> [UInt8] { try Etude.image("sun.jpg") }
    func fetch(_ url: String) async throws -> [UInt8] { try Etude.image("sun.webp") }
    func shrink(_ bytes: [UInt8], to side: Int) async throws -> [UInt8] { try Etude.image("sun.png") }
}

@MainActor @Suite("Images on the screen")
struct ImageTests {
    private func harness(
        width: Int = 80, height: Int = 24, images: LetterBench = LetterBench()
    ) async throws -> Harness {
        let harness = try await Harness(width: width, height: height, images: images)
        try await harness.store.saveBlob(try Etude.image("sun.png"), sha256: String(repeating: "ab", count: 32))
        return harness
    }

    private func attach(_ harness: Harness) async throws {
        try await harness.press("alt-i")
        try await harness.type("chart.png")
        try await harness.press("enter")
        try await harness.see("▣ chart.png")
    }

    @Test("an image that is attached is drawn below its description")
    func thread() async throws {
        let harness = try await harness()
        try await attach(harness)
        try await harness.see("################")
        let rows = harness.terminal.text.split(separator: "\n").filter { $0.contains("####") }
        #expect(rows.count == 6)
    }

    @Test("an image goes with the message when it is folded")
    func folded() async throws {
        let harness = try await harness()
        try await attach(harness)
        try await harness.type("look")
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.press("esc g space")
        try await harness.seeGone("####")
        try await harness.press("space")
        try await harness.see("####")
    }

    @Test("where an image cannot be drawn, its description and the reason stand there")
    func failure() async throws {
        let harness = try await harness(images: LetterBench(failure: "chafa is not installed"))
        try await attach(harness)
        try await harness.see("▣ chart.png", "chafa is not installed")
    }

    @Test("an image whose bytes are gone is told as such")
    func gone() async throws {
        let harness = try await Harness(images: LetterBench())
        try await attach(harness)
        try await harness.see("its bytes are not in the store")
    }

    @Test("an image that could not be drawn is tried again after Ctrl-L")
    func again() async throws {
        let harness = try await Harness(images: LetterBench())
        try await attach(harness)
        try await harness.see("its bytes are not in the store")
        try await harness.store.saveBlob(try Etude.image("sun.png"), sha256: String(repeating: "ab", count: 32))
        try await harness.press("ctrl-l")
        try await harness.see("####")
    }

    @Test("where nothing is to be drawn, the description is all there is")
    func described() async throws {
        let harness = try await Harness()
        try await attach(harness)
        #expect(harness.state.images.failures.isEmpty)
        #expect(!harness.terminal.text.contains("not in the store"))
    }

    @Test("an opened log shows its images")
    func log() async throws {
        let harness = try await harness(width: 120, height: 40)
        try await attach(harness)
        try await harness.type("look")
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.press("f6")
        try await harness.see("1 of 1")
        try await harness.press("enter")
        try await harness.see("Messages", "▣ chart.png", "####")
    }

    @Test("an image that is scrolled half out of view is cut, not moved")
    func scrolled() async throws {
        let harness = try await harness()
        try await attach(harness)
        try await harness.see("####")
        try await harness.type((1...17).map { "line \($0)" }.joined(separator: "\n"))
        try await harness.see("line 17")
        let rows = harness.terminal.text.split(separator: "\n").filter { $0.contains("####") }
        #expect(rows.count < 6)
    }
}

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

@MainActor @Suite("Attaching images")
struct AttachingTests {
    @Test("a remote image is not fetched by being looked at; f fetches it, and its URL is what is sent")
    func remote() async throws {
        let harness = try await Harness(width: 100, height: 30, images: LetterBench())
        try await harness.press("alt-i")
        try await harness.type("https://example.org/sun.webp")
        try await harness.press("enter")
        try await harness.see("▣ sun.webp  example.org", "not fetched")
        try await harness.press("alt-v")
        try await harness.see("Not fetched. Press f")
        try await harness.press("f")
        try await harness.see("####", "64×48")
        try await harness.press("q")
        try await harness.see("▣ sun.webp  64×48  webp", "####")
        #expect(harness.state.thread.composer.images == [ImagePart(url: "https://example.org/sun.webp")])
    }

    @Test("an image of a host that the settings name is fetched when it is looked at; of others none is")
    func trusted() async throws {
        var settings = AppSettings(providers: .simulatorOnly, keymap: .standard)
        settings.fetchImages = ["*.example.org"]
        let harness = try await Harness(width: 100, height: 30, images: LetterBench(), settings: settings)
        for url in ["https://example.com/moon.webp", "https://img.example.org/sun.webp"] {
            try await harness.press("alt-i")
            try await harness.type(url)
            try await harness.press("enter")
        }
        try await harness.see("▣ sun.webp  64×48  webp", "####", "▣ moon.webp  example.com", "not fetched")
    }

    @Test(
        "what is pasted and means images is offered, and taken by Alt-I only",
        arguments: [
            ("/tmp/a.png", 1), ("'/tmp/a b.png'", 1), ("/tmp/a\\ b.PNG /tmp/c.jpg\n", 2), ("file:///tmp/a%20b.gif", 1),
            ("https://example.org/a.webp?x=1", 1), ("data:image/png;base64,iVBORw0KGgo=", 1),
        ])
    func offered(_ text: String, _ count: Int) {
        var desk = Desk(width: 100, height: 30, focus: .thread)
        desk.type("see ")
        desk.paste(text)
        #expect(desk.state.thread.composer.buffer.text.hasPrefix("see " + text.prefix(5)))
        #expect(desk.notice?.contains("Alt-I attaches") == true)
        desk.press("alt-i")
        guard case .image(.read(let images, into: .written(0), relativeTo: nil))? = desk.effects.first else {
            Issue.record("nothing was read: \(desk.effects)")
            return
        }
        #expect(images.count == count)
        #expect(desk.state.thread.composer.buffer.text == "see ")
    }

    @Test("after another key a paste is a text like others", arguments: ["left", "x", "esc"])
    func forgotten(_ key: String) {
        var desk = Desk(width: 100, height: 30, focus: .thread)
        desk.paste("/tmp/a.png")
        desk.press(key)
        desk.press("alt-i")
        #expect(desk.state.layers.count == 1)
        #expect(desk.state.thread.composer.buffer.text.contains("a.png"))
    }

    @Test(
        "texts, and what goes into other messages, are no offer",
        arguments: ["see chart.png", ".png", "a.pdf", "", "data:text/plain,x"])
    func texts(_ text: String) {
        var desk = Desk(width: 100, height: 30, focus: .thread)
        desk.paste(text)
        #expect(desk.notice == nil)
        desk.press("alt-r")
        desk.paste("/tmp/a.png")
        #expect(desk.notice?.contains("attaches") != true)
    }

    @Test("a long data URL waits outside the text until it is attached, or pasted again")
    func long() {
        let url = "data:image/png;base64," + String(repeating: "A", count: 100_000)
        var desk = Desk(width: 100, height: 30, focus: .thread)
        desk.paste(url)
        #expect(desk.state.thread.composer.buffer.isEmpty)
        #expect(desk.notice?.contains("pasting again inserts it as text") == true)
        desk.paste(url)
        #expect(desk.state.thread.composer.buffer.text == url)
        desk.press("ctrl-u")
        desk.paste(url)
        desk.press("alt-i")
        #expect(desk.effects == [.image(.read([url], into: .written(0), relativeTo: nil))])
    }

    @Test("a data URL is kept as an image of the store")
    func dataURL() async throws {
        let harness = try await Harness(width: 100, height: 30, images: LetterBench())
        harness.terminal.send(.paste(DataURL.encode(mediaType: "image/png", bytes: try Etude.image("sun.png"))))
        try await harness.see("Alt-I attaches")
        try await harness.press("alt-i")
        try await harness.see("▣ inline image")
    }

    @Test("where the settings name a longest side, a larger image is attached as a smaller copy, which is said")
    func shrunk() async throws {
        let harness = try await Harness(width: 100, height: 30, images: LetterBench(longestSide: 64))
        try await harness.store.saveBlob(try Etude.image("sun.jpg"), sha256: String(repeating: "ab", count: 32))
        try await harness.press("alt-i")
        try await harness.type("chart.png")
        try await harness.press("enter")
        try await harness.see("now chart.png: 64×48")
        #expect(harness.state.thread.composer.images.map(\.facts?.width) == [64])
    }

    @Test("a pattern attaches all that it matches, the clipboard what it holds")
    func patternAndClipboard() async throws {
        let harness = try await Harness(width: 100, height: 40, images: LetterBench())
        try await harness.press("alt-i")
        try await harness.type("*.png")
        try await harness.press("enter")
        try await harness.see("▣ a.png", "▣ b.png")
        try await harness.press("ctrl-p")
        try await harness.type("clipboard")
        try await harness.press("enter")
        try await harness.see("64×48  jpeg")
    }
}

@Suite("Images in pixels, where the terminal can")
struct PixelImageTests {
    private func shelf(_ reports: TerminalReport...) -> ImageShelf {
        var shelf = ImageShelf()
        shelf.mode = .cells(colors: 256, isUnicode: true)
        for report in reports { shelf.take(report) }
        return shelf
    }

    @Test("both the protocol and a terminal that shows images in cells are asked for")
    func reports() {
        #expect(shelf(.name("kitty(0.35.2)"), .kittyGraphics).mode == .pixels)
        #expect(shelf(.kittyGraphics, .name("ghostty 1.1")).mode == .pixels)
        #expect(shelf(.kittyGraphics, .name("xterm-kitty")).mode == .pixels)
        #expect(shelf(.kittyGraphics, .name("WezTerm 2024")).mode != .pixels)
        #expect(shelf(.kittyGraphics).mode != .pixels)
        #expect(shelf(.name("kitty")).mode != .pixels)
    }

    @Test("sixels are taken where a terminal takes them, says how large its cells are, and has no placeholders")
    func sixels() {
        let cell = TerminalReport.cellSize(Size(width: 10, height: 20))
        let foot = shelf(.name("foot(1.16.2)"), cell, .sixel)
        #expect(foot.mode == .pixels && foot.usesSixels)
        #expect(shelf(.sixel).mode != .pixels)
        #expect(shelf(.kittyGraphics, .name("WezTerm 2024"), .sixel, cell).usesSixels)
        let kitty = shelf(cell, .sixel, .name("kitty(0.35.2)"), .kittyGraphics)
        #expect(kitty.mode == .pixels && !kitty.usesSixels)
        var off = ImageShelf()
        off.mode = .cells(colors: 256, isUnicode: true)
        off.allowsPixels = false
        for report in [cell, .sixel] { off.take(report) }
        #expect(off.mode != .pixels)
    }

    @Test("images have numbers of their own, and those that are kept longest go first")
    func numbers() throws {
        var shelf = shelf(.name("kitty"), .kittyGraphics)
        let text = "\u{1b}_Ga=T,f=32,s=1,v=1,m=0;AAAAAA==\u{1b}\\"
        let size = Size(width: 1, height: 1)
        let image = try PixelImage(readingKitty: text, size: size)
        let keys = (0..<300).map { ImageKey(sha256: "\($0)", size: size, mode: .pixels) }
        for key in keys { shelf.take(.drawn(.pixels(image)), for: key) }
        let kept = keys.compactMap { key -> PixelImage? in
            if case .pixels(let image)? = shelf.look(key) { image } else { nil }
        }
        #expect(kept.count == 60)
        #expect(Set(kept.map(\.id)).count == 60)
        #expect(kept.allSatisfy { PixelImage.ids.contains($0.id) && shelf.pixels($0.id) == $0 })
        #expect(shelf.look(keys[0]) == nil)
    }
}
