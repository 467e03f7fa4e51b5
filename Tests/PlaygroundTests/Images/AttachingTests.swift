import Playground
import Prompts
import RequestCore
import TestSupport
import Testing
import TextUI

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
