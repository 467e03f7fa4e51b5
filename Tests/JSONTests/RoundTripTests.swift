import JSON
import TestSupport
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

    @Test("random bytes do not crash, and what is JSON among them round trips")
    func randomBytes() throws {
        var generator = SeededGenerator(seed: 44)
        let alphabet = Array("{}[]:,\"\\u0123eE+-.tfnrul as".utf8)
        for round in 0..<10_000 {
            let bytes = (0..<generator.below(24)).map { _ in
                round % 2 == 0 ? UInt8(truncatingIfNeeded: generator.next()) : generator.pick(alphabet)
            }
            try check(bytes)
        }
    }

    @Test("damaged JSON does not crash, and what is still JSON round trips")
    func mutations() throws {
        var generator = SeededGenerator(seed: 45)
        for _ in 0..<10_000 {
            let value = generator.value(depth: 3)
            try check(generator.mutated(Array((generator.below(4) == 0 ? value.pretty() : value.compact).utf8)))
        }
    }

    private func check(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let isUTF8 = Array(text.utf8) == bytes
        let completed = PartialJSON.completing(text)
        if let completed {
            #expect(throws: Never.self, "\(text.debugDescription)") { try JSONValue(parsing: completed) }
        }
        switch Result(catching: { () throws(JSONParseError) in try JSONValue(parsing: bytes) }) {
        case .success(let value):
            #expect(isUTF8)
            #expect(try JSONValue(parsing: value.compact) == value)
            #expect(try JSONValue(parsing: text) == value)
            #expect(PartialJSON.value(of: text) == value)
        case .failure(let error):
            #expect((0...bytes.count).contains(error.offset) && error.line > 0 && error.column > 0)
            guard isUTF8 else { return }
            // Where the text is wrong before its end, it is no beginning of JSON, unless it ends in half a literal.
            let rest = String(decoding: bytes[error.offset...], as: UTF8.self)
            let mayGoOn = rest.isEmpty || ["true", "false", "null"].contains { $0.hasPrefix(rest) }
            #expect(mayGoOn || completed == nil, "\(text.debugDescription)")
        }
    }
}
