/// What the decoder has given up waiting for, and what is to become of the rest when that arrives after all: a slow line
/// cuts sequences and pastes in two, and their second half must not be typed.
struct LateRest: Sendable {
    enum Kind: Sendable {
        /// An ESC that was taken for the Escape key.
        case escape
        /// A control sequence, of which these bytes had come behind `ESC [`.
        case sequence([UInt8])
        /// A string, and whether the ESC that begins its end had come.
        case string(isEnding: Bool)
        /// A paste, and what had come of the sequence that ends it.
        case paste(end: ArraySlice<UInt8>)
    }

    var kind: Kind
    /// When it was given up.
    var time: Double

    /// How the bytes of one read are to be taken.
    enum Verdict {
        /// They are keys like others.
        case keys
        /// They are what the ESC began.
        case behindEscape
        /// So many are the rest and mean nothing; whether more of it may follow.
        case swallow(Int, goesOn: Bool)
        /// The paste goes on.
        case paste
    }

    func verdict(on bytes: [UInt8], at now: Double) -> Verdict {
        let patience = if case .paste = kind { InputPatience.pasteRest } else { InputPatience.rest }
        guard now - time <= patience, !bytes.isEmpty else { return .keys }
        switch kind {
        case .escape: return Self.isBehindEscape(bytes) ? .behindEscape : .keys
        case .sequence(let head): return Self.rest(ofSequence: head, bytes)
        case .string(let isEnding):
            if isEnding, bytes.first == 0x5C { return .swallow(1, goesOn: false) }
            guard let end = Self.stringEnd(bytes[...]) else { return .keys }
            return .swallow(end, goesOn: false)
        case .paste(let end):
            let missing = InputDecoder.pasteEnd.dropFirst(end.count)
            if !end.isEmpty, bytes.starts(with: missing) { return .swallow(missing.count, goesOn: false) }
            // Nobody types as much at once.
            let isBurst = bytes.count >= 16 && bytes.first != InputDecoder.escape
            return isBurst || Self.endsPaste(bytes) ? .paste : .keys
        }
    }

    /// True for what only a terminal sends: reports, answers and keys in their whole length, in one piece.
    private static func isBehindEscape(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first else { return false }
        if ControlString.begins(first) {
            return bytes.count > 2 && ControlString.isAnswer(first, bytes[1]) && stringEnd(bytes[1...]) != nil
        }
        guard first == UInt8(ascii: "["), let length = sequenceLength(bytes[1...]) else { return false }
        if length == 1 { return bytes.count == 2 && (0x41...0x5A).contains(bytes[1]) }
        return true
    }

    private static func rest(ofSequence head: [UInt8], _ bytes: [UInt8]) -> Verdict {
        guard let length = sequenceLength(bytes[...]) else {
            // A digit alone may be typed.
            let isMore = bytes.count > 1 && bytes.contains(0x3B) && bytes.allSatisfy { (0x30...0x3F).contains($0) }
            return isMore ? .swallow(bytes.count, goesOn: true) : .keys
        }
        if length > 1 { return .swallow(length, goesOn: false) }
        let finals =
            switch head.first {
            case UInt8(ascii: "?"): "cnuy"
            case UInt8(ascii: "<"): "Mm"
            case UInt8(ascii: ">"): "cq"
            case nil: ""
            default: "~ABCDEFHPQRSZcmntuy"
            }
        return finals.utf8.contains(bytes[0]) ? .swallow(1, goesOn: false) : .keys
    }

    /// The length of parameters and a final byte; nil where there is none.
    private static func sequenceLength(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let end = bytes.firstIndex(where: { !(0x20...0x3F).contains($0) }), (0x40...0x7E).contains(bytes[end])
        else { return nil }
        return end - bytes.startIndex + 1
    }

    /// How far it is to behind a string's end, with nothing but text before it.
    private static func stringEnd(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let end = bytes.firstIndex(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
        let count = end - bytes.startIndex + 1
        if bytes[end] == 0x07 { return count }
        return bytes[end...].starts(with: [InputDecoder.escape, 0x5C]) ? count + 1 : nil
    }

    private static func endsPaste(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while let start = rest.firstIndex(of: InputDecoder.escape) {
            if rest[start...].starts(with: InputDecoder.pasteEnd) { return true }
            if rest[start...].starts(with: InputDecoder.pasteStart) { return false }
            rest = rest[(start + 1)...]
        }
        return false
    }
}
