/// Makes events from the bytes a terminal sends: UTF-8, control characters, Alt as a leading ESC, xterm's and
/// kitty's key sequences, SGR mouse reports, bracketed pastes; and what terminfo adds for other terminals.
///
/// Bytes that may begin something longer wait until more bytes arrive or the terminal calls `flush`, which it does
/// after the escape delay. Answers of terminals to questions are swallowed.
package struct InputDecoder: Sendable {
    /// The terminal's own sequences from terminfo, each beginning with ESC.
    private let sequences: [[UInt8]: Key]
    private let longestSequence: Int
    private var pending: [UInt8] = []
    private var position = 0
    private var events: [TerminalEvent] = []
    private var isPasting = false
    /// How much of a paste has been searched for its end.
    private var searched = 0

    static let escape: UInt8 = 0x1B
    static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

    /// - Parameter sequences: what the terminal's keys send, where it is known; those without ESC are ignored.
    package init(sequences: [[UInt8]: Key] = [:]) {
        self.sequences = sequences.filter { $0.key.count > 1 && $0.key.first == Self.escape }
        longestSequence = self.sequences.keys.map(\.count).max() ?? 0
    }

    /// True when bytes wait that `flush` would turn into keys after the escape delay.
    package var isWaiting: Bool { !pending.isEmpty && !isPasting }

    /// The events that are complete with these bytes.
    package mutating func decode(_ bytes: some Sequence<UInt8>) -> [TerminalEvent] {
        pending += bytes
        return run(isFlushing: false)
    }

    /// The events of what waited; a lone ESC is the Escape key.
    package mutating func flush() -> [TerminalEvent] {
        isWaiting ? run(isFlushing: true) : []
    }

    private mutating func run(isFlushing: Bool) -> [TerminalEvent] {
        position = 0
        while position < pending.count {
            let step = isPasting ? paste() : Self.step(pending[position...], self, isFlushing: isFlushing)
            guard case .done(let count, let event) = step else { break }
            position += max(1, count)
            if case .begin = event { isPasting = true }
            if case .event(let event) = event { events.append(event) }
        }
        pending.removeFirst(position)
        defer { events = [] }
        return events
    }

    enum Meaning {
        case nothing
        case begin
        case event(TerminalEvent)

        static func key(_ key: Key) -> Meaning { .event(.key(key)) }
    }

    enum Step {
        case wait
        case done(Int, Meaning)
    }

    private mutating func paste() -> Step {
        let rest = pending[position...]
        var index = rest.startIndex + searched
        while let start = rest[index...].firstIndex(of: Self.escape) {
            if rest[start...].starts(with: Self.pasteEnd) {
                isPasting = false
                searched = 0
                let text = String(decoding: rest[..<start], as: UTF8.self)
                return .done(start - position + Self.pasteEnd.count, .event(.paste(Self.normalised(text))))
            }
            index = start + 1
        }
        searched = max(0, rest.count - Self.pasteEnd.count)
        return .wait
    }

    private static func normalised(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        return TextBuffer.split(text, isMultiline: true).joined(separator: "\n")
    }

    private static func step(_ bytes: ArraySlice<UInt8>, _ decoder: InputDecoder, isFlushing: Bool) -> Step {
        guard let first = bytes.first else { return .wait }
        if first != escape { return plain(bytes, isFlushing: isFlushing) }
        if let found = decoder.known(bytes, isFlushing: isFlushing) { return found }
        guard let second = bytes.dropFirst().first else { return isFlushing ? .done(1, .key(.escape)) : .wait }
        let rest = bytes.dropFirst()
        switch second {
        case UInt8(ascii: "["): return EscapeSequence.control(bytes, isFlushing: isFlushing)
        case UInt8(ascii: "O"): return EscapeSequence.single(bytes, isFlushing: isFlushing)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"):
            if let answer = EscapeSequence.answer(bytes, isFlushing: isFlushing) { return answer }
        case escape:
            let third = rest.dropFirst().first
            guard third == UInt8(ascii: "[") || third == UInt8(ascii: "O") else {
                return third == nil && !isFlushing ? .wait : .done(1, .key(.escape))
            }
            return withAlt(step(rest, decoder, isFlushing: isFlushing))
        default: break
        }
        return withAlt(plain(rest, isFlushing: isFlushing))
    }

    static func withAlt(_ step: Step) -> Step {
        guard case .done(let count, .event(.key(let key))) = step else { return step }
        return .done(count + 1, .key(Key(key.code, key.modifiers.union(.alt))))
    }

    /// A terminal's own sequence; the longest that fits.
    private func known(_ bytes: ArraySlice<UInt8>, isFlushing: Bool) -> Step? {
        var best: Step?
        guard longestSequence > 1 else { return nil }
        for length in 2...longestSequence where length <= bytes.count {
            if let key = sequences[Array(bytes.prefix(length))] { best = .done(length, .key(key)) }
        }
        if best == nil, !isFlushing, bytes.count < longestSequence,
            sequences.keys.contains(where: { $0.count > bytes.count && $0.starts(with: bytes) })
        {
            return .wait
        }
        return best
    }

    /// A character or control character.
    private static func plain(_ bytes: ArraySlice<UInt8>, isFlushing: Bool) -> Step {
        guard let first = bytes.first else { return .wait }
        if first < 0x80 { return .done(1, .key(EscapeSequence.key(ascii: first))) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        let scalarBytes = bytes.prefix(length)
        let isBroken = first < 0xC2 || first > 0xF4 || scalarBytes.dropFirst().contains { $0 & 0xC0 != 0x80 }
        if isBroken { return .done(1, .nothing) }
        if scalarBytes.count < length { return isFlushing ? .done(scalarBytes.count, .nothing) : .wait }
        let text = String(decoding: scalarBytes, as: UTF8.self)
        guard let character = text.first, text.unicodeScalars.count == 1, character != "\u{FFFD}" else {
            return .done(length, .nothing)
        }
        return .done(length, .key(.character(character)))
    }
}
