import TextUI

/// What a terminal sends, or what is sent in its name.
package struct KeysFuzz: FuzzTarget {
    package static let name = "keys"

    private static let damage = Damage(tokens: [
        "\u{1B}", "\u{1B}[", "\u{1B}O", "\u{1B}]", "\u{1B}P", "\u{1B}_G", "\u{1B}\\", "\u{7}", "\u{1B}[200~",
        "\u{1B}[201~", "\u{1B}[<0;10;5M", "\u{1B}[<64;1;1m", "\u{1B}[M !!", "\u{1B}[1;5D", "\u{1B}[13;2u",
        "\u{1B}[27;5;13~", "\u{1B}[[A", "\u{1B}[15~", "\u{1B}[I", "\u{1B}]11;rgb:0/0/0", "\u{1B}[97;5:3u", ";", ":",
        "<",
        "?", "0", "1", "5", "99999999999", "~", "u", "M", "m", "R", "a", "Z", "\r", "\n", "\t", " ", "é", "漢", "🌊",
        "e\u{301}", "\u{9B}",
    ])
    private static let terminal: [[UInt8]: Key] = [
        Array("\u{1B}[[A".utf8): .function(1), Array("\u{1B}[25~".utf8): Key(.function(3), .shift),
    ]

    package init() {}

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        if numbers.chance(10) {
            return (0..<numbers.below(24)).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
        }
        let bytes = Self.damage.tokens(most: 12, &numbers)
        return numbers.chance(50) ? bytes : Self.damage.of(bytes, &numbers)
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        var decoder = InputDecoder(sequences: Self.terminal)
        let whole = decoder.decode(input)
        var other = InputDecoder(sequences: Self.terminal)
        let pieces = numbers.cut(input, longest: numbers.pick([1, 2, 9])).flatMap { other.decode($0) }
        // Whether a Tab stands in a text is told by what came in the same read.
        func plain(_ events: [TerminalEvent]) -> [TerminalEvent] { events.map { $0 == .textTab ? .key(.tab) : $0 } }
        try require(plain(whole) == plain(pieces), "is \(whole) in one piece, and \(pieces) in several")
        let rest = decoder.flush()
        try require(rest == other.flush(), "has another end in pieces")
        try require(!decoder.isWaiting, "waits for more after the flush")
        for event in whole + rest { try checkEvent(event) }
        // Whatever came before: after the end of a paste and a flush, a key is a key.
        _ = decoder.decode("\u{1B}[201~".utf8)
        _ = decoder.flush()
        let key = decoder.decode("x".utf8) + decoder.flush()
        try require(key == [.key(.character("x"))], "leaves the decoder so that an x is \(key)")
    }

    private func checkEvent(_ event: TerminalEvent) throws(FuzzFinding) {
        switch event {
        case .key(let key):
            // Beyond ASCII a character may melt into the modifier's name before it.
            guard key.typedCharacter?.isASCII ?? key.description.utf8.allSatisfy({ $0 < 0x80 }) else { return }
            try require(Key(description: key.description) == key, "is \(key), whose name means another key")
        case .paste(let text):
            try require(!text.utf8.contains(0x0D), "is a paste with a carriage return")
        case .mouse(let mouse):
            try require(mouse.position.x >= 0 && mouse.position.y >= 0, "is a click outside: \(mouse)")
        case .textTab, .resized, .hangup, .focus, .report: break
        }
    }
}
