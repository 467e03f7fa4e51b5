import Fuzzing
import JSON
import Testing

@Suite("Round trips and hostile input")
struct RoundTripTests {
    @Test("what is written reads back as the same value")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 42)
        for _ in 0..<2000 {
            let value = generator.value()
            let compact = value.compact
            #expect(try JSONValue(parsing: compact) == value)
            #expect(try JSONValue(parsing: compact).compact == compact)
            #expect(try JSONValue(parsing: value.pretty(indent: generator.below(4))) == value)
            let canonical = value.canonical
            #expect(try JSONValue(parsing: canonical).canonical == canonical)
            #expect(PartialJSON.completing(compact) == compact)
        }
    }

    @Test("equal values have equal hashes")
    func hashes() throws {
        var generator = SeededGenerator(seed: 43)
        for _ in 0..<300 {
            let value = generator.value()
            #expect(try JSONValue(parsing: value.pretty()).hashValue == value.hashValue)
        }
    }

    @Test("of damaged and random texts, what is JSON by the grammar round trips, and the rest is refused with a place")
    func damaged() {
        #expect(throws: Never.self) { try JSONFuzz().run(seed: 45, inputs: 20_000) }
    }
}
