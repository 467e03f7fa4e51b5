import RequestCore

/// Event streams, however broken, in pieces cut anywhere.
package struct EventsFuzz: FuzzTarget {
    package static let name = "events"

    private static let damage = Damage(tokens: [
        "data:", "data: ", "data", "event:", "event: error", "id: 1", "retry: 10", ": comment", ":", " ", "\t", "\n",
        "\n", "\n\n", "\r", "\r\n", "\r\n\r\n", "\u{FEFF}", "[DONE]", "data: [DONE]\n\n", "{\"a\":1}", "{", "}", "[",
        "]", "x", "é", "data: {\"a\":\ndata: 1}\n\n", "Data: x", "data : x", "datax: y", "\u{0}", "\u{2028}", "\u{85}",
    ])

    private static let seeds: [[UInt8]] = [
        "data: {\"a\":1}\n\ndata: {\"b\":2}\n\ndata: [DONE]\n\n",
        "\u{FEFF}: hello\r\ndata: one\r\ndata:two\r\n\r\nevent: error\r\ndata: {\"message\":\"é😀\"}\r\n\r\n",
        "id: 7\rdata: a\rdata\rdata: b\r\revent: x\revent\rdata:  c\r\r",
        "data: {\"last\":true}",
        "retry: 3000\n\n\n\n:\n:\n\ndata:\n\ndata: \n\ndata:x\n\n",
    ].map { Array($0.utf8) }

    package init() {}

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        switch numbers.below(8) {
        case 0: return (0..<numbers.below(40)).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
        case 1, 2, 3: return Self.damage.tokens(most: 24, &numbers)
        case 4: return Self.damage.of(numbers.pick(Self.seeds) + numbers.pick(Self.seeds), &numbers)
        default: return Self.damage.of(numbers.pick(Self.seeds), &numbers)
        }
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        let expected = EventStreamReference(input)
        var parser = EventStreamParser(endMark: "[DONE]")
        try compare(parser.feed(input), parser.finish(), expected, "in one piece")
        // The same parser once more: its end is a new beginning.
        let events = numbers.cut(input, longest: numbers.pick([1, 3, 40])).flatMap { parser.feed($0) }
        try compare(events, parser.finish(), expected, "in pieces")
        parser = EventStreamParser(endMark: "[DONE]")
        try compare(input.flatMap { parser.feed([$0]) }, parser.finish(), expected, "byte by byte")
    }

    private func compare(
        _ events: [ServerSentEvent], _ last: ServerSentEvent?, _ expected: EventStreamReference, _ how: String
    ) throws(FuzzFinding) {
        try require(events == expected.events, "\(how), its events are \(events), by the standard \(expected.events)")
        try require(
            last == expected.last, "\(how), it ends with \(shown(last)), by the standard \(shown(expected.last))")
    }

    private func shown(_ event: ServerSentEvent?) -> String { event.map { "\($0)" } ?? "nothing" }
}
