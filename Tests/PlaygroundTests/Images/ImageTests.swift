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
