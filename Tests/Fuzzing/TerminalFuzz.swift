import TextUI

/// What terminals send of their own accord (answers, reports, pastes) and what is typed in between, cut at random places with
/// pauses of any length.
package struct TerminalFuzz: FuzzTarget {
    package static let name = "terminal"

    /// Whole, these mean no key.
    private static let reports = [
        "\u{1B}[?61;4;6;22;28;32;52c", "\u{1B}P>|foot(1.16.2)\u{1B}\\", "\u{1B}_Gi=31;OK\u{1B}\\", "\u{1B}[6;20;10t",
        "\u{1B}]11;rgb:0000/1111/2222\u{7}", "\u{1B}]10;rgb:0/0/0\u{1B}\\", "\u{1B}[<0;10;5M", "\u{1B}[<64;1;1m",
        "\u{1B}[24;80R", "\u{1B}[?2026;2$y", "\u{1B}P1+r544e=78\u{1B}\\",
    ]
    private static let pastes = ["one", "a\tb\nc", "é漢🌊", "rm -rf\r\n\u{3}", "\u{1B}[A", "x\u{1B}]0;y\u{7}"]
    private static let typed = ["x", "é", "\r", "\u{1B}[A", "\u{1B}[1;5D", "\u{1B}OP", "\u{3}", " ", "漢"]

    package init() {}

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        var text = ""
        for _ in 0...numbers.below(6) {
            switch numbers.below(4) {
            case 0: text += "\u{1B}[200~" + numbers.pick(Self.pastes) + "\u{1B}[201~"
            case 1: text += numbers.pick(Self.typed)
            default: text += numbers.pick(Self.reports)
            }
        }
        return Array(text.utf8)
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        var whole = InputDecoder()
        let expected = Self.plain(whole.decode(input, at: 1) + whole.flush())
        // A line that is slow, but not slower than the decoder is patient.
        let patient = InputPatience(escape: 0.5)
        let slow = Self.read(numbers.cut(input, longest: numbers.pick([1, 3, 30])), patient) {
            numbers.pick([0, 0.02, 0.1])
        }
        try require(Self.plain(slow) == expected, "is \(expected) at once, and \(slow) over a slow line")
        try checkSilences(numbers.pick(Self.reports), &numbers)
        try checkEnd(of: input, &numbers)
    }

    /// A report that is cut in two is never typed, however long the pause is.
    private func checkSilences(_ report: String, _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        let bytes = Array(report.utf8)
        let cut = 1 + numbers.below(bytes.count - 1)
        let pause = numbers.pick([0.01, 0.2, 0.7, 1.5, 2.9])
        let pieces = [Array(bytes[..<cut]), Array(bytes[cut...])]
        var pauses = [0, pause].makeIterator()
        let events = Self.read(pieces, InputPatience()) { pauses.next() ?? 0 }
        for case .key(let key) in events {
            try require(
                key.typedCharacter == nil, "\(report.debugDescription), cut at \(cut) for \(pause) s, types \(events)")
        }
    }

    /// Whatever was cut off: after a while nothing waits, and a key is a key.
    private func checkEnd(of input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        var decoder = InputDecoder()
        let start = Array(input.prefix(numbers.below(input.count + 1)))
        _ = decoder.decode(start, at: 1)
        let paste = decoder.isPasting
        let rest = decoder.expire(at: 10)
        try require(!decoder.isWaiting && !decoder.isPasting, "still waits after nine seconds")
        try require(
            rest.filter { if case .paste = $0 { false } else { paste } }.isEmpty, "types what was pasted: \(rest)")
        let key = decoder.decode("x".utf8, at: 10.1) + decoder.flush()
        try require(key == [.key(.character("x"))], "leaves the decoder so that an x is \(key)")
    }

    private static func read(
        _ pieces: [[UInt8]], _ patience: InputPatience, pause: () -> Double
    ) -> [TerminalEvent] {
        var decoder = InputDecoder(patience: patience)
        var events: [TerminalEvent] = []
        var time = 1.0
        for piece in pieces where !piece.isEmpty {
            time += pause()
            if let deadline = decoder.deadline, deadline <= time { events += decoder.expire(at: deadline) }
            events += decoder.decode(piece, at: time)
        }
        return events + decoder.expire(at: time + 10)
    }

    /// Whether a Tab stands in a text is told by what came in the same read.
    private static func plain(_ events: [TerminalEvent]) -> [TerminalEvent] {
        events.map { $0 == .textTab ? .key(.tab) : $0 }
    }
}
