/// A control string under way: what terminals answer between `ESC P` (DCS), `ESC ]` (OSC), `ESC _` (APC), `ESC ^` (PM) or
/// `ESC X` (SOS) and `ESC \`. Everything in it is swallowed; some answers tell of the terminal.
struct ControlString: Sendable {
    /// The byte behind the ESC, and what came behind that, as far as an answer can be told by it.
    private(set) var head: [UInt8]
    /// When it began.
    let start: Double

    /// Longer strings are no answers.
    private static let longest = 200

    /// What the bytes at hand do to the string.
    enum Step {
        /// It goes on behind all of them.
        case goesOn
        /// Its end may be cut in two: the last byte is an ESC.
        case wait
        /// It ends after as many bytes, and means this.
        case end(Int, InputDecoder.Meaning)
        /// It is broken off before the byte at this place, which is a key or begins another sequence.
        case broken(Int)
    }

    init(kind: UInt8, start: Double) {
        head = [kind]
        self.start = start
    }

    /// Reads on.
    mutating func read(_ bytes: ArraySlice<UInt8>) -> Step {
        var index = bytes.startIndex
        defer { head += bytes[..<index].prefix(max(0, Self.longest + 1 - head.count)) }
        while index < bytes.endIndex {
            let count = index - bytes.startIndex
            switch bytes[index] {
            case 0x07: return .end(count + 1, meaning(with: bytes[..<index]))
            case InputDecoder.escape:
                guard index + 1 < bytes.endIndex else { return .wait }
                return bytes[index + 1] == 0x5C ? .end(count + 2, meaning(with: bytes[..<index])) : .broken(count)
            case 0..<0x20, 0x7F: return .broken(count)
            default: index += 1
            }
        }
        return .goesOn
    }

    /// `P>|name` (XTVERSION) and `_Gi=31;OK` (kitty) tell of the terminal.
    private func meaning(with rest: ArraySlice<UInt8>) -> InputDecoder.Meaning {
        guard head.count + rest.count <= Self.longest else { return .nothing }
        let text = String(decoding: head + rest, as: UTF8.self)
        if text.hasPrefix("P>|") { return .event(.report(.name(String(text.dropFirst(3))))) }
        return text == "_Gi=31;OK" ? .event(.report(.kittyGraphics)) : .nothing
    }

    /// Whether a byte behind `ESC` begins a string, or is a key with Alt.
    static func begins(_ kind: UInt8) -> Bool {
        switch kind {
        case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"): true
        default: false
        }
    }

    /// Whether these two bytes begin an answer, even if the second arrives late.
    static func isAnswer(_ kind: UInt8, _ second: UInt8) -> Bool {
        switch kind {
        case UInt8(ascii: "]"): (0x30...0x39).contains(second)
        case UInt8(ascii: "_"): second == UInt8(ascii: "G")
        case UInt8(ascii: "P"):
            (0x30...0x3F).contains(second) || second == UInt8(ascii: "+") || second == UInt8(ascii: "!")
        default: false
        }
    }
}
