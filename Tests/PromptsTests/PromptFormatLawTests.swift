import Fuzzing
import JSON
import Testing

@testable import Prompts

@Suite struct PromptFormatLawTests {
    private func same(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

    @Test("what is written reads back as the same document, byte for byte", arguments: 0..<24)
    func roundTrip(seed: Int) throws {
        var texts = HostileTexts(seed: UInt64(seed))
        for _ in 0..<40 {
            let document = texts.document()
            let text = PromptFormat.text(of: document)
            let read = try PromptFormat.parse(text)
            #expect(read == document, "seed \(seed): \(text.debugDescription)")
            #expect(same(PromptFormat.text(of: read), text), "seed \(seed): \(text.debugDescription)")
            #expect(read.config.canonicalJSON.utf8.elementsEqual(document.config.canonicalJSON.utf8))
            #expect(same(PromptFormat.updating(text, to: read), text))
        }
    }

    @Test("any text either parses and is kept by an update without changes, or is refused with a place")
    func anyText() {
        #expect(throws: Never.self) { try PromptFuzz().run(seed: 1, inputs: 2_000) }
    }

    @Test("an update over any file reads back as the document that was saved", arguments: 0..<20)
    func updates(seed: Int) throws {
        var texts = HostileTexts(seed: UInt64(2000 + seed))
        for _ in 0..<40 {
            let before = texts.document()
            var after = texts.chance(50) ? texts.document() : before
            if texts.chance(50) { after.config.template = before.config.template + [texts.message()] }
            if texts.chance(50) { after.config[.temperature] = 0.5 }
            let updated = PromptFormat.updating(PromptFormat.text(of: before), to: after)
            #expect(try PromptFormat.parse(updated) == after, "seed \(seed)")
        }
    }
}
