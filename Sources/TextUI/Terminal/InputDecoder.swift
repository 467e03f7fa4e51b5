/// Makes events from the bytes a terminal sends: UTF-8, control characters, Alt as a leading ESC, xterm's and
/// kitty's key sequences, SGR mouse reports, bracketed pastes; and what terminfo adds for other terminals.
///
/// Bytes that may begin something longer wait until more arrive, or until the ``deadline``, when the terminal calls
/// ``expire(at:)``: a lone ESC is the Escape key then, an unfinished sequence or string is given up, and what has come of a
/// paste is taken. What arrives of these later is still recognised. Answers of terminals to questions are swallowed.
package struct InputDecoder: Sendable {
    /// How long to wait for what.
    package var patience: InputPatience
    /// Whether a paste has begun and not ended.
    package private(set) var isPasting = false

    /// The terminal's own sequences from terminfo, each beginning with ESC.
    private var sequences: [[UInt8]: Key] = [:]
    private var longestSequence = 0
    private var pending: [UInt8] = []
    private var position = 0
    private var events: [TerminalEvent] = []
    /// How much of a paste has been searched for its end.
    private var searched = 0
    /// A string whose end has not come.
    private var string: ControlString?
    /// When the last byte came.
    private var touched: Double = 0
    /// What of `pending` came in an earlier read, and how long before this one.
    private var carried = (count: 0, gap: 0.0)
    private var given: LateRest?
    /// Until when answers to a question are awaited.
    private var answersUntil = -Double.infinity

    static let escape: UInt8 = 0x1B
    static let pasteStart: [UInt8] = Array("\u{1B}[200~".utf8)
    static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

    /// - Parameter sequences: what the terminal's keys send, where it is known; those without ESC are ignored.
    package init(sequences: [[UInt8]: Key] = [:], patience: InputPatience = InputPatience()) {
        self.patience = patience
        learn(sequences)
    }

    /// Adds what the terminal's keys send.
    package mutating func learn(_ sequences: [[UInt8]: Key]) {
        self.sequences.merge(sequences.filter { $0.key.count > 1 && $0.key.first == Self.escape }) { $1 }
        longestSequence = self.sequences.keys.map(\.count).max() ?? 0
    }

    /// When to call ``expire(at:)`` unless more bytes arrive; nil while nothing waits.
    package var deadline: Double? {
        if isPasting { return touched + patience.silence }
        if let string {
            return min(touched + patience.silence, max(touched, string.start + InputPatience.string))
        }
        guard let first = pending.first else { return nil }
        guard first == Self.escape else { return touched + patience.silence }
        guard let second = pending.dropFirst().first, second != Self.escape || pending.count > 2 else {
            return touched + (touched < answersUntil ? patience.answer : patience.escape)
        }
        return touched + (pending.count == 2 && second < 0x80 ? patience.introducer : patience.silence)
    }

    /// True when something waits for more bytes or its deadline.
    package var isWaiting: Bool { deadline != nil }

    /// The events that are complete with these bytes, which were read at once.
    ///
    /// - Parameter time: seconds on any clock that never goes back.
    package mutating func decode(_ bytes: some Sequence<UInt8>, at time: Double = 0) -> [TerminalEvent] {
        carried = (pending.count, time - touched)
        pending += bytes
        guard pending.count > carried.count else { return [] }
        touched = time
        if let string, time - string.start > InputPatience.string, !isLastPiece { giveUpString(at: time) }
        takeRest(at: time)
        return run(isFlushing: false)
    }

    /// The events of what has waited for too long.
    package mutating func expire(at time: Double) -> [TerminalEvent] {
        guard let deadline, deadline <= time else { return [] }
        return giveUp(at: time)
    }

    /// The events of whatever waits, as after its deadline.
    package mutating func flush() -> [TerminalEvent] {
        isWaiting ? giveUp(at: touched) : []
    }

    /// Tells that the terminal has been asked something: until it has answered, an ESC is rather the beginning of its answer
    /// than the Escape key, and waits a little longer.
    package mutating func expectAnswers(until time: Double) {
        answersUntil = time
    }

    // MARK: Giving up

    private mutating func giveUp(at time: Double) -> [TerminalEvent] {
        if isPasting { return endPaste(at: time) }
        if string != nil {
            giveUpString(at: time)
            return []
        }
        if pending.first == Self.escape {
            let kind: LateRest.Kind? =
                switch pending.dropFirst().first {
                case nil: .escape
                case UInt8(ascii: "["): .sequence(Array(pending.dropFirst(2)))
                case let second? where ControlString.begins(second): .string(isEnding: false)
                default: nil
                }
            given = kind.map { LateRest(kind: $0, time: time) }
        }
        return run(isFlushing: true)
    }

    private mutating func giveUpString(at time: Double) {
        string = nil
        // An ESC that waited is half of the string's end.
        let isEnding = pending.first == Self.escape && (carried.count > 0 || pending.count == 1)
        if isEnding { pending.removeFirst() }
        given = LateRest(kind: .string(isEnding: isEnding), time: time)
    }

    /// Whether the string's end has arrived, though late.
    private var isLastPiece: Bool {
        var copy = string
        if case .end = copy?.read(pending[...]) { return true }
        return false
    }

    /// Takes what came of a paste whose end has not.
    private mutating func endPaste(at time: Double) -> [TerminalEvent] {
        // Half of its end is no text.
        let lengths = (1..<Self.pasteEnd.count).reversed()
        let half = lengths.first { pending.suffix($0) == Self.pasteEnd.prefix($0) } ?? 0
        let text = pending.dropLast(half)
        let paste = TerminalEvent.paste(Self.normalised(String(decoding: text, as: UTF8.self)))
        defer { pending = [] }
        isPasting = false
        searched = 0
        given = LateRest(kind: .paste(end: Self.pasteEnd.prefix(half)), time: time)
        return text.isEmpty ? [] : [paste]
    }

    /// What this read has of something that was given up goes where it belongs.
    private mutating func takeRest(at time: Double) {
        guard let late = given, carried.count == 0, string == nil, !isPasting else { return }
        given = nil
        switch late.verdict(on: pending, at: time) {
        case .keys: if case .paste = late.kind { given = late }
        case .behindEscape: pending.insert(Self.escape, at: 0)
        case .swallow(let count, let goesOn):
            pending.removeFirst(count)
            if goesOn { given = LateRest(kind: late.kind, time: time) }
        case .paste:
            if pending.starts(with: Self.pasteEnd) {
                pending.removeFirst(Self.pasteEnd.count)
            } else {
                isPasting = true
            }
        }
    }

    // MARK: Reading

    private mutating func run(isFlushing: Bool) -> [TerminalEvent] {
        position = 0
        while position < pending.count {
            let step =
                if isPasting { paste() } else if string != nil { readString() } else {
                    next(pending[position...], isFlushing: isFlushing)
                }
            guard case .done(let count, let meaning) = step else { break }
            position += count
            take(meaning)
        }
        pending.removeFirst(position)
        defer { events = [] }
        return events
    }

    private mutating func take(_ meaning: Meaning) {
        switch meaning {
        case .nothing: break
        case .paste: isPasting = true
        case .string(let kind): string = ControlString(kind: kind, start: touched)
        case .attributes(let hasSixels):
            answersUntil = -.infinity
            if hasSixels { events.append(.report(.sixel)) }
        case .event(let event): events.append(event)
        }
    }

    enum Meaning: Sendable {
        case nothing
        /// The beginning of a paste.
        case paste
        /// The beginning of a control string.
        case string(UInt8)
        /// The answer that every terminal gives, and gives last.
        case attributes(hasSixels: Bool)
        case event(TerminalEvent)

        static func key(_ key: Key) -> Meaning { .event(.key(key)) }
    }

    enum Step {
        case wait
        /// What so many bytes mean.
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

    private mutating func readString() -> Step {
        guard var reading = string else { return .wait }
        let rest = pending[position...]
        let step = reading.read(rest)
        string = reading
        switch step {
        case .goesOn: return .done(rest.count, .nothing)
        case .wait: return rest.count > 1 ? .done(rest.count - 1, .nothing) : .wait
        case .end(let count, let meaning):
            string = nil
            return .done(count, meaning)
        case .broken(let count):
            string = nil
            return .done(count, .nothing)
        }
    }

    private func next(_ bytes: ArraySlice<UInt8>, isFlushing: Bool) -> Step {
        guard let first = bytes.first else { return .wait }
        if first == 0x09, Self.isText(tabAt: position, of: pending) { return .done(1, .event(.textTab)) }
        if first != Self.escape { return Self.plain(bytes, isFlushing: isFlushing) }
        if let found = known(bytes, isFlushing: isFlushing) { return found }
        guard let second = bytes.dropFirst().first else { return isFlushing ? .done(1, .key(.escape)) : .wait }
        let rest = bytes.dropFirst()
        switch second {
        case UInt8(ascii: "["): return EscapeSequence.control(bytes, isFlushing: isFlushing)
        case UInt8(ascii: "O"): return EscapeSequence.single(bytes, isFlushing: isFlushing)
        case _ where ControlString.begins(second):
            guard let third = bytes.dropFirst(2).first else {
                if !isFlushing { return .wait }
                break
            }
            if beginsString(second, third) { return .done(2, .string(second)) }
        case Self.escape:
            let third = rest.dropFirst().first
            guard third == UInt8(ascii: "[") || third == UInt8(ascii: "O") else {
                return third == nil && !isFlushing ? .wait : .done(1, .key(.escape))
            }
            return Self.withAlt(next(rest, isFlushing: isFlushing))
        default: break
        }
        return Self.withAlt(Self.plain(rest, isFlushing: isFlushing))
    }

    /// `ESC P` and the like are keys with Alt, too. Text that comes at the same time makes them the beginning of a string;
    /// what a person types behind such a key comes later.
    private func beginsString(_ kind: UInt8, _ byte: UInt8) -> Bool {
        if ControlString.isAnswer(kind, byte) { return true }
        let isLater = position == 0 && carried.count == 2 && carried.gap > 0.005
        return !isLater && byte >= 0x20 && byte != 0x7F
    }

    /// Whether a Tab stands in a text: nobody types text in the moment of the key.
    private static func isText(tabAt index: Int, of bytes: [UInt8]) -> Bool {
        func isPrintable(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F }
        guard let next = bytes[index...].first(where: { $0 != 0x09 }) else { return false }
        if isPrintable(next) { return true }
        // At the end of a line, with text before and in the next.
        guard next == 0x0D || next == 0x0A, index > 0, isPrintable(bytes[index - 1]) else { return false }
        return bytes[index...].first { $0 != 0x09 && $0 != 0x0D && $0 != 0x0A }.map(isPrintable) ?? false
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
