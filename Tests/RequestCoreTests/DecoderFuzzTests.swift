import RequestCore
import TestSupport
import Testing

/// Streams that were damaged at random: nothing crashes, and what comes out is consistent.
@Suite struct DecoderFuzzTests {
    private static let seed = Array(
        """
        : hi\r\ndata: {"id":"c","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"é😀"},"logprobs":{"content":[{"token":"a"}]}}]}\r\n\r
        data: {"choices":[{"index":1,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\":"}}]}}]}

        data: {"choices":[{"index":1,"delta":{"tool_calls":[{"index":6,"function":{"arguments":"1}"}},{"id":"b","function":{"name":"g"}}]},"finish_reason":"tool_calls"}]}

        data: {"choices":[{"index":0,"delta":{"function_call":{"name":"h","arguments":"{}"},"reasoning":"r","refusal":"n"}}],"error":null}

        event: error
        data: {"error":{"message":"m","code":7}}

        data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}

        data: [DONE]


        """.utf8)
    private static let interesting = Array("{}[]\",:\\\r\n 019-e.\u{FEFF}\u{0}nulltruedata".utf8)

    @Test("20,000 mutated streams in random pieces")
    func mutated() {
        var generator = SeededGenerator(seed: 20_261_120)
        var inconsistent = 0
        for _ in 0..<20_000 {
            let bytes = mutate(&generator)
            let reply = read(bytes, &generator)
            let ids = reply.choices.map { $0.message.toolCalls.map(\.id) }
            let hasAllIDs = ids.allSatisfy { $0.allSatisfy { !$0.isEmpty } && Set($0).count == $0.count }
            if reply.choices.isEmpty || reply.choices.count > 128 || !hasAllIDs { inconsistent += 1 }
        }
        #expect(inconsistent == 0)
    }

    private func mutate(_ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = Self.seed
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let at = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes[at] = Self.interesting.randomElement(using: &generator) ?? 0
            case 2: bytes.removeSubrange(at..<min(at + Int.random(in: 1...40, using: &generator), bytes.count))
            case 3:
                let end = min(at + Int.random(in: 1...200, using: &generator), bytes.count)
                bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &generator))
            default: bytes.insert(Self.interesting.randomElement(using: &generator) ?? 0, at: at)
            }
            if bytes.isEmpty { return Self.seed }
        }
        return bytes
    }

    private func read(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> Reply {
        var parser = EventStreamParser()
        var decoder = ChunkDecoder()
        var events: [RunEvent] = []
        var at = 0
        do throws(RunError) {
            while at < bytes.count {
                let end = min(at + Int.random(in: 1...300, using: &generator), bytes.count)
                for event in parser.feed(Array(bytes[at..<end])) where !event.isDone {
                    try decoder.decode(chunk: event.data, into: &events)
                }
                at = end
            }
            if let last = parser.finish(), !last.isDone { try decoder.decode(chunk: last.data, into: &events) }
        } catch {}
        decoder.finish(into: &events)
        var reply = Reply()
        for event in events { reply.apply(event) }
        return reply
    }
}
